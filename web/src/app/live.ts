// One feed for the whole application; pages subscribe while they are shown.
import { onBeforeUnmount, ref, watch } from "vue";

import { type Feed, follow } from "../api/feed";
import type { FeedEvent } from "../api/types";
import { session } from "./session";

type Listener = (event: FeedEvent) => void;
const listeners = new Set<Listener>();
export const live = ref(false);
let feed: Feed | null = null;

watch(session, (value) => {
  if (value && !feed) {
    feed = follow((event) => listeners.forEach((listener) => listener(event)));
    watch(feed.live, (now) => (live.value = now), { immediate: true });
  } else if (!value && feed) {
    feed.stop();
    feed = null;
    live.value = false;
  }
}, { immediate: true });

export function useFeed(listener: Listener): void {
  listeners.add(listener);
  onBeforeUnmount(() => listeners.delete(listener));
}
