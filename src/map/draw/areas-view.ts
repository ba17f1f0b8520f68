import type { GeoJSONSource, Map as MapLibreMap, PointLike } from "maplibre-gl";
import type { Polygon, Ring } from "../../grid/areas.ts";
import { mercatorBetween } from "../../grid/drawn.ts";
import type { Vertex } from "./edit-areas.ts";

/** On the map the accent is the light one in both themes, with a white casing, so that it reads on every ramp. */
export const accent = "#4450c8";
const casing = "#ffffff";

/** What is on the map: outlines of all areas, and the points of the one that is edited. */
export interface Shown {
  /** In longitude and latitude, as they run on the map. */
  readonly outlines: readonly Polygon[];
  /** The polygon whose points can be moved, with its place among the areas. */
  readonly editing: { readonly area: number; readonly rings: Polygon } | null;
  readonly chosen: Vertex | null;
  /** The ring that is being drawn, for its casing. */
  readonly drawing: Ring | null;
}

/** What lies under a point of the screen: a vertex, or the middle of an edge, named by the vertex it would come before. */
export interface Handle {
  readonly kind: "vertex" | "middle";
  readonly vertex: Vertex;
}

export interface AreasView {
  show(shown: Shown): void;
  handleAt(point: { readonly x: number; readonly y: number }): Handle | null;
  areaAt(point: PointLike): number | null;
  remove(): void;
}

const ids = { areas: "areas", points: "area-points", drawing: "area-drawing" } as const;
const layers = ["area-hit", "area-casing", "area-line", "area-drawing-casing", "area-middles", "area-halo", "area-vertices"] as const;
/** Half the side of the square around the pointer in which a handle is caught, in CSS pixels. */
const reach = 10;

/** Outlines and handles of areas above everything else on the map. They come back when the style does. */
export function createAreasView(map: MapLibreMap): AreasView {
  let last: Shown = { outlines: [], editing: null, chosen: null, drawing: null };
  let outlined: readonly Polygon[] = [];
  const show = (shown: Shown) => {
    last = shown;
    if (!map.getSource(ids.areas)) return;
    if (shown.outlines.length !== outlined.length || shown.outlines.some((outline, i) => outline !== outlined[i])) {
      setData(map, ids.areas, shown.outlines.map(outlineFeature));
      outlined = shown.outlines;
    }
    setData(map, ids.points, shown.editing ? handleFeatures(shown.editing, shown.chosen) : []);
    setData(
      map,
      ids.drawing,
      shown.drawing ? [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: shown.drawing.map(([x, y]) => [x, y]) } }] : [],
    );
  };
  const styled = () => {
    addLayers(map);
    for (const layer of layers) map.moveLayer(layer);
    outlined = [];
    show(last);
  };
  // After the others who add layers when a style comes, so that areas lie on top of them.
  const styling = map.on("style.load", () => queueMicrotask(styled));
  if (map.isStyleLoaded()) styled();
  return {
    show,
    handleAt: ({ x, y }) => nearestHandle(map, x, y),
    areaAt: (point) => {
      const area: unknown = map.getLayer("area-hit") && map.queryRenderedFeatures(point, { layers: ["area-hit"] })[0]?.properties.area;
      return typeof area === "number" ? area : null;
    },
    remove: () => {
      styling.unsubscribe();
      for (const layer of layers) if (map.getLayer(layer)) map.removeLayer(layer);
      for (const source of Object.values(ids)) if (map.getSource(source)) map.removeSource(source);
    },
  };
}

function addLayers(map: MapLibreMap): void {
  if (map.getSource(ids.areas)) return;
  const none: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  for (const source of Object.values(ids)) map.addSource(source, { type: "geojson", data: none, tolerance: 0 });
  const round = { "line-join": "round", "line-cap": "round" } as const;
  const isKind = (kind: string): ["==", ["get", string], string] => ["==", ["get", "kind"], kind];
  map.addLayer({ id: "area-hit", type: "fill", source: ids.areas, paint: { "fill-color": accent, "fill-opacity": 0 } });
  map.addLayer({ id: "area-casing", type: "line", source: ids.areas, layout: round, paint: { "line-color": casing, "line-width": 6 } });
  map.addLayer({ id: "area-line", type: "line", source: ids.areas, layout: round, paint: { "line-color": accent, "line-width": 2 } });
  map.addLayer({ id: "area-drawing-casing", type: "line", source: ids.drawing, layout: round, paint: { "line-color": casing, "line-width": 6 } });
  map.addLayer({
    id: "area-middles",
    type: "circle",
    source: ids.points,
    filter: isKind("middle"),
    paint: { "circle-radius": 3, "circle-color": casing, "circle-stroke-color": accent, "circle-stroke-width": 1 },
  });
  map.addLayer({
    id: "area-halo",
    type: "circle",
    source: ids.points,
    filter: ["==", ["get", "chosen"], true],
    paint: { "circle-radius": 10, "circle-color": accent, "circle-opacity": 0.25 },
  });
  map.addLayer({
    id: "area-vertices",
    type: "circle",
    source: ids.points,
    filter: isKind("vertex"),
    paint: {
      "circle-radius": 5,
      "circle-color": ["case", ["==", ["get", "chosen"], true], accent, casing],
      "circle-stroke-color": ["case", ["==", ["get", "chosen"], true], casing, accent],
      "circle-stroke-width": 2,
    },
  });
}

function setData(map: MapLibreMap, source: string, features: GeoJSON.Feature[]): void {
  void map.getSource<GeoJSONSource>(source)?.setData({ type: "FeatureCollection", features });
}

const outlineFeature = (rings: Polygon, area: number): GeoJSON.Feature => ({
  type: "Feature",
  properties: { area },
  geometry: { type: "Polygon", coordinates: rings.map((ring) => [...ring, ...ring.slice(0, 1)].map(([x, y]) => [x, y])) },
});

function handleFeatures({ area, rings }: NonNullable<Shown["editing"]>, chosen: Vertex | null): GeoJSON.Feature[] {
  return rings.flatMap((points, ring) =>
    points.flatMap((position, at) => {
      const next = points[(at + 1) % points.length] ?? position;
      const isChosen = chosen?.area === area && chosen.ring === ring && chosen.at === at;
      return [
        pointFeature(mercatorBetween(position, next, 0.5), { kind: "middle", area, ring, at: at + 1 }),
        pointFeature(position, { kind: "vertex", area, ring, at, chosen: isChosen }),
      ];
    }),
  );
}

const pointFeature = ([x, y]: readonly [number, number], properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature => ({
  type: "Feature",
  properties,
  geometry: { type: "Point", coordinates: [x, y] },
});

/** The nearest vertex, or the nearest middle where no vertex is in reach. */
function nearestHandle(map: MapLibreMap, x: number, y: number): Handle | null {
  if (!map.getLayer("area-vertices")) return null;
  const found = map.queryRenderedFeatures(
    [
      [x - reach, y - reach],
      [x + reach, y + reach],
    ],
    { layers: ["area-vertices", "area-middles"] },
  );
  let nearest: Handle | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const { geometry, properties } of found) {
    if (geometry.type !== "Point") continue;
    const [lon = 0, lat = 0] = geometry.coordinates;
    const place = map.project([lon, lat]);
    const away = Math.hypot(place.x - x, place.y - y) + (properties.kind === "middle" ? 2 * reach : 0);
    if (away >= least) continue;
    least = away;
    // `handleFeatures` made these properties.
    const { kind, area, ring, at } = properties as { kind: Handle["kind"] } & Vertex;
    nearest = { kind, vertex: { area, ring, at } };
  }
  return nearest;
}
