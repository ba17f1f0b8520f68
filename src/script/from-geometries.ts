import { conventionalNodata } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { noAreas } from "../grid/areas.ts";
import type { BurnRule } from "../grid/burn.ts";
import { crossingOf } from "../grid/polygon-crossing.ts";
import { type Shapes, shapesExtent, shapesInCrs } from "../grid/shapes.ts";
import { tilesAround } from "../layer/blank.ts";
import { layoutFor } from "../ops/layout-field.ts";
import type { BlankNode, LayerNode } from "../plan/graph.ts";
import { blankLayer, derive } from "../plan/make.ts";
import { shapesFrom } from "./geometries.ts";
import { GlobalLayout, type Layout } from "./layouts.ts";
import { type CrsLike, type ExtentLike, toCellType, toCrs, toExtent } from "./options.ts";
import { RasterLayer } from "./raster-layer.ts";

/** Where a layer that is made of geometries lies. */
export interface MadeOptions {
  /** Of the result, and of the coordinates unless `sourceCrs` says otherwise. */
  readonly crs: CrsLike;
  readonly sourceCrs?: CrsLike;
  /** A zoom level of the world in tiles of 256 cells. */
  readonly zoom?: number;
  /** Instead of a zoom: a global layout or one in full. */
  readonly layout?: Layout;
  /** In `crs`: the part that gets cells, snapped to whole tiles; the ground of the geometries without it. */
  readonly extent?: ExtentLike;
  /** float64 without one. */
  readonly cellType?: string;
}

export interface RasterizeOptions extends MadeOptions {
  /** 1 without one. */
  readonly fillValue?: number;
  /** The type's conventional one without it: NaN, the smallest of signed integers, 0 of unsigned ones. */
  readonly noDataValue?: number | null;
  /** "PixelIsPoint": cells whose centre is inside. "PixelIsArea": cells of which a part (`includePartial`) or all is inside. */
  readonly sampleType?: string;
  readonly includePartial?: boolean;
  /** A polygon whose edges cross is filled where a way from outside meets an odd number of them, or refused, as in GeoPySpark. Filled unless told. */
  readonly crossings?: "fill" | "refuse";
}

/** A geometry with what it burns. Where features meet the higher zindex is seen, of equals the first. */
export interface Feature {
  readonly geometry: unknown;
  readonly value: number;
  readonly zindex?: number;
}

/** GeoJSON geometries burnt into one value. */
function rasterizedNode(geometries: unknown, options: RasterizeOptions): LayerNode {
  const shapes = shapesOf("rasterize", geometries, options);
  if (options.crossings === "refuse") refuseCrossings(shapes);
  return burnt(shapes, options);
}

function refuseCrossings({ shapes }: Shapes): void {
  for (const { kind, rings } of shapes) {
    const at = kind === "polygon" ? crossingOf(rings) : null;
    if (at) fail({ tag: "bad-param", op: "rasterize", param: "geometries", problem: `edges of a polygon cross at the one from ${at.join(", ")}` });
  }
}

/** GeoJSON geometries, each burnt into its own value. */
function featuresNode(features: readonly Feature[], options: RasterizeOptions): LayerNode {
  const parts = features.map(({ geometry, value, zindex = 0 }) => {
    const { crs, shapes } = shapesOf("rasterizeFeatures", geometry, options);
    return shapesInCrs({ crs, shapes: shapes.map((shape) => ({ ...shape, value, zindex })) }, toCrs(options.crs)).shapes;
  });
  return burnt({ crs: toCrs(options.crs), shapes: parts.flat() }, options);
}

/** The distance of every cell's centre to the nearest of some GeoJSON geometries, in units of the CRS. */
function distanceNode(geometries: unknown, options: MadeOptions): LayerNode {
  const shapes = shapesOf("euclideanDistance", geometries, options);
  const node = derive({ op: "euclideanDistance", params: { areas: noAreas, shapes } }, [blankFor("euclideanDistance", shapes, options)]);
  const cellType = toCellType("euclideanDistance", options.cellType ?? "float64");
  return cellType === "float64" ? node : derive({ op: "convertType", params: { cellType, nodata: "default", overflow: "clamp" } }, [node]);
}

function burnt(shapes: Shapes, options: RasterizeOptions): LayerNode {
  const { fillValue = 1, noDataValue, sampleType = "PixelIsPoint", includePartial = true } = options;
  const cellType = toCellType("rasterize", options.cellType ?? "float64");
  const params = {
    areas: noAreas,
    shapes,
    value: fillValue,
    onto: "fresh",
    rule: ruleOf(sampleType, includePartial),
    cellType,
    nodata: noDataValue === undefined ? conventionalNodata(cellType) : noDataValue,
  };
  return derive({ op: "rasterize", params }, [blankFor("rasterize", shapes, options)]);
}

function ruleOf(sampleType: string, includePartial: boolean): BurnRule {
  if (sampleType === "PixelIsPoint") return "centre";
  if (sampleType === "PixelIsArea") return includePartial ? "touched" : "covered";
  return fail({ tag: "bad-param", op: "rasterize", param: "sampleType", problem: `no sample type "${sampleType}"; there are PixelIsPoint and PixelIsArea` });
}

/** GeoJSON of any kind, or a list, in the CRS of the coordinates. */
function shapesOf(op: string, geometries: unknown, { crs, sourceCrs = crs }: MadeOptions): Shapes {
  if (crs === undefined) return fail({ tag: "bad-param", op, param: "crs", problem: "a CRS" });
  return shapesFrom(geometries, sourceCrs);
}

function blankFor(op: string, shapes: Shapes, { crs: like, zoom, layout: given, extent }: MadeOptions): BlankNode {
  const refuse = (param: string, problem: string): never => fail({ tag: "bad-param", op, param, problem });
  const crs = toCrs(like);
  const ground = shapesExtent(shapesInCrs(shapes, crs)) ?? refuse("geometries", `no geometry has an image in ${crs.name}`);
  const param = given ?? (zoom === undefined ? refuse("zoom", "a zoom or a layout") : GlobalLayout({ zoom }));
  if (param.kind === "local") return refuse("layout", "a local layout lies around cells, and there are none; give a zoom or a layout in full");
  if (param.kind === "global" && param.zoom === null) return refuse("layout", "a global layout with a zoom");
  const made = layoutFor(param, { crs, extent: ground, cell: { width: 1, height: 1 } }, op);
  const part =
    tilesAround(made.layout, extent === undefined ? ground : toExtent(extent)) ??
    refuse(extent === undefined ? "geometries" : "extent", "it does not meet the layout");
  return blankLayer({ crs, layout: made.layout, extent: part, zoom: made.zoom });
}

/** What `rasterloom` has to make layers of geometries. */
export const fromGeometries = {
  /** A layer of GeoJSON geometries burnt into one value. */
  rasterize: (geometries: unknown, options: RasterizeOptions): RasterLayer => new RasterLayer(rasterizedNode(geometries, options)),
  /** A layer of geometries burnt each into its own value. */
  rasterizeFeatures: (features: readonly Feature[], options: RasterizeOptions): RasterLayer => new RasterLayer(featuresNode(features, options)),
  /** The distance of every cell's centre to the nearest of some geometries, in units of the CRS. */
  euclideanDistance: (geometries: unknown, options: MadeOptions): RasterLayer => new RasterLayer(distanceNode(geometries, options)),
} as const;
