// The desk's queue: one set of cases for list, map and panel. Rows change in place; new ones wait behind a pill,
// so nothing moves under the pointer or the focus.
import { computed, reactive, ref } from "vue";

import { get, query, Refused } from "../../api/client";
import type { Case, CaseFile, CaseList, FeedEvent, Problem } from "../../api/types";
import { useFeed } from "../../app/live";

export const views = ["mine", "soon", "late", "returned", "similar", "open", "all"] as const;
export type QueueView = (typeof views)[number];
/** What a list may be narrowed to; a board's figure opens its cases with these. */
export const filters = ["grid", "unit", "class", "major", "channel", "place", "stage", "reported_from", "reported_to",
  "closed_from", "closed_to", "outcome", "number"] as const;
export type Wanted = { view: QueueView } & Partial<Record<(typeof filters)[number], string>>;

export function useQueue(wanted: () => Wanted) {
  const state = reactive<{ items: Case[]; counts: Record<string, number>; next?: string; loading: boolean }>({
    items: [], counts: {}, loading: true,
  });
  const problem = ref<Problem | null>(null);
  const selected = ref("");
  const fresh = ref(new Set<string>());
  const washed = ref(new Set<string>());
  let turn = 0;

  async function load(more = false): Promise<void> {
    const mine = ++turn;
    if (!more) state.loading = true;
    try {
      const list = await get<CaseList>(
        `/cases${query({ ...wanted(), limit: 50, cursor: more ? state.next : undefined })}`,
      );
      if (mine !== turn) return;
      state.items = more ? [...state.items, ...list.items] : list.items;
      state.counts = list.counts;
      state.next = list.next;
      problem.value = null;
      fresh.value = new Set();
      if (!state.items.some((one) => one.id === selected.value)) selected.value = state.items[0]?.id ?? "";
    } catch (error) {
      if (error instanceof Refused) problem.value = error.problem;
      else throw error;
    } finally {
      if (mine === turn) state.loading = false;
    }
  }

  function wash(id: string): void {
    washed.value = new Set(washed.value).add(id);
    window.setTimeout(() => {
      const rest = new Set(washed.value);
      rest.delete(id);
      washed.value = rest;
    }, 1300);
  }

  /** One row as it now is; its place in the list stays until the list is asked for again. */
  async function refresh(id: string, quietly = false): Promise<void> {
    const file = await get<CaseFile>(`/cases/${id}`);
    const at = state.items.findIndex((one) => one.id === id);
    if (at >= 0) state.items[at] = { ...state.items[at]!, ...file };
    if (!quietly) wash(id);
  }

  async function recount(): Promise<void> {
    const list = await get<CaseList>(`/cases${query({ ...wanted(), limit: 1 })}`);
    state.counts = list.counts;
  }

  useFeed((event: FeedEvent) => {
    if (event.room !== "casework") return;
    const row = state.items.find((one) => one.id === event.id);
    if (row && row.version < event.version) void refresh(event.id).catch(() => undefined);
    else if (!row) fresh.value = new Set(fresh.value).add(event.id);
    void recount().catch(() => undefined);
  }, () => void load());

  const index = computed(() => state.items.findIndex((one) => one.id === selected.value));
  function step(by: number): void {
    const next = state.items[Math.min(state.items.length - 1, Math.max(0, index.value + by))];
    if (next) selected.value = next.id;
  }
  return { state, problem, selected, fresh, washed, load, refresh, step };
}
