import { cellTypeInfo } from "../cells/cell-type.ts";
import { fail, unwrap } from "../fault.ts";
import { isNorthUp } from "../grid/affine.ts";
import { gridExtent } from "../grid/grid.ts";
import type { BlockCoding, FileLevel, FileMetadata, FilePlan } from "../layer/file-plan.ts";
import type { Compression } from "../layer/file-spec.ts";
import type { LayerMeta, RasterWindow, Rgba } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import { nodeId } from "../plan/node-id.ts";
import { enginePool, engineWriter } from "./engine.ts";
import { pictureWindows } from "./png-tiles.ts";

/** How each tile of a layer becomes a GeoTIFF. */
export interface TileFileSpec {
  readonly layout: { readonly kind: "tiles"; readonly cols: number; readonly rows: number } | { readonly kind: "strips"; readonly rows: number | null };
  readonly compression: Compression;
  readonly predictor: boolean;
  /** Overviews inside the file, smaller by these factors. */
  readonly decimations: readonly number[];
  /** By which method their cells are made. */
  readonly resampling: string;
  readonly interleaving: "pixel" | "band";
  readonly palette: readonly Rgba[] | null;
  /** TIFF's number; null for what the bands' roles say. */
  readonly photometric: number | null;
  readonly headTags: Readonly<Record<string, string>>;
  readonly bandTags: readonly Readonly<Record<string, string>>[];
}

/** A tile of a layer as a file. */
export interface GeoTiffTile {
  readonly window: RasterWindow;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file larger than this is for `saveStitched`, which streams. */
const largestBytes = 2 ** 29;
/** Bytes of a strip when its rows are not told, as TIFF recommends. */
const stripBytes = 8000;

/** Every tile of a tiled layer, or every raster of an untiled one, as a GeoTIFF: one after the other, each in memory once. */
export async function* geoTiffTiles(node: LayerNode, spec: TileFileSpec, signal?: AbortSignal): AsyncGenerator<GeoTiffTile> {
  for (const window of pictureWindows(node)) yield { window, bytes: await tileFile(node, window, spec, signal) };
}

async function tileFile(node: LayerNode, window: RasterWindow, spec: TileFileSpec, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
  const plan = planOf(node.meta, window, spec);
  const images = plan.levels.map((level, index) => imageOf(node, window, level, plan.coding, index === 0 ? null : spec.resampling));
  const raster = images[0]!.meta.rasters[0]!;
  const metadata: FileMetadata = {
    grid: raster.grid,
    bands: node.meta.bands,
    palette: spec.palette ?? node.meta.palette,
    instant: raster.instant,
    description: null,
    recipe: null,
    sources: [],
    tags: spec.headTags,
    bandTags: spec.bandTags,
    ...(spec.photometric !== null && { photometric: spec.photometric }),
  };
  const writer = engineWriter();
  const id = crypto.randomUUID();
  try {
    unwrap(await writer.begin(id, plan));
    for (const [l, image] of images.entries()) {
      const { cols, across, down } = plan.levels[l]!;
      const coding = plan.coding.kind === "strips" ? { ...plan.coding, cols } : plan.coding;
      const file = { coding, levels: 1, method: "nearest", quarters: nodeId("quarters", id) } as const;
      for (let block = 0; block < across * down; block++) {
        const key = { raster: 0, level: 0, col: block % across, row: Math.floor(block / across) };
        const encoded = await enginePool().run(image, { kind: "block", node: image.id, key, file }, { signal });
        unwrap(await writer.append(id, l, block, encoded));
      }
    }
    return new Uint8Array(await unwrap(await writer.finish(id, metadata)).arrayBuffer());
  } finally {
    await writer.remove(id);
  }
}

function planOf({ cellType, nodata, bands }: LayerMeta, { cols, rows }: RasterWindow, spec: TileFileSpec): FilePlan {
  const bandCount = bands.length;
  const { bytes, float } = cellTypeInfo(cellType);
  const needBytes = cols * rows * bandCount * bytes;
  if (needBytes > largestBytes) fail({ tag: "too-large", what: "tile", needBytes, limitBytes: largestBytes });
  const blockCols = spec.layout.kind === "tiles" ? spec.layout.cols : cols;
  const blockRows = Math.min(
    spec.layout.kind === "tiles" ? spec.layout.rows : rows,
    spec.layout.rows ?? Math.max(1, Math.floor(stripBytes / (cols * bytes * (spec.interleaving === "pixel" ? bandCount : 1)))),
  );
  const coding: BlockCoding = {
    kind: spec.layout.kind,
    cols: blockCols,
    rows: blockRows,
    bandCount,
    cellType,
    nodata,
    compression: spec.compression,
    predictor: !spec.predictor || spec.compression === "none" ? 1 : float ? 3 : 2,
    interleaving: spec.interleaving,
  };
  const levels = [1, ...spec.decimations].map((factor): FileLevel => {
    const size = { cols: Math.ceil(cols / factor), rows: Math.ceil(rows / factor) };
    const across = spec.layout.kind === "tiles" ? Math.ceil(size.cols / blockCols) : 1;
    return { ...size, across, down: Math.ceil(size.rows / blockRows) };
  });
  return { coding, levels, bigTiff: "auto" };
}

/** The cells of one image of the file, in its blocks; with a method they are resampled to the level's size. */
function imageOf(
  node: LayerNode,
  window: RasterWindow,
  level: FileLevel,
  { cols: blockCols, rows: tileRows, kind }: BlockCoding,
  method: string | null,
): LayerNode {
  const { col, row, cols, rows, raster } = window;
  const tileCols = kind === "strips" ? level.cols : blockCols;
  const whole = derive({ op: "crop", params: { col, row, cols, rows, tileCols, tileRows, raster } }, [node]);
  if (method === null) return whole;
  const { grid } = whole.meta.rasters[0]!;
  if (!isNorthUp(grid.affine)) fail({ tag: "bad-input", op: "toGeotiff", problem: "a rotated raster can have no decimations; reproject it first" });
  const params = { extent: gridExtent(grid), cols: level.cols, rows: level.rows, tileCols, tileRows, resampling: method };
  return derive({ op: "resize", params }, [whole]);
}
