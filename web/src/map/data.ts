// The street's own layers, asked once; and what a map is asked to show above them.
import { shallowRef } from "vue";

import { get } from "../api/client";
import type { Case, Face, GridState, MapLayers, Position, ProofRoad } from "../api/types";

export const layers = shallowRef<MapLayers | null>(null);
export const grids = shallowRef<GridState | null>(null);

export async function loadLayers(): Promise<void> {
  if (!layers.value) layers.value = await get<MapLayers>("/map", true);
}
export async function loadGrids(again = false): Promise<void> {
  if (!grids.value || again) grids.value = await get<GridState>("/grid", true);
}

export interface MapShow {
  cases?: Case[];
  selected?: string;
  faces?: Face[];
  litFace?: number;
  dividing?: ProofRoad[];
  strong?: boolean;
  point?: Position | null;
  picking?: boolean;
  focus?: Position | null;
}

/** The worst clock first: a cluster takes the colour of its most urgent case. */
const urgency = ["late", "soon", "half", "running", "paused", "not_started", "met"];
export interface Cluster {
  x: number;
  y: number;
  cases: Case[];
  worst: Case;
}

/** Cases closer than two squares on the screen become one stack. Order of input decides, so it is stable. */
export function clusters(cases: Case[], place: (at: Position) => [number, number], selected?: string): Cluster[] {
  const found: Cluster[] = [];
  for (const one of cases) {
    if (!one.position) continue;
    const [x, y] = place(one.position);
    const near = one.id === selected ? undefined
      : found.find((stack) => stack.worst.id !== selected && Math.hypot(stack.x - x, stack.y - y) < 24);
    if (!near) found.push({ x, y, cases: [one], worst: one });
    else {
      near.cases.push(one);
      const rank = (item: Case): number => urgency.indexOf(item.clock?.state ?? "met");
      if (rank(one) < rank(near.worst)) near.worst = one;
    }
  }
  return found;
}

/** Faces of grids cycle through six tints in the order of their codes. */
export const tint = (grid: string | undefined): number => {
  const index = grids.value?.grids.findIndex((one) => one.code === grid) ?? -1;
  return index < 0 ? 0 : (index % 6) + 1;
};
