// The demo street for the mock: its layers, and the faces that the dividing roads cut it into. Good enough to draw;
// the proof itself is the server's.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = process.env.GEZHI_GEODATA ?? join(root, "demo/tianshan");
const read = (name) => {
  const path = join(folder, `${name}.geojson`);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : { type: "FeatureCollection", features: [] };
};
export const layers = Object.fromEntries(["boundary", "roads", "water", "metro", "places"].map((one) => [one, read(one)]));
const outline = layers.boundary.features.find((one) => one.properties.kind === "subdistrict").geometry.coordinates[0];
const xs = outline.map((at) => at[0]);
const ys = outline.map((at) => at[1]);
export const bounds = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
export const attribution = "© OpenStreetMap contributors";

const cosine = Math.cos((31.21 * Math.PI) / 180);
export const areaOf = (ring) => {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
  return (Math.abs(sum) / 2) * 111.32 * 111.32 * cosine;
};
const cross = (a, b, c, d) => {
  const r = [b[0] - a[0], b[1] - a[1]];
  const s = [d[0] - c[0], d[1] - c[1]];
  const den = r[0] * s[1] - r[1] * s[0];
  if (!den) return null;
  const t = ((c[0] - a[0]) * s[1] - (c[1] - a[1]) * s[0]) / den;
  const u = ((c[0] - a[0]) * r[1] - (c[1] - a[1]) * r[0]) / den;
  return t >= 0 && t < 1 && u >= 0 && u < 1 ? { t, u, at: [a[0] + r[0] * t, a[1] + r[1] * t] } : null;
};
function lineOf(name) {
  const parts = layers.roads.features.filter((one) => one.properties.name === name).map((one) => one.geometry.coordinates);
  const line = parts.flatMap((part, i) => (i ? part.slice(1) : part));
  const far = (from, to) => [to[0] + (to[0] - from[0]) * 30, to[1] + (to[1] - from[1]) * 30];
  return [far(line[1], line[0]), ...line, far(line[line.length - 2], line[line.length - 1])];
}
/** A ring cut by a line into the part on its left and the part on its right; uncut when they do not cross twice. */
function cut(ring, line) {
  const hits = [];
  for (let i = 0; i + 1 < line.length; i++)
    for (let k = 0; k + 1 < ring.length; k++) {
      const hit = cross(line[i], line[i + 1], ring[k], ring[k + 1]);
      if (hit) hits.push({ order: i + hit.t, edge: k + hit.u, at: hit.at, i, k });
    }
  hits.sort((a, b) => a.order - b.order);
  if (hits.length < 2) return null;
  // The road that runs along the outline touches it often: the longest way inside counts.
  let [first, last] = [hits[0], hits[1]];
  hits.forEach((hit, i) => {
    if (i && hit.order - hits[i - 1].order > last.order - first.order) [first, last] = [hits[i - 1], hit];
  });
  const inner = [first.at, ...line.slice(first.i + 1, last.i + 1), last.at];
  const walk = (from, to) => {
    const found = [];
    for (let k = from.k + 1; ; k++) {
      const at = k % (ring.length - 1);
      if (found.length > ring.length) break;
      found.push(ring[at]);
      if (at === to.k) break;
    }
    return found;
  };
  const one = [...inner, ...walk(last, first), first.at];
  const other = [...inner.slice().reverse(), ...walk(first, last), last.at];
  return [one, other];
}
function middle(ring) {
  let [x, y, sum] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i++) {
    const part = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    sum += part;
    x += (ring[i][0] + ring[i + 1][0]) * part;
    y += (ring[i][1] + ring[i + 1][1]) * part;
  }
  return { lon: x / (3 * sum), lat: y / (3 * sum) };
}
const names = ["天山路", "遵义路", "娄山关路"];
const axes = { 天山路: "ew", 遵义路: "ns", 娄山关路: "ns" };
export const dividing = names.map((name) => ({
  name, axis: axes[name], geometry: { type: "LineString", coordinates: lineOf(name).slice(1, -1) },
}));
export function sidesOf(at) {
  return names.map((name) => {
    const line = lineOf(name);
    let best = { d: Infinity, left: false };
    for (let i = 0; i + 1 < line.length; i++) {
      const [a, b] = [line[i], line[i + 1]];
      const [dx, dy] = [(b[0] - a[0]) * cosine, b[1] - a[1]];
      const [px, py] = [(at.lon - a[0]) * cosine, at.lat - a[1]];
      const t = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)));
      const d = Math.hypot(px - t * dx, py - t * dy);
      if (d < best.d) best = { d, left: dx * py - dy * px > 0 };
    }
    // 天山路 is drawn westwards first, the others northwards.
    return { road: name, side: axes[name] === "ew" ? (best.left ? "north" : "south") : best.left ? "west" : "east" };
  });
}
let rings = [outline];
for (const name of names) rings = rings.flatMap((ring) => cut(ring, lineOf(name)) ?? [ring]);
export const faces = rings.map((ring, i) => {
  const inner = middle(ring);
  return {
    number: i + 1, sides: sidesOf(inner), area_km2: areaOf(ring), inner,
    geometry: { type: "Polygon", coordinates: [ring] },
  };
});
const words = { north: "以北", south: "以南", east: "以东", west: "以西" };
export const published = [
  { grid: "G1", name: "一格", text: "天山路以南、遵义路以东" },
  { grid: "G2", name: "二格", text: "天山路以北、娄山关路以东" },
  { grid: "G3", name: "三格", text: "天山路以南、遵义路以西、娄山关路以西" },
];
export const settled = [published[0], published[1], { grid: "G3", name: "三格", text: "其余" }];
/** Rules over faces, as plainly as a drawing needs: parts joined by 、, and 其余 for what nobody took. */
export function prove(rules) {
  const holds = (rule, face) => rule.text.split("、").every((part) =>
    face.sides.some((side) => part.includes(side.road) && part.includes(words[side.side])));
  const judged = faces.map((face) => {
    let by = rules.filter((rule) => rule.text !== "其余" && holds(rule, face)).map((rule) => rule.grid);
    if (!by.length) by = rules.filter((rule) => rule.text === "其余").map((rule) => rule.grid);
    return { ...face, selected_by: by, verdict: by.length === 1 ? "one" : by.length ? "overlap" : "gap" };
  });
  const gaps = judged.filter((face) => face.verdict === "gap");
  const total = faces.reduce((sum, face) => sum + face.area_km2, 0);
  return {
    rules: rules.map((rule) => ({ ...rule, parsed: {} })), faces: judged, gaps: gaps.map((face) => face.number),
    overlaps: judged.filter((face) => face.verdict === "overlap").map((face) => face.number), total_km2: total,
    boundary_km2: areaOf(outline), error_m2: 0, gap_share: gaps.reduce((sum, face) => sum + face.area_km2, 0) / total,
    exact: judged.every((face) => face.verdict === "one"), roads: dividing,
    settlements: gaps.length ? [
      { kind: "rest", rules: settled, moves_faces: gaps.map((face) => face.number), text_params: {}, exact: true },
      { kind: "or", rules: [published[0], published[1], { ...published[2], text: "天山路以南、遵义路以西；或天山路以北、娄山关路以西" }],
        moves_faces: gaps.map((face) => face.number), text_params: {}, exact: true },
    ] : [],
  };
}
export const gridOf = (at) => {
  const sides = sidesOf(at);
  const face = prove(settled).faces.find((one) => one.sides.every((side, i) => side.side === sides[i].side));
  return face?.selected_by[0] ?? "G1";
};
const exact = prove(settled);
export const grids = settled.map((rule) => {
  const own = exact.faces.filter((face) => face.selected_by[0] === rule.grid);
  return {
    code: rule.grid, name: rule.name, area_km2: own.reduce((sum, face) => sum + face.area_km2, 0),
    geometry: { type: "MultiPolygon", coordinates: own.map((face) => face.geometry.coordinates) },
  };
});
