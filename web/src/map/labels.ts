// Names on the plain drawing: where each stands, without two on one spot. Names that matter come first.
import type { MapLayers } from "../api/types";
import { along, linesOf, type Plane, type Spot, type View, within } from "./plane";

export interface RoadName {
  key: string;
  spots: Spot[];
  plain?: { x: number; y: number; turn: number; text: string };
}
export interface PlaceName {
  key: string;
  x: number;
  y: number;
  text: string;
}
interface Box {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}
export class Room {
  private readonly boxes: Box[] = [];
  take(box: Box): boolean {
    const hit = this.boxes.some((b) => box.x1 < b.x2 && box.x2 > b.x1 && box.y1 < b.y2 && box.y2 > b.y1);
    if (!hit) this.boxes.push(box);
    return !hit;
  }
}
const screen = (plane: Plane, view: View, at: GeoJSON.Position): [number, number] => {
  const [x, y] = plane.metres(at[0]!, at[1]!);
  return [x * view.scale + view.x, y * view.scale + view.y];
};

/** Long lines get points in between, so that the part on the screen can be found. */
function fine(points: [number, number][]): [number, number][] {
  const found: [number, number][] = [];
  points.forEach((point, i) => {
    const next = points[i + 1];
    found.push(point);
    if (!next) return;
    const parts = Math.min(40, Math.floor(Math.hypot(next[0] - point[0], next[1] - point[1]) / 30));
    for (let k = 1; k < parts; k++)
      found.push([point[0] + ((next[0] - point[0]) * k) / parts, point[1] + ((next[1] - point[1]) * k) / parts]);
  });
  return found;
}

export function roadNames(
  layers: MapLayers, plane: Plane, view: View, size: [number, number], room: Room, english: boolean,
): RoadName[] {
  const longest = new Map<string, [number, number][]>();
  for (const feature of layers.roads.features) {
    const kind = String(feature.properties?.kind ?? "");
    const name = String(feature.properties?.[english ? "name_en" : "name"] ?? "");
    if (!name || kind === "elevated" || (kind === "residential" && view.scale < 0.55)) continue;
    for (const line of linesOf(feature.geometry)) {
      const part = within(fine(line.map((at) => screen(plane, view, at))), size[0], size[1]);
      if (part.length > (longest.get(name)?.length ?? 1)) longest.set(name, part);
    }
  }
  const found: RoadName[] = [];
  for (const [name, line] of longest) {
    const spots = along(line, english ? name.slice(0, Math.ceil(name.length / 2)) : name, 12);
    if (!spots.length) continue;
    const xs = spots.map((spot) => spot.x);
    const ys = spots.map((spot) => spot.y);
    const box = {
      x1: Math.min(...xs) - 8, x2: Math.max(...xs) + 8, y1: Math.min(...ys) - 8, y2: Math.max(...ys) + 8,
    };
    if (!room.take(box)) continue;
    const middle = spots[Math.floor(spots.length / 2)]!;
    if (!english) found.push({ key: name, spots });
    else {
      const first = spots[0]!;
      const last = spots[spots.length - 1]!;
      let turn = (Math.atan2(last.y - first.y, last.x - first.x) * 180) / Math.PI;
      if (turn > 90 || turn < -90) turn += 180;
      found.push({ key: name, spots: [], plain: { x: middle.x, y: middle.y, turn, text: name } });
    }
  }
  return found;
}

const rank: Record<string, number> = { metro_station: 0, park: 1, mall: 2, school: 2, government: 2, office: 3 };
export function placeNames(
  layers: MapLayers, plane: Plane, view: View, size: [number, number], room: Room, english: boolean,
): PlaceName[] {
  const places = [...layers.metro.features, ...layers.places.features]
    .filter((feature) => feature.geometry.type === "Point" && !["crossing", "metro_exit"].includes(
      String(feature.properties?.kind)))
    .sort((a, b) => (rank[String(a.properties?.kind)] ?? 4) - (rank[String(b.properties?.kind)] ?? 4));
  const seen = new Set<string>();
  const found: PlaceName[] = [];
  for (const feature of places) {
    const text = String(feature.properties?.[english ? "name_en" : "name"] ?? "");
    if (!text || seen.has(text) || text.length > 28) continue;
    const [x, y] = screen(plane, view, (feature.geometry as GeoJSON.Point).coordinates);
    if (x < 0 || y < 0 || x > size[0] || y > size[1]) continue;
    const half = (text.length * (english ? 6 : 11)) / 2;
    if (!room.take({ x1: x - half, x2: x + half, y1: y - 18, y2: y + 5 })) continue;
    seen.add(text);
    found.push({ key: text, x, y, text });
  }
  return found;
}
