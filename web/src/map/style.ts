// The style of the graphic map over the street's own layers. Colours are those of styles/map.css, read when the
// theme changes, so both maps are one look. No tiles, no glyph files: Han names come from the reader's fonts,
// everything else is drawn to images.
import type { ExpressionSpecification, StyleSpecification } from "maplibre-gl";

import type { MapLayers } from "../api/types";

export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
/** Metres to pixels at this latitude: exponential in zoom, at least `least` pixels. */
const metres = (width: number, latitude: number, more: number, least: number): ExpressionSpecification => {
  const at = (zoom: number): number =>
    Math.max(least, width / ((40_075_016 * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom))) + more;
  return ["interpolate", ["exponential", 2], ["zoom"], 13, at(13), 19, at(19)];
};
const byKind = (latitude: number, more: number): ExpressionSpecification => [
  "interpolate", ["exponential", 2], ["zoom"],
  ...[13, 19].flatMap((zoom) => [
    zoom,
    ["match", ["get", "kind"],
      "primary", width(26, zoom, latitude) + more, "secondary", width(22, zoom, latitude) + more,
      "tertiary", width(17, zoom, latitude) + more, width(11, zoom, latitude) + more],
  ]),
] as unknown as ExpressionSpecification;
const width = (wide: number, zoom: number, latitude: number): number =>
  Math.max(2.2, wide / ((40_075_016 * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom)));

export function styleOf(layers: MapLayers, strong: boolean, english: boolean): StyleSpecification {
  const latitude = (layers.bounds[1] + layers.bounds[3]) / 2;
  const set = strong ? "s" : "t";
  const tints = ["match", ["get", "tint"],
    ...[1, 2, 3, 4, 5, 6].flatMap((i) => [i, colour(`--map-${set}${i}`)]), colour("--map-face"),
  ] as unknown as ExpressionSpecification;
  const street = layers.boundary.features.filter((one) => one.properties?.kind === "subdistrict");
  const ring = street[0]?.geometry.type === "Polygon" ? street[0].geometry.coordinates[0]
    : street[0]?.geometry.type === "MultiPolygon" ? street[0].geometry.coordinates[0]?.[0] : undefined;
  const around: GeoJSON.Position[] = [[120, 30], [123, 30], [123, 33], [120, 33], [120, 30]];
  const veil: GeoJSON.Feature = {
    type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: ring ? [around, ring] : [around] },
  };
  const round = { "line-cap": "round" as const, "line-join": "round" as const };
  return {
    version: 8,
    glyphs: `${location.origin}/desk/glyphs/{fontstack}/{range}.pbf`, // required by the form; never asked for Han
    sources: {
      water: { type: "geojson", data: layers.water }, roads: { type: "geojson", data: layers.roads },
      metro: { type: "geojson", data: layers.metro },
      street: { type: "geojson", data: { ...empty, features: street } },
      veil: { type: "geojson", data: { ...empty, features: [veil] } },
      faces: { type: "geojson", data: empty }, dividing: { type: "geojson", data: empty },
      names: { type: "geojson", data: empty }, plates: { type: "geojson", data: empty }, cases: { type: "geojson", data: empty },
      point: { type: "geojson", data: empty },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("--map-out") } },
      { id: "water", type: "line", source: "water", layout: round,
        paint: { "line-color": colour("--map-water"), "line-width": metres(70, latitude, 0, 2) } },
      { id: "street", type: "fill", source: "street", paint: { "fill-color": colour("--map-face") } },
      { id: "faces", type: "fill", source: "faces", paint: { "fill-color": tints } },
      { id: "casing", type: "line", source: "roads", filter: ["!=", ["get", "kind"], "elevated"], layout: round,
        paint: { "line-color": colour("--map-casing"), "line-width": byKind(latitude, 1.6) } },
      { id: "roads", type: "line", source: "roads", filter: ["!=", ["get", "kind"], "elevated"], layout: round,
        paint: { "line-width": byKind(latitude, 0), "line-color":
          ["match", ["get", "kind"], "residential", colour("--map-lane"), colour("--map-road")] } },
      { id: "elevated", type: "line", source: "roads", filter: ["==", ["get", "kind"], "elevated"], layout: round,
        paint: { "line-color": colour("--map-elevated"), "line-width": metres(4, latitude, 0, 1.2),
          "line-opacity": 0.8 } },
      { id: "metro", type: "line", source: "metro", filter: ["!=", ["geometry-type"], "Point"],
        paint: { "line-color": colour("--map-metro"), "line-width": 1.2, "line-dasharray": [6, 4] } },
      { id: "veil", type: "fill", source: "veil",
        paint: { "fill-color": colour("--map-out"), "fill-opacity": Number(colour("--map-veil")) || 0.5 } },
      { id: "borders", type: "line", source: "faces", layout: round,
        paint: { "line-color": colour("--map-border"), "line-width": strong ? 0.1 : 1.4, "line-dasharray": [1, 2] } },
      { id: "hatch", type: "fill", source: "faces", filter: ["!=", ["get", "verdict"], "one"],
        paint: { "fill-pattern": ["concat", "hatch:", ["get", "verdict"]] } },
      { id: "divide-ink", type: "line", source: "dividing", layout: round,
        paint: { "line-color": "#1A232E", "line-width": 7 } },
      { id: "divide-lamp", type: "line", source: "dividing", layout: round,
        paint: { "line-color": "#F5B82E", "line-width": 3.4 } },
      { id: "outline", type: "line", source: "street", layout: round,
        paint: { "line-color": colour("--map-outline"), "line-width": 2.4 } },
      { id: "lit", type: "line", source: "faces", filter: ["==", ["get", "lit"], true], layout: round,
        paint: { "line-color": "#F5B82E", "line-width": 5 } },
      { id: "names", type: "symbol", source: "names",
        layout: { "icon-image": ["get", "image"], "symbol-sort-key": ["get", "rank"], "icon-padding": 3 } },
      english
        ? { id: "road-names", type: "symbol", source: "roads", filter: ["!=", ["get", "kind"], "elevated"],
            layout: { "symbol-placement": "line", "icon-image": ["concat", "road:", ["get", "name_en"]],
              "icon-rotation-alignment": "map", "icon-keep-upright": true, "symbol-spacing": 420 } }
        : { id: "road-names", type: "symbol", source: "roads", filter: ["!=", ["get", "kind"], "elevated"],
            layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-size": 12,
              "text-letter-spacing": 0.35, "text-keep-upright": true, "symbol-spacing": 420,
              "text-font": ["Noto Sans CJK SC Medium"] },
            paint: { "text-color": colour("--map-name"), "text-halo-color": colour("--map-halo"),
              "text-halo-width": 1.6 } },
      { id: "plates", type: "symbol", source: "plates",
        layout: { "icon-image": ["get", "image"], "symbol-sort-key": ["get", "rank"], "icon-allow-overlap": true } },
      { id: "cases", type: "symbol", source: "cases",
        layout: { "icon-image": ["get", "image"], "icon-allow-overlap": true,
          "symbol-sort-key": ["get", "rank"] } },
      { id: "point", type: "symbol", source: "point",
        layout: { "icon-image": "point", "icon-anchor": "bottom", "icon-allow-overlap": true } },
    ],
  };
}
