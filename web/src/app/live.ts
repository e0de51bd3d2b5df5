// One feed for the whole application; pages subscribe while they are shown.
import { onBeforeUnmount, ref, watch } from "vue";

import { type Feed, follow } from "../api/feed";
import type { FeedEvent } from "../api/types";
import { session } from "./session";

type Listener = (event: FeedEvent) => void;
const listeners = new Set<Listener>();
const again = new Set<() => void>();
export const live = ref(false);
let feed: Feed | null = null;

watch(session, (value) => {
  if (value && !feed) {
    feed = follow((event) => listeners.forEach((listener) => listener(event)), () => again.forEach((load) => load()));
    watch(feed.live, (now) => (live.value = now), { immediate: true });
  } else if (!value && feed) {
    feed.stop();
    feed = null;
    live.value = false;
  }
}, { immediate: true });

/** `listener` hears of each event; `load` asks for everything again when events were missed. */
export function useFeed(listener: Listener, load: () => void): void {
  listeners.add(listener);
  again.add(load);
  onBeforeUnmount(() => {
    listeners.delete(listener);
    again.delete(load);
  });
}
