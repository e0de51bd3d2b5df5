// A flat picture of one subdistrict: degrees to metres on a local plane, metres to screen by one view.
import type { Position } from "../api/types";

export interface View {
  scale: number; // pixels in a metre
  x: number;
  y: number;
}
export class Plane {
  private readonly cosine: number;
  constructor(readonly origin: Position) {
    this.cosine = Math.cos((origin.lat * Math.PI) / 180);
  }
  metres(lon: number, lat: number): [number, number] {
    return [(lon - this.origin.lon) * 111_320 * this.cosine, -(lat - this.origin.lat) * 110_574];
  }
  degrees(x: number, y: number): Position {
    return { lon: this.origin.lon + x / (111_320 * this.cosine), lat: this.origin.lat - y / 110_574 };
  }
}

type Ring = GeoJSON.Position[];
const ringPath = (plane: Plane, ring: Ring, close: boolean): string =>
  ring.map((at, i) => {
    const [x, y] = plane.metres(at[0]!, at[1]!);
    return `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
  }).join("") + (close ? "Z" : "");

export function pathOf(plane: Plane, geometry: GeoJSON.Geometry): string {
  switch (geometry.type) {
    case "Polygon":
      return geometry.coordinates.map((ring) => ringPath(plane, ring, true)).join("");
    case "MultiPolygon":
      return geometry.coordinates.map((part) => part.map((ring) => ringPath(plane, ring, true)).join("")).join("");
    case "LineString":
      return ringPath(plane, geometry.coordinates, false);
    case "MultiLineString":
      return geometry.coordinates.map((line) => ringPath(plane, line, false)).join("");
    default:
      return "";
  }
}

export const linesOf = (geometry: GeoJSON.Geometry): Ring[] => {
  if (geometry.type === "LineString") return [geometry.coordinates];
  if (geometry.type === "MultiLineString") return geometry.coordinates;
  return [];
};

/** Where a name stands along a line on the screen: one spot for each character, or nothing when too short. */
export interface Spot {
  x: number;
  y: number;
  turn: number;
  text: string;
}
export function along(points: [number, number][], text: string, size: number): Spot[] {
  const lengths = [0];
  for (let i = 1; i < points.length; i++)
    lengths.push(lengths[i - 1]! + Math.hypot(points[i]![0] - points[i - 1]![0], points[i]![1] - points[i - 1]![1]));
  const total = lengths[lengths.length - 1]!;
  const characters = Array.from(text);
  const step = size * 1.35;
  const need = step * characters.length;
  if (total < need * 1.15) return [];
  const at = (distance: number): { x: number; y: number; angle: number } => {
    let i = 1;
    while (i < lengths.length - 1 && lengths[i]! < distance) i++;
    const [a, b] = [points[i - 1]!, points[i]!];
    const part = (distance - lengths[i - 1]!) / Math.max(lengths[i]! - lengths[i - 1]!, 0.001);
    return {
      x: a[0] + (b[0] - a[0]) * part, y: a[1] + (b[1] - a[1]) * part,
      angle: (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI,
    };
  };
  const middle = at(total / 2);
  const steep = Math.abs(Math.sin((middle.angle * Math.PI) / 180)) > 0.72;
  const forward = steep ? Math.sin((middle.angle * Math.PI) / 180) > 0 : Math.cos((middle.angle * Math.PI) / 180) > 0;
  return characters.map((character, i) => {
    const offset = (i - (characters.length - 1) / 2) * step;
    const spot = at(total / 2 + (forward ? offset : -offset));
    const turn = steep ? 0 : forward ? spot.angle : spot.angle + 180;
    return { x: spot.x, y: spot.y, turn, text: character };
  });
}

/** The longest part of a line inside a rectangle of the screen. */
export function within(points: [number, number][], width: number, height: number): [number, number][] {
  let best: [number, number][] = [];
  let run: [number, number][] = [];
  const inside = (p: [number, number]): boolean => p[0] > -60 && p[1] > -60 && p[0] < width + 60 && p[1] < height + 60;
  for (const point of points) {
    if (inside(point)) run.push(point);
    else run = [];
    if (run.length > best.length) best = run.slice();
  }
  return best;
}

/** Where the two ends of a line stand inside a box of degrees: a plate there is seen when the whole street is. */
export function endsWithin(line: GeoJSON.Position[], [w, s, e, n]: [number, number, number, number]): GeoJSON.Position[] {
  const points: GeoJSON.Position[] = [];
  line.forEach((at, i) => {
    const next = line[i + 1];
    points.push(at);
    for (let k = 1; next && k < 12; k++)
      points.push([at[0]! + ((next[0]! - at[0]!) * k) / 12, at[1]! + ((next[1]! - at[1]!) * k) / 12]);
  });
  const inside = points.filter((at) => at[0]! >= w && at[0]! <= e && at[1]! >= s && at[1]! <= n);
  return inside.length > 1 ? [inside[0]!, inside[inside.length - 1]!] : [];
}
