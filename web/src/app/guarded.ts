// Work that may be refused: what the server said no to stands on the page until the next try goes through; any
// other fault goes on to whoever handles faults.
import { ref, type Ref } from "vue";

import { Refused } from "../api/client";
import type { Problem } from "../api/types";

interface Guarded {
  problem: Ref<Problem | null>;
  busy: Ref<boolean>;
  /** What the work gave, or nothing when it was refused. */
  run: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  /** Whether it went through. */
  guarded: (work: () => Promise<void>) => Promise<boolean>;
}

export function useGuarded(): Guarded {
  const problem = ref<Problem | null>(null);
  const busy = ref(false);
  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    busy.value = true;
    try {
      const value = await work();
      problem.value = null;
      return value;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problem.value = error.problem;
      return undefined;
    } finally {
      busy.value = false;
    }
  }
  const guarded = async (work: () => Promise<void>): Promise<boolean> =>
    (await run(async () => { await work(); return true; })) ?? false;
  return { problem, busy, run, guarded };
}
