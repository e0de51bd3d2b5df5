// The server of one test file: a fresh data folder with the demo street (a copy of the one that ctest made before the
// first story, GEZHI_BROWSER_DEMO, or made at start), a free port on loopback, stopped by its own process id. Also its twin address: the same server at http:// and the machine's own address, where a browser says that
// the page is not a secure context, as on a phone in the street's own network.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const binary = process.env.GEZHI_BINARY ?? join(root, "build/dev/src/apps/gezhi");

const listening = (server, port, address) =>
  new Promise((resolve, reject) => server.once("error", reject).listen(port, address, () => resolve(server.address().port)));

async function freePort() {
  const probe = createServer();
  const port = await listening(probe, 0, "127.0.0.1");
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function ownAddress() {
  for (const list of Object.values(networkInterfaces()))
    for (const one of list ?? []) if (one.family === "IPv4" && !one.internal) return one.address;
  return undefined;
}

/** Passes bytes on, so that a server on loopback answers at another address of this machine. */
async function relay(port, address) {
  const open = new Set();
  const server = createServer((from) => {
    const to = connect(port, "127.0.0.1");
    for (const [one, other] of [[from, to], [to, from]]) {
      open.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => (open.delete(one), other.destroy()));
    }
  });
  const own = await listening(server, 0, address);
  return { url: `http://${address}:${own}`, stop: () => new Promise((resolve) => {
    server.close(resolve);
    open.forEach((one) => one.destroy());
  }) };
}

function untilReady(process_, output) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no ready line in 200 s:\n${output.join("")}`)), 200_000);
    let line = "";
    process_.stdout.on("data", (part) => {
      line += part;
      if (!/^ready http/m.test(line)) return;
      clearTimeout(late);
      resolve();
    });
    process_.once("exit", (code) => {
      clearTimeout(late);
      reject(new Error(`the server ended with ${code}:\n${output.join("")}`));
    });
  });
}

/** `empty`: a street without anything; its first administrator is told in `first`. */
export async function openHouse({ empty = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "gezhi-browser-"));
  if (process.env.GEZHI_BROWSER_DEMO && !empty) cpSync(process.env.GEZHI_BROWSER_DEMO, join(folder, "data"), { recursive: true });
  const port = await freePort();
  const output = [];
  const server = spawn(binary, ["serve", "--data", join(folder, "data"), "--port", String(port),
    ...(empty ? ["--empty"] : ["--demo", "demo/tianshan", "--demo-weeks", "5"])],
    { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  server.stdout.on("data", (part) => output.push(String(part)));
  server.stderr.on("data", (part) => output.push(String(part)));
  const gone = new Promise((resolve) => server.once("exit", resolve));
  const tidy = () => rmSync(folder, { recursive: true, force: true });
  try {
    await untilReady(server, output);
  } catch (error) {
    server.kill("SIGKILL");
    tidy();
    throw error;
  }
  const address = ownAddress();
  if (!address) throw new Error("this machine has no address of its own beside loopback");
  const twin = await relay(port, address);
  return {
    localhost: `http://127.0.0.1:${port}`, plain: twin.url, folder, output,
    first: /login (?<login>\S+) password (?<password>\S+)/.exec(output.join(""))?.groups,
    async stop() {
      await twin.stop();
      server.kill("SIGTERM");
      const stubborn = setTimeout(() => server.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(stubborn);
      tidy();
    },
  };
}
