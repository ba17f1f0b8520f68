import { cellTypeInfo } from "../cells/cell-type.ts";
import type { Crs } from "../grid/crs.ts";
import { type Extent, unionExtent } from "../grid/extent.ts";
import { cellSize } from "../grid/grid.ts";
import { dataWindow } from "../layer/keys.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { type BandStatistics, statisticsKey } from "../session/band-statistics.ts";
import type { Job, Keeping, LayerDoc, LayerId, State } from "../session/state.ts";
import { datesOf } from "../session/times.ts";
import { plural, size } from "./format.ts";

/** "EPSG:3857", or the name of a system without a code. */
export const crsCode = (crs: Crs): string => (crs.code === null ? crs.name : `EPSG:${crs.code}`);

/** The layer with this id. */
export const layerOf = (state: State, id: LayerId | null): LayerDoc | null => state.document.layers.find((layer) => layer.id === id) ?? null;

/** True when a file's bytes cannot be read before the user allows it or chooses it again. */
export const isOutOfReach = (keeping: Keeping | undefined): boolean =>
  keeping?.kind === "lost" || ((keeping?.kind === "linked" || keeping?.kind === "remote") && !keeping.granted);

/** The job that keeps a layer's results right now. */
export const keepingJob = (state: State, id: LayerId): Job | null =>
  state.jobs.find((job) => job.kind === "persist" && job.layer === id && job.state.kind === "running") ?? null;

/** True when every tile of the layer as it is now is kept. */
export function isKept(state: State, id: LayerId): boolean {
  const derived = state.derived[id];
  return derived?.ok === true && state.persisted.includes(derived.node.id);
}

/** What is known of a layer; where its recipe fails, of the last step that works. */
export function metaOf(state: State, id: LayerId): LayerMeta | null {
  const derived = state.derived[id];
  if (!derived) return null;
  return (derived.ok ? derived.node : derived.stages.at(-1))?.meta ?? null;
}

/** The counted numbers of a band of a layer as it comes out of its recipe. */
export function statisticsOf(state: State, id: LayerId, band: number): BandStatistics | null {
  const derived = state.derived[id];
  return derived?.ok ? (state.statistics[statisticsKey(derived.node.id, band)] ?? null) : null;
}

/** The data of a layer as one rectangle of cells; null where its rasters lie in different systems. */
export interface Footprint {
  readonly crs: Crs;
  readonly extent: Extent;
  readonly cols: number;
  readonly rows: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}

/** Covers the data of all rasters, in cells of the first one. */
export function footprint(meta: LayerMeta): Footprint | null {
  const [first] = meta.rasters;
  const crs = first?.grid.crs;
  const extent = unionExtent(meta.rasters.map((raster) => raster.extent));
  if (!first || !crs || !extent || meta.rasters.some((raster) => raster.grid.crs.proj !== crs.proj)) return null;
  const { width, height } = cellSize(first.grid);
  const only = meta.rasters.length === 1 ? dataWindow(first, 0) : null;
  return {
    crs,
    extent,
    cols: only ? only.cols : Math.round((extent.east - extent.west) / width),
    rows: only ? only.rows : Math.round((extent.north - extent.south) / height),
    cellWidth: width,
    cellHeight: height,
  };
}

/** "4 × UInt16 · EPSG:32633 · 4 096 × 4 096". */
export function subtitle(meta: LayerMeta): string {
  const type = cellTypeInfo(meta.cellType).label;
  const place = footprint(meta);
  const parts = [meta.bands.length > 1 ? `${meta.bands.length} × ${type}` : type];
  if (meta.rasters.length === 0) return [...parts, "empty"].join(" · ");
  parts.push(place ? crsCode(place.crs) : "several CRSs", place ? size(place.cols, place.rows) : `${meta.rasters.length} scenes`);
  const dates = datesOf(meta).length;
  if (dates > 0) parts.push(plural(dates, "date"));
  return parts.join(" · ");
}

/** "Band 1: elevation, m"; a band that is only called by its number is not told twice. */
export function bandTitle(meta: LayerMeta, band: number): string {
  const { name, unit } = meta.bands[band] ?? { name: "", unit: null };
  const number = `Band ${band + 1}`;
  const own = name === "" || name === number ? number : `${number}: ${name}`;
  return unit ? `${own}, ${unit}` : own;
}
