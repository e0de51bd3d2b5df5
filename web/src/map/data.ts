// The street's own layers, asked once; and what a map is asked to show above them.
import { shallowRef } from "vue";

import { get } from "../api/client";
import type { Case, Face, GridState, MapLayers, Position, ProofRoad } from "../api/types";

export const layers = shallowRef<MapLayers | null>(null);
export const grids = shallowRef<GridState | null>(null);

export async function loadLayers(again = false): Promise<void> {
  if (!layers.value || again) layers.value = await get<MapLayers>("/map", true);
}
export async function loadGrids(again = false): Promise<void> {
  if (!grids.value || again) grids.value = await get<GridState>("/grid", true);
}

/** The box around the street itself; the layers reach beyond it. */
export function streetBounds(): [number, number, number, number] {
  const street = layers.value?.boundary.features.find((one) => one.properties?.kind === "subdistrict")?.geometry;
  const rings = street?.type === "Polygon" ? street.coordinates : street?.type === "MultiPolygon" ? street.coordinates.flat() : [];
  const all = rings.flat();
  if (!all.length) return layers.value?.bounds ?? [121.385, 31.198, 121.423, 31.222];
  const [xs, ys] = [all.map((at) => at[0]!), all.map((at) => at[1]!)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
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

/** One name for each grid, on its largest face, with the area of all its faces. */
export function gridNames(faces: Face[]): { grid: string; name: string; area: number; at: Position }[] {
  const found = new Map<string, { largest: number; area: number; at: Position }>();
  for (const face of faces) {
    const grid = face.verdict === "one" ? face.selected_by[0] : undefined;
    if (!grid) continue;
    const before = found.get(grid);
    if (!before) found.set(grid, { largest: face.area_km2, area: face.area_km2, at: face.inner });
    else {
      before.area += face.area_km2;
      if (face.area_km2 > before.largest) Object.assign(before, { largest: face.area_km2, at: face.inner });
    }
  }
  return [...found].map(([grid, { area, at }]) => ({
    grid, area, at, name: grids.value?.grids.find((one) => one.code === grid)?.name ?? grid,
  }));
}

/** Faces of grids cycle through six tints in the order of their codes. */
export const tint = (grid: string | undefined): number => {
  const index = grids.value?.grids.findIndex((one) => one.code === grid) ?? -1;
  return index < 0 ? 0 : (index % 6) + 1;
};
