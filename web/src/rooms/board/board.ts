// The board's question and the lists behind its figures: every number is a link to the cases that make it.
import { onBeforeUnmount, onMounted, ref, shallowRef } from "vue";

import { get, query, Refused } from "../../api/client";
import type { Board, Problem, Tally } from "../../api/types";
import { useFeed } from "../../app/live";

export const groupings = ["grid", "unit", "major", "matter", "channel", "place"] as const;
export type Grouping = (typeof groupings)[number];
export type Filter = Record<string, string | undefined>;

/** How a group's code stands behind the question mark. */
export const filterName: Record<Grouping, string> = {
  grid: "grid", unit: "unit", major: "major", matter: "class", channel: "channel", place: "place",
};
export const narrowings = ["grid", "unit", "class", "major", "channel", "place"] as const;

const ended: Partial<Record<keyof Tally, string>> = {
  closed: "any", judged: "judged", in_time: "in_time", asked: "asked", solved: "solved",
};

/** The list of exactly those cases. */
export function behind(figure: keyof Tally, filter: Filter, from: string, to: string): string {
  const kept = Object.fromEntries(narrowings.map((name) => [name, filter[name]]));
  if (figure === "reported") return `/cases${query({ ...kept, view: "all", reported_from: from, reported_to: to })}`;
  const outcome = ended[figure];
  if (outcome) return `/cases${query({ ...kept, view: "all", closed_from: from, closed_to: to, outcome })}`;
  return `/cases${query({ ...kept, view: figure })}`;
}

/** Blank where nothing was due: no figure is not nought. */
export const share = (part: number, whole: number): number | undefined => (whole > 0 ? part / whole : undefined);

const together_ms = 1500; // changes of so long are one question

/** The board for what is wanted, asked again when cases change; `age` says how old the answer is. */
export function useBoard(wanted: () => Filter) {
  const board = shallowRef<Board | null>(null);
  const problem = ref<Problem | null>(null);
  const loaded = ref(0);
  let waiting = 0;
  let turn = 0;
  async function load(): Promise<void> {
    const mine = ++turn;
    try {
      const found = await get<Board>(`/board${query(wanted())}`);
      if (mine !== turn) return;
      board.value = found;
      loaded.value = Date.now();
      problem.value = null;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (mine === turn) problem.value = error.problem;
    }
  }
  function soon(): void {
    if (waiting) return;
    waiting = window.setTimeout(() => {
      waiting = 0;
      void load();
    }, together_ms);
  }
  useFeed((event) => { if (event.room === "casework") soon(); }, () => void load());
  let minute = 0;
  // What is late changes by itself.
  onMounted(() => (minute = window.setInterval(() => void load(), 30_000)));
  onBeforeUnmount(() => {
    window.clearInterval(minute);
    window.clearTimeout(waiting);
  });
  return { board, problem, loaded, load };
}
