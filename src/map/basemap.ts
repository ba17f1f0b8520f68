import type { Map as MapLibreMap, StyleSpecification } from "maplibre-gl";

export type Shade = "light" | "dark";

/** The map tokens of both themes; the basemap is quieter than any raster. */
const colours: Readonly<Record<Shade, { readonly sea: string; readonly land: string; readonly line: string; readonly graticule: string }>> = {
  light: { sea: "#dfe5ea", land: "#f3f3f0", line: "#b3b8bf", graticule: "#00000012" },
  dark: { sea: "#15191d", land: "#202428", line: "#4a5159", graticule: "#ffffff0d" },
};

/** Degrees between graticule lines, and the zooms at which each is shown. */
const graticules = [
  { step: 30, minzoom: 0, maxzoom: 4 },
  { step: 10, minzoom: 4, maxzoom: 5.5 },
  { step: 5, minzoom: 5.5, maxzoom: 7.5 },
  { step: 1, minzoom: 7.5, maxzoom: 24 },
] as const;

/** Built with the page by scripts/make-basemap.mjs. Addresses, so that MapLibre's worker fetches and parses them, not the page. */
const fileUrl = (name: string) => new URL(`${import.meta.env.BASE_URL}basemap/${name}.json`, window.location.href).href;

/** The map without rasters: sea, land, coasts, borders and graticule, from the page's own origin. */
export function basemapStyle(shade: Shade): StyleSpecification {
  const { sea, land, line, graticule } = colours[shade];
  return {
    version: 8,
    transition: { duration: 0, delay: 0 },
    sources: {
      land: { type: "geojson", data: fileUrl("land"), tolerance: 0.2 },
      borders: { type: "geojson", data: fileUrl("borders"), tolerance: 0.2 },
      ...Object.fromEntries(graticules.map(({ step }) => [`graticule-${step}`, { type: "geojson" as const, data: graticuleLines(step) }])),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": land, "fill-antialias": false } },
      ...graticules.map(({ step, minzoom, maxzoom }) => ({
        id: `graticule-${step}`,
        type: "line" as const,
        source: `graticule-${step}`,
        minzoom,
        maxzoom,
        paint: { "line-color": graticule, "line-width": 1 },
      })),
      { id: "coast", type: "line", source: "land", paint: { "line-color": line, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1] } },
      {
        id: "borders",
        type: "line",
        source: "borders",
        paint: { "line-color": line, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.4, 6, 1], "line-dasharray": [5, 3] },
      },
    ],
  };
}

/** Changes the colours at once, without loading anything. */
export function shadeBasemap(map: MapLibreMap, shade: Shade): void {
  const { sea, land, line, graticule } = colours[shade];
  map.setPaintProperty("sea", "background-color", sea);
  map.setPaintProperty("land", "fill-color", land);
  for (const { step } of graticules) map.setPaintProperty(`graticule-${step}`, "line-color", graticule);
  for (const id of ["coast", "borders"]) map.setPaintProperty(id, "line-color", line);
}

function graticuleLines(step: number): GeoJSON.Geometry {
  const lines: GeoJSON.Position[][] = [];
  for (let lon = -180; lon <= 180; lon += step) lines.push([85, 0, -85].map((lat) => [lon, lat]));
  const last = Math.floor(84 / step) * step;
  for (let lat = -last; lat <= last; lat += step) lines.push([-180, 0, 180].map((lon) => [lon, lat]));
  return { type: "MultiLineString", coordinates: lines };
}
