import "./styles/tokens.css";
import "element-plus/theme-chalk/base.css";
import "element-plus/theme-chalk/dark/css-vars.css";
import "element-plus/theme-chalk/el-select.css";
import "element-plus/theme-chalk/el-option.css";
import "element-plus/theme-chalk/el-popper.css";
import "element-plus/theme-chalk/el-scrollbar.css";
import "element-plus/theme-chalk/el-tag.css";
import "./styles/element.css";
import "./styles/base.css";
import "./styles/map.css";

import { createApp } from "vue";

import { onSignedOut, speak } from "./api/client";
import App from "./App.vue";
import { i18n } from "./app/i18n";
import { startOutbox } from "./app/outbox";
import { preferences, startPreferences } from "./app/preferences";
import { forgetSession } from "./app/session";
import { router } from "./router";

startPreferences();
speak(preferences.language);
onSignedOut(() => {
  forgetSession();
  const from = router.currentRoute.value.fullPath;
  void router.push({ name: "sign_in", query: { to: from } });
});
startOutbox();
createApp(App).use(i18n).use(router).mount("#app");
