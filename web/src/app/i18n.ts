// Sentences by key, in two languages. Both are shipped: switching needs no network.
import { createI18n } from "vue-i18n";

import { speak } from "../api/client";
import en from "../locale/en.json";
import zh from "../locale/zh-CN.json";
import { preferences } from "./preferences";

export const i18n = createI18n({
  legacy: false,
  locale: preferences.language,
  fallbackLocale: "zh-CN",
  flatJson: true,
  missingWarn: false,
  fallbackWarn: false,
  messages: { "zh-CN": zh as Record<string, string>, en: en as Record<string, string> },
});

export const t = i18n.global.t;
export const has = (key: string): boolean => i18n.global.te(key) || i18n.global.te(key, "zh-CN");

export function setLanguage(language: "zh-CN" | "en"): void {
  preferences.language = language;
  i18n.global.locale.value = language;
  speak(language);
}
