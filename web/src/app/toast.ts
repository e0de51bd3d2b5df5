// The one message at the bottom left: what was done, and how to take it back while that is possible.
import { reactive } from "vue";

import { preferences } from "./preferences";

interface Toast {
  text: string;
  undo: (() => Promise<void>) | null;
  seconds: number;
  shown: boolean;
}

export const toast = reactive<Toast>({ text: "", undo: null, seconds: 0, shown: false });
let timer = 0;

export function say(text: string, undo: (() => Promise<void>) | null = null): void {
  toast.text = text;
  toast.undo = undo;
  toast.shown = true;
  toast.seconds = undo ? 10 : 5;
  window.clearInterval(timer);
  timer = window.setInterval(() => {
    if (preferences.elder) return; // stays until closed
    toast.seconds -= 1;
    if (toast.seconds <= 0) hush();
  }, 1000);
}

export function hush(): void {
  toast.shown = false;
  toast.undo = null;
  window.clearInterval(timer);
}

export async function takeBack(): Promise<void> {
  const undo = toast.undo;
  if (!undo) return;
  hush();
  await undo();
}
