// The live feed: tells what moved, never what it became; whoever is concerned asks again. Reconnects by
// itself from the last event (the browser sends Last-Event-ID); says whether it is connected.
import { ref, type Ref } from "vue";

import { apiUrl } from "./client";
import type { FeedEvent } from "./types";

export interface Feed {
  live: Ref<boolean>;
  stop: () => void;
}

export function follow(tell: (event: FeedEvent) => void, missed: () => void): Feed {
  const live = ref(false);
  const source = new EventSource(apiUrl("/feed"), { withCredentials: true });
  source.onopen = () => (live.value = true);
  source.onerror = () => (live.value = false);
  source.onmessage = (message: MessageEvent<string>) => {
    live.value = true;
    try {
      tell(JSON.parse(message.data) as FeedEvent);
    } catch {
      // a heartbeat or a newer form of event: nothing to tell
    }
  };
  // More happened than the server remembers since the last event: whatever is shown may be old.
  source.addEventListener("gap", () => {
    live.value = true;
    missed();
  });
  return { live, stop: () => source.close() };
}
