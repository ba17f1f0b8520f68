import { aggregateByCell } from "./aggregate-by-cell.ts";
import { aspect } from "./aspect.ts";
import { assemble } from "./assemble.ts";
import { bands } from "./bands.ts";
import { calculate } from "./calculate.ts";
import { cellStatistics } from "./cell-statistics.ts";
import { classHistogram } from "./class-histogram.ts";
import { coarser } from "./coarser.ts";
import { combineBands } from "./combine-bands.ts";
import { convertType } from "./convert-type.ts";
import { costDistance } from "./cost-distance.ts";
import { count } from "./count.ts";
import { crop } from "./crop.ts";
import { differenceOfDates } from "./difference-of-dates.ts";
import { display } from "./display.ts";
import { distribution } from "./distribution.ts";
import { euclideanDistance } from "./euclidean-distance.ts";
import { filterByTimes } from "./filter-by-times.ts";
import { focal } from "./focal.ts";
import { hillshade } from "./hillshade.ts";
import { histogram } from "./histogram.ts";
import { mapCells } from "./map-cells.ts";
import { mask } from "./mask.ts";
import { merge } from "./merge.ts";
import { minMax } from "./min-max.ts";
import { normalize } from "./normalize.ts";
import { overflowCount } from "./overflow-count.ts";
import { pyramid } from "./pyramid.ts";
import { rasterize } from "./rasterize.ts";
import { reclassify } from "./reclassify.ts";
import { reproject } from "./reproject.ts";
import { resize } from "./resize.ts";
import { setDates } from "./set-dates.ts";
import { slope } from "./slope.ts";
import { streamingHistogram } from "./streaming-histogram.ts";
import { tileToLayout } from "./tile-to-layout.ts";
import { toSpatialLayer } from "./to-spatial-layer.ts";
import { tobler } from "./tobler.ts";
import { union } from "./union.ts";
import { valueCounts } from "./value-counts.ts";

/** Every operation of the workbench. Add a file, add a line; the menu, the form, the plan and the worker follow. */
export const ops = {
  union,
  tileToLayout,
  reproject,
  pyramid,
  mask,
  merge,
  bands,
  convertType,
  calculate,
  mapCells,
  display,
  crop,
  resize,
  assemble,
  coarser,
  focal,
  slope,
  aspect,
  hillshade,
  tobler,
  rasterize,
  euclideanDistance,
  costDistance,
  reclassify,
  normalize,
  combineBands,
  setDates,
  filterByTimes,
  toSpatialLayer,
  aggregateByCell,
  differenceOfDates,
} as const;
export type OpId = keyof typeof ops;

/** Every way to reduce a layer to a value. */
export const folds = {
  minMax,
  histogram,
  count,
  cellStatistics,
  valueCounts,
  distribution,
  streamingHistogram,
  classHistogram,
  overflowCount,
} as const;
export type FoldId = keyof typeof folds;
