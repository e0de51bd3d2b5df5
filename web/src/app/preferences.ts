// What one person likes: language, dark, elder, single-letter keys, width of the columns. Kept in this browser.
import { reactive, watch } from "vue";

export type Shade = "system" | "light" | "dark";
export interface Preferences {
  language: "zh-CN" | "en";
  shade: Shade;
  elder: boolean;
  letters: boolean;
  columns: [number, number];
}

const place = "gezhi.preferences";
const first: Preferences = { language: "zh-CN", shade: "system", elder: false, letters: true, columns: [466, 474] };

function stored(): Preferences {
  try {
    return { ...first, ...(JSON.parse(localStorage.getItem(place) ?? "{}") as Partial<Preferences>) };
  } catch {
    return { ...first };
  }
}

export const preferences = reactive<Preferences>(stored());

const system = window.matchMedia("(prefers-color-scheme: dark)");
export const appearance = reactive({ dark: false });

function apply(): void {
  appearance.dark = preferences.shade === "dark" || (preferences.shade === "system" && system.matches);
  const root = document.documentElement;
  root.classList.toggle("dark", appearance.dark);
  root.classList.toggle("elder", preferences.elder);
  root.lang = preferences.language;
}

export function startPreferences(): void {
  apply();
  system.addEventListener("change", apply);
  watch(
    preferences,
    () => {
      apply();
      try {
        localStorage.setItem(place, JSON.stringify(preferences));
      } catch {
        // private window: the choice holds until the page is left
      }
    },
    { deep: true },
  );
}
