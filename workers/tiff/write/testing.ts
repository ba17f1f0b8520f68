import { type CellType, cellTypeInfo } from "../../../src/cells/cell-type.ts";
import { narrow, type Tile, widen } from "../../../src/cells/tile.ts";
import type { Affine } from "../../../src/grid/affine.ts";
import type { Crs } from "../../../src/grid/crs.ts";
import { type Grid, type Window, windowGrid } from "../../../src/grid/grid.ts";
import { blockWindow, type FileMetadata, type FilePlan, planFile } from "../../../src/layer/file-plan.ts";
import type { FileSpec } from "../../../src/layer/file-spec.ts";
import { encodeBlock } from "./encode.ts";
import { type HalvingMethod, halve } from "./reduce.ts";
import type { OpenSpool } from "./spool.ts";
import { openMemorySpool } from "./spool-memory.ts";
import { GeoTiffWriter } from "./writer.ts";

export const utm33: Crs = {
  code: 32633,
  name: "WGS 84 / UTM zone 33N",
  proj: "+proj=utm +zone=33 +datum=WGS84 +units=m +no_defs +type=crs",
  accuracyMetres: 0,
  area: null,
};

export const gridOf = (cols: number, rows: number, affine: Affine = [30, 0, 500_000, 0, -30, 5_100_000]): Grid => ({ crs: utm33, affine, cols, rows });

export const plainSpec = (cellType: CellType, change: Partial<FileSpec> = {}): FileSpec => ({
  cellType,
  nodata: null,
  compression: "none",
  predictor: false,
  layout: { kind: "tiles", size: 16 },
  overviews: false,
  overviewMethod: "auto",
  bigTiff: "auto",
  recipe: false,
  ...change,
});

export const plainMetadata = (grid: Grid, bandCount: number, change: Partial<FileMetadata> = {}): FileMetadata => ({
  grid,
  bands: Array.from({ length: bandCount }, (_, b) => ({ name: `Band ${b + 1}`, role: b === 0 ? "grey" : "undefined", unit: null, scale: 1, offset: 0 })),
  palette: null,
  instant: null,
  description: null,
  recipe: null,
  sources: [],
  tags: {},
  ...change,
});

/** Numbers that repeat from run to run, 0 to 1. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A tilted plane with noise over the type's whole range, and (by share) cells without a value, the first 20 × 20 among them. */
export function wavyTile(grid: Grid, spec: FileSpec, { bandCount, holes, seed = 1 }: { bandCount: number; holes: number; seed?: number }): Tile {
  const random = seeded(seed);
  const { min, max, float } = cellTypeInfo(spec.cellType);
  const [low, high] = float ? [-1e4, 1e4] : [min, max];
  const missing = Array.from({ length: grid.cols * grid.rows }, (_, i) => random() < holes || (holes > 0 && i % grid.cols < 20 && i < 20 * grid.cols));
  const bands = Array.from({ length: bandCount }, (_, b) =>
    Float64Array.from(missing, (hole, i) => {
      const slope = ((i % grid.cols) + Math.floor(i / grid.cols) + b * 7) / (grid.cols + grid.rows + 40);
      const value = low + (high - low) * Math.min(1, slope + (random() < 0.02 ? random() * 0.05 : 0));
      const cell = float ? value : Math.round(value);
      return hole ? Number.NaN : cell === spec.nodata ? cell + 1 : cell;
    }),
  );
  return narrow({ grid, bands }, spec.cellType, spec.nodata);
}

export function cut({ grid, bands, valid, ...rest }: Tile, window: Window): Tile {
  const take = <T extends Tile["bands"][number]>(band: T): T => {
    const part = cellTypeInfo(rest.cellType).make(window.cols * window.rows);
    const out = (band instanceof Uint8Array ? new Uint8Array(part.length) : part) as T;
    for (let row = 0; row < window.rows; row++) {
      const start = (window.row + row) * grid.cols + window.col;
      out.set(band.subarray(start, start + window.cols), row * window.cols);
    }
    return out;
  };
  return { ...rest, grid: windowGrid(grid, window), bands: bands.map(take), valid: valid?.map(take) ?? null };
}

export interface Written {
  readonly blob: Blob;
  readonly plan: FilePlan;
  /** What each level holds. */
  readonly levels: readonly Tile[];
}

/** The whole way from an image at rest to a file, through a spool in memory unless another is given. */
export async function writeWhole(
  tile: Tile,
  spec: FileSpec,
  { metadata, method = "average", open = openMemorySpool }: { metadata: FileMetadata; method?: HalvingMethod; open?: OpenSpool },
): Promise<Written> {
  const plan = planFile({ cols: tile.grid.cols, rows: tile.grid.rows, bandCount: tile.bands.length, spec });
  const writer = await GeoTiffWriter.begin(plan, open);
  const levels = [tile];
  for (const [l, { across, down }] of plan.levels.entries()) {
    if (l > 0) levels.push(narrow(halve(widen(levels[l - 1]!), method, spec.cellType), spec.cellType, spec.nodata));
    for (let block = 0; block < across * down; block++) writer.append(l, block, await encodeBlock(cut(levels[l]!, blockWindow(plan, l, block)), plan.coding));
  }
  return {
    blob: await writer.finish(metadata),
    plan,
    levels,
  };
}

/** What a disk holds of the spools of one file: it outlives its writers, and has no more than they handed over. */
export class Disk {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();

  readonly open: OpenSpool = async (name) => {
    const disk = this.files;
    let bytes = disk.get(name) ?? new Uint8Array();
    const flush = () => void disk.set(name, bytes);
    return {
      get sizeBytes() {
        return bytes.length;
      },
      append(more) {
        const start = bytes.length;
        const all = new Uint8Array(start + more.length);
        all.set(bytes);
        all.set(more, start);
        bytes = all;
        return start;
      },
      flush,
      read: (start, length) => bytes.slice(start, start + length),
      truncate(size) {
        bytes = bytes.slice(0, size);
        flush();
      },
      close: async () => new Blob([bytes]),
      leave: () => {},
      remove: async () => void disk.delete(name),
    };
  };
}
