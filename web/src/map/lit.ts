// The one lit cell of the sign-in picture: the face between the dividing roads that lies nearest to the middle of the
// street. Which roads divide is read from the rules in the street's own words; nothing here decides a boundary.
import type { GridState, MapLayers } from "../api/types";
import { linesOf, type Plane } from "./plane";

type Point = [number, number];
const far = 30_000;

/** Both directions of a road run on straight, far beyond the street. */
function long(line: Point[]): Point[] {
  const on = (a: Point, b: Point): Point => {
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    return [b[0] + ((b[0] - a[0]) / length) * far, b[1] + ((b[1] - a[1]) / length) * far];
  };
  return [on(line[1]!, line[0]!), ...line, on(line[line.length - 2]!, line[line.length - 1]!)];
}
function leftOf(line: Point[], at: Point): boolean {
  let best = Infinity;
  let left = false;
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = [line[i]!, line[i + 1]!];
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const part = Math.min(1, Math.max(0, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)));
    const away = Math.hypot(at[0] - a[0] - part * dx, at[1] - a[1] - part * dy);
    if (away >= best) continue;
    best = away;
    left = dx * (at[1] - a[1]) - dy * (at[0] - a[0]) < 0;
  }
  return left;
}
const path = (points: Point[]): string => `M${points.map((at) => `${at[0].toFixed(1)} ${at[1].toFixed(1)}`).join("L")}Z`;

/** One half of the picture for each road; the lit cell is the street inside all of them. */
export interface Lit { halves: string[]; roads: { name: string; axis: "ew" | "ns"; line: Point[] }[] }

/** The roads that the street's own rules name, each as one line of degrees. */
export function dividingRoads(layers: MapLayers, state: GridState): { name: string; axis: "ew" | "ns"; line: GeoJSON.Position[] }[] {
  const words = (state.partition?.rules ?? []).map((rule) => rule.text).join("");
  const roads = new Map<string, GeoJSON.Position[]>();
  for (const feature of layers.roads.features) {
    const name = String(feature.properties?.name ?? "");
    if (!name || !words.includes(name)) continue;
    const line = linesOf(feature.geometry)[0] ?? [];
    roads.set(name, [...(roads.get(name) ?? []), ...line]);
  }
  return [...roads].filter(([, line]) => line.length > 1).map(([name, line]) => {
    const [first, last] = [line[0]!, line[line.length - 1]!];
    return { name, line, axis: Math.abs(last[0]! - first[0]!) > Math.abs(last[1]! - first[1]!) ? "ew" as const : "ns" as const };
  });
}

export function litCell(layers: MapLayers, state: GridState, plane: Plane, middle: Point): Lit | null {
  const dividing = dividingRoads(layers, state).map((road) => ({
    ...road, line: road.line.map((at) => plane.metres(at[0]!, at[1]!)),
  }));
  if (dividing.length < 2) return null;
  const halves = dividing.map(({ line }) => {
    const whole = long(line);
    const [first, last] = [whole[0]!, whole[whole.length - 1]!];
    const length = Math.hypot(last[0] - first[0], last[1] - first[1]) || 1;
    const side = leftOf(whole, middle) ? 1 : -1;
    const [x, y] = [((last[1] - first[1]) / length) * far * side, (-(last[0] - first[0]) / length) * far * side];
    return path([...whole, [last[0] + x, last[1] + y], [first[0] + x, first[1] + y]]);
  });
  return { halves, roads: dividing };
}
