// Keys of a page. Single letters do nothing while typing, with a modifier held, or when switched off
// (WCAG 2.2, 2.1.4). Every key has a visible twin on the page.
import { onBeforeUnmount, onMounted } from "vue";

import { preferences } from "./preferences";

export type KeyTable = Record<string, (event: KeyboardEvent) => void>;

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

export function useKeys(table: KeyTable): void {
  const listen = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    const combined = event.ctrlKey || event.metaKey;
    const name = combined ? `ctrl+${event.key.toLowerCase()}` : event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const call = table[name];
    if (!call) return;
    if (!combined && (typing(event.target) || (event.key.length === 1 && !preferences.letters))) return;
    // Enter on a button or link is that button's own.
    if (name === "Enter" && event.target instanceof HTMLElement && event.target.closest("button, a, summary")) return;
    event.preventDefault();
    call(event);
  };
  onMounted(() => document.addEventListener("keydown", listen));
  onBeforeUnmount(() => document.removeEventListener("keydown", listen));
}
