import { fail } from "../fault.ts";
import { dataWindow } from "../layer/keys.ts";
import type { BandSummary } from "../ops/histogram.ts";
import type { MinMax } from "../ops/min-max.ts";
import type { ResampleRule } from "../ops/warp-plan.ts";
import { enginePool } from "../session/engine.ts";
import { dropNode, storeNode } from "../session/keep-results.ts";
import { nameOf } from "../session/layer-name.ts";
import { keptNodes } from "../session/persisted.ts";
import { recipeOf } from "../session/recipe-of.ts";
import { showRecipe } from "../session/show-recipe.ts";
import type { LayerId } from "../session/state.ts";
import { asOneRaster } from "../session/stitch.ts";
import { session } from "../session/store.ts";
import { AreaLayer } from "./layer/areas.ts";
import { collectMetadata, type Layout, LocalLayout, type Metadata, metadataOf, toLayout } from "./layouts.ts";
import { areasFrom, type MaskOptions } from "./mask-options.ts";
import { type CrsLike, optionsOf, type ResampleMethod, type SaveOptions, toCrs, toResampling } from "./options.ts";
import type { PartitionStrategy } from "./partitions.ts";
import { Pyramid } from "./pyramid.ts";
import { saveStitched } from "./save-stitched.ts";
import { Tile } from "./tile.ts";
import { type LayerKey, typedArrays } from "./to-arrays.ts";
import { type GeoTiffOptions, toGeotiff } from "./to-geotiff.ts";

export type BandHistogram = MinMax & BandSummary;

/** A stitched layer larger than this is for `saveStitched`, which streams. */
const largestStitchBytes = 2 ** 29;

/**
 * A layer of the scripting API: an immutable description. Methods that name an operation answer at once with a new
 * layer; those that read cells answer a promise. Wrong parameters throw a FaultError, whose `fault` says what to do.
 */
export class RasterLayer extends AreaLayer {
  /** Every raster alone in another CRS; a tiled layer is laid out anew. */
  reproject(targetCrs: CrsLike, resampleMethod: ResampleMethod = "nearest", { rule }: { readonly rule?: ResampleRule } = {}): RasterLayer {
    return this.step("reproject", {
      targetCrs: toCrs(targetCrs, "reproject", "targetCrs"),
      resampling: toResampling("reproject", resampleMethod),
      cellSize: null,
      rule,
    });
  }

  /** What a tiled layer's keys mean, with its cell type and bounds. */
  get layerMetadata(): Metadata {
    return metadataOf(this.node.meta);
  }

  /** What the layer would tell of itself on a layout, in its own CRS: extent, cell type, layout, key bounds. No cell is read. */
  collectMetadata(layout: Layout | Metadata | RasterLayer = LocalLayout()): Metadata {
    return collectMetadata(this.node.meta, toLayout("collectMetadata", layout instanceof RasterLayer ? layout.layerMetadata : layout));
  }

  /**
   * All rasters on one grid of tiles, reprojected on the way when a target CRS is given. `layout` may be metadata or another
   * tiled layer; those must be in the CRS that comes out.
   */
  tileToLayout(options: {
    readonly layout: Layout | Metadata | RasterLayer;
    readonly targetCrs?: CrsLike;
    readonly resampleMethod?: ResampleMethod;
    readonly rule?: ResampleRule;
  }): RasterLayer {
    const {
      layout,
      targetCrs,
      resampleMethod = "nearest",
      rule,
    } = optionsOf("tileToLayout", options, "tileToLayout({ layout: rasterloom.LocalLayout() })", ["layout", "targetCrs", "resampleMethod", "rule"]);
    return this.step("tileToLayout", {
      layout: toLayout("tileToLayout", layout instanceof RasterLayer ? layout.layerMetadata : layout),
      targetCrs: targetCrs === undefined ? null : toCrs(targetCrs, "tileToLayout", "targetCrs"),
      resampling: toResampling("tileToLayout", resampleMethod),
      rule,
    });
  }

  /** Cells outside the geometries (GeoJSON; longitude and latitude unless `crs` says otherwise) become NoData, or those inside with `invert`. */
  mask(options: MaskOptions): RasterLayer {
    const {
      geometries,
      invert = false,
      rule = "centre",
      crs,
    } = optionsOf("mask", options, "mask({ geometries: polygon })", ["geometries", "invert", "rule", "crs"]);
    return this.step("mask", { areas: areasFrom(geometries, crs), keep: invert ? "outside" : "inside", rule });
  }

  /** Bands by index from 0, in the order given. */
  bands(bands: number | readonly number[]): RasterLayer {
    const list: readonly unknown[] = [bands].flat();
    const odd = list.findIndex((band) => !Number.isInteger(band));
    if (odd >= 0)
      fail({ tag: "bad-type", op: "bands", param: "bands", given: JSON.stringify(list[odd]) ?? "nothing", expected: "an index or a list of indices, from 0" });
    return this.step("bands", { bands: list });
  }

  /**
   * The layer and its coarser levels, each made of the one above it by halving cells two by two, down to zoom 0; a layout
   * without a zoom begins at the one that holds its tiles. Tiles need even sizes, so that four make one. `rule` "geotrellis"
   * cuts means and medians of whole numbers toward zero instead of rounding; bilinear, the mean of the four cells too, rounds.
   */
  pyramid(resampleMethod: ResampleMethod = "average", { rule }: { readonly rule?: "round" | "geotrellis" } = {}): Pyramid {
    const resampling = toResampling("pyramid", resampleMethod);
    if (this.node.meta.kind !== "tiled") fail({ tag: "bad-input", op: "pyramid", problem: "the layer is not tiled; use tileToLayout first" });
    const { layout, zoom } = this.layerMetadata;
    if (layout.tileCols % 2 !== 0 || layout.tileRows % 2 !== 0)
      fail({ tag: "bad-input", op: "pyramid", problem: `tiles of ${layout.tileCols} × ${layout.tileRows} cells cannot be halved; both numbers must be even` });
    const exact = this.step("pyramid", resampling === "bilinear" ? { resampling: "average" } : { resampling, rule });
    const maxZoom = zoom ?? Math.ceil(Math.log2(Math.max(layout.layoutCols, layout.layoutRows)));
    const level = (z: number) => exact.step("coarser", { levels: maxZoom - z, zoom: z });
    return new Pyramid(Object.fromEntries(Array.from({ length: maxZoom + 1 }, (_, z) => [z, level(z)])));
  }

  /** The same layer, whose `persist` and folds run in partitions by a strategy. Values never depend on it. */
  partitionBy(strategy: PartitionStrategy): RasterLayer {
    if (strategy.kind === "spaceTime" && this.node.meta.rasters.every(({ instant }) => instant === null))
      fail({
        tag: "bad-type",
        op: "partitionBy",
        param: "strategy",
        given: "a strategy for places and times",
        expected: "one for places, since the layer has no dates",
      });
    return this.like(this.node, strategy);
  }

  /** The strategy that `partitionBy` gave this layer, or one it is made of; null for plain partitions. */
  getPartitionStrategy(): PartitionStrategy | null {
    return typeof this.placement === "object" ? this.placement : null;
  }

  /** The same layer, whose `persist` and folds run in `count` partitions. */
  repartition(count: number): RasterLayer {
    if (!Number.isInteger(count) || count < 1) fail({ tag: "bad-param", op: "repartition", param: "count", problem: "a whole number of 1 or more" });
    return this.like(this.node, count);
  }

  getNumPartitions(): number {
    return this.placed(this.keys()).length;
  }

  /** Smallest and largest value over all bands; null for a layer without any. Exact: every cell is read. */
  async getMinMax(): Promise<MinMax | null> {
    const bands = (await this.fold<readonly (MinMax | null)[]>("minMax", {})).filter((band) => band !== null);
    if (bands.length === 0) return null;
    return { min: Math.min(...bands.map((band) => band.min)), max: Math.max(...bands.map((band) => band.max)) };
  }

  /** One histogram a band: exact counts in equal bins from the band's minimum to its maximum. */
  async getBinCounts({ bins = 256 }: { readonly bins?: number } = {}): Promise<readonly BandHistogram[]> {
    const found = await this.fold<readonly (MinMax | null)[]>("minMax", {});
    const ranges = found.map((range) => range ?? { min: 0, max: 0 });
    const summaries = await this.fold<readonly BandSummary[]>("histogram", { bins, ranges });
    return summaries.map((summary, band) => ({ ...ranges[band]!, ...summary }));
  }

  /** Number of tiles. */
  count(): Promise<number> {
    return this.fold("count", {});
  }

  /** True when the layer has no tile. */
  async isEmpty(): Promise<boolean> {
    return (await this.count()) === 0;
  }

  /** The whole layer as one tile in memory. Above 512 MB it is refused: `saveStitched` streams. */
  async stitch(): Promise<Tile> {
    const node = asOneRaster(this.node);
    const window = dataWindow(node.meta.rasters[0]!, 0);
    const needBytes = window.cols * window.rows * node.meta.bands.length * 8;
    if (needBytes > largestStitchBytes) fail({ tag: "too-large", what: "stitch", needBytes, limitBytes: largestStitchBytes });
    return Tile.of(await enginePool().run(node, { kind: "window", node: node.id, window: { ...window, raster: 0, level: 0 } }));
  }

  /** A GeoTIFF of the whole layer, streamed to disk. The Blob reads from there. */
  saveStitched(options: SaveOptions = {}): Promise<Blob> {
    return saveStitched(this.node, options);
  }

  /** Every tile with its key: columns and rows of a tiled layer, extents of an untiled one, with instants. All in memory. */
  toTypedArrays(): Promise<(readonly [LayerKey, Tile])[]> {
    return typedArrays(this.node);
  }

  /** Every tile with its key as the bytes of a GeoTIFF: one file a key of a tiled layer, a raster of an untiled one. */
  toGeotiff(options: GeoTiffOptions = {}): Promise<(readonly [LayerKey, Uint8Array<ArrayBuffer>])[]> {
    return toGeotiff(this.node, options);
  }

  /** Compute every tile and keep it: layers made of this one read the store. */
  async persist(): Promise<RasterLayer> {
    await storeNode(this.node, { parts: this.placed(this.keys()) });
    return this;
  }

  /** The same as `persist`: there is one place where tiles are kept. */
  cache(): Promise<RasterLayer> {
    return this.persist();
  }

  /** Forget the stored tiles; they are computed again when asked for. */
  async unpersist(): Promise<RasterLayer> {
    await dropNode(this.node);
    return this;
  }

  get isPersisted(): boolean {
    return keptNodes.get().includes(this.node.id);
  }

  /** Put the layer on the map and in the list under a name; without one it is called by its last step or its first file. Fault: `bad-param` for a name that is no text. */
  show(name?: string): LayerId {
    if (name !== undefined && typeof name !== "string") return fail({ tag: "bad-param", op: "show", param: "name", problem: "a name is a text" });
    const recipe = recipeOf(this.node);
    return showRecipe(name?.trim() || nameOf(recipe, session.getState().scenes), recipe, this.node.meta);
  }
}
