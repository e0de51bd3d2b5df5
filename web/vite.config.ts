import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import vue from "@vitejs/plugin-vue";
import { defineConfig, type Plugin } from "vite";

/** Each script and style once more, packed, for the server to hand out as it stands. */
function packed(): Plugin {
  return {
    name: "packed",
    apply: "build",
    writeBundle(options, bundle) {
      for (const name of Object.keys(bundle).filter((one) => /\.(js|css|svg|html)$/.test(one))) {
        const path = join(options.dir ?? "dist", name);
        const bytes = readFileSync(path);
        if (bytes.length < 1024) continue;
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      }
    },
  };
}

// The app lives under /desk/ beside the server's own pages; in development everything else is asked of a
// server on loopback (GEZHI_SERVER, else the mock).
const server = process.env.GEZHI_SERVER ?? "http://127.0.0.1:8099";

export default defineConfig({
  base: "/desk/",
  plugins: [vue(), packed()],
  define: {
    __VUE_OPTIONS_API__: true, // Element Plus has a few components written so
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    // Messages become a tree that is walked, never code: the page's policy allows no eval.
    __INTLIFY_JIT_COMPILATION__: true,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false,
  },
  build: {
    target: "chrome86",
    cssTarget: "chrome86",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
  server: { port: 5173, proxy: { "/api": server, "/map": server } },
});
