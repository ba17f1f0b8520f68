import { takeBand } from "../src/cells/band-pool.ts";
import { type CellArray, cellTypeInfo } from "../src/cells/cell-type.ts";
import { fail } from "../src/fault.ts";
import { bandSpan, type PreviewPlan, previewSize, previewSource, previewTileCols } from "../src/layer/preview-plan.ts";
import type { TileRef } from "../src/plan/graph.ts";
import type { StoredTile, TileStore } from "./store/tile-store.ts";
import type { LevelWindow } from "./tiff/read/levels.ts";
import type { SceneReader } from "./tiff/read/open.ts";
import { TileCache } from "./tile-cache.ts";

/** Values of the scene that are held at once while a band is made. */
const valuesAtOnce = 2_000_000;
const cacheBytes = 32 << 20;

/** One level of a band while it fills: all columns, the band's rows. */
interface OpenLevel {
  readonly level: number;
  readonly from: number;
  readonly rows: number;
  /** Scene columns, one a column of the level. */
  readonly sources: Int32Array;
  readonly bands: readonly CellArray[];
  /** 0 where an integer has no value. */
  readonly valid: readonly Uint8Array[] | null;
}

/**
 * Makes and stores one band of a scene's previews, reading its rows once from top to bottom. A band that is there already is
 * left as it is; the last tile to be written says that it is. Faults: `cancelled`, `storage-full` and those of reading.
 */
export async function makePreviewBand(reader: SceneReader, plan: PreviewPlan, band: number, store: TileStore, isCancelled: () => boolean): Promise<void> {
  if (await store.hasTile(lastTile(plan, band))) return;
  const { meta } = reader;
  const levels = Array.from({ length: plan.last - plan.first + 1 }, (_, i) => openLevel(reader, plan, plan.first + i, band)).filter(({ rows }) => rows > 0);
  const top = band * plan.bandRows;
  const bottom = Math.min(plan.rows, top + plan.bandRows);
  const step = Math.max(1, Math.floor(valuesAtOnce / (plan.cols * meta.bands.length)));
  for (let row = top; row < bottom; row += step) {
    if (isCancelled()) return fail({ tag: "cancelled" });
    const rows = Math.min(step, bottom - row);
    const cells = await reader.readCells({ level: 0, col: 0, row, cols: plan.cols, rows }, null, isCancelled);
    for (const level of levels) take(level, plan, cells, row, rows);
  }
  // From coarse to fine, so that `lastTile` is the last.
  for (const level of levels.reverse()) await storeLevel(level, plan, band, store, reader);
}

function openLevel({ meta }: SceneReader, plan: PreviewPlan, level: number, band: number): OpenLevel {
  const { from, end } = bandSpan(plan, level, band);
  const cols = previewSize(plan.cols, level);
  const { make, float } = cellTypeInfo(meta.cellType);
  const each = <T>(made: () => T): T[] => meta.bands.map(made);
  return {
    level,
    from,
    rows: end - from,
    sources: Int32Array.from({ length: cols }, (_, col) => previewSource(col, level, plan.cols)),
    bands: each(() => make(cols * (end - from))),
    valid: float ? null : each(() => new Uint8Array(cols * (end - from))),
  };
}

/** Picks the cells of a level from `rows` rows of the scene, the first of which is `top`. */
function take(
  { level, from, rows: count, sources, bands, valid }: OpenLevel,
  plan: PreviewPlan,
  cells: readonly Float64Array[],
  top: number,
  rows: number,
): void {
  for (let row = 0; row < count; row++) {
    const source = previewSource(from + row, level, plan.rows) - top;
    if (source < 0 || source >= rows) continue;
    for (const [b, band] of bands.entries()) {
      const wide = cells[b]!;
      const ok = valid?.[b];
      for (let col = 0, at = row * sources.length; col < sources.length; col++, at++) {
        const value = wide[source * plan.cols + sources[col]!]!;
        // An integer array takes NaN as 0, and `valid` says that it is none.
        band[at] = value;
        if (ok) ok[at] = Number.isNaN(value) ? 0 : 1;
      }
    }
  }
}

async function storeLevel(
  { level, rows, sources, bands, valid }: OpenLevel,
  plan: PreviewPlan,
  band: number,
  store: TileStore,
  { meta }: SceneReader,
): Promise<void> {
  for (let left = 0, col = 0; left < sources.length; left += previewTileCols, col++) {
    const cols = Math.min(previewTileCols, sources.length - left);
    const cut = <A extends CellArray>(array: A): A => {
      // Every array class has this constructor.
      const part = new (array.constructor as new (length: number) => A)(cols * rows);
      for (let row = 0; row < rows; row++) part.set(array.subarray(row * sources.length + left, row * sources.length + left + cols), row * cols);
      return part;
    };
    const isWhole = valid?.every((ok) => !ok.includes(0)) ?? true;
    const tile = { cellType: meta.cellType, nodata: null, bands: bands.map(cut), valid: isWhole ? null : (valid?.map(cut) ?? null) };
    await store.putTile(tileRef(plan, level, col, band), tile);
  }
}

const tileRef = ({ node }: PreviewPlan, level: number, col: number, band: number): TileRef => ({ node, key: { raster: 0, level, col, row: band } });

/** The tile of a band that is written last: the easternmost of its finest level. */
const lastTile = (plan: PreviewPlan, band: number): TileRef =>
  tileRef(plan, plan.first, Math.ceil(previewSize(plan.cols, plan.first) / previewTileCols) - 1, band);

/** True when all previews of a scene are stored: bands are made in their order. */
export const havePreviews = (plan: PreviewPlan, store: TileStore): Promise<boolean> => store.hasTile(lastTile(plan, plan.bands - 1));

/** A reader that takes levels from the stored previews as soon as all of them are there. The cells are the same. */
export function withPreviews(reader: SceneReader, plan: PreviewPlan | null, store: TileStore): SceneReader {
  if (!plan) return reader;
  const cache = new TileCache(cacheBytes);
  let isThere = false;
  const areThere = async () => {
    isThere ||= await havePreviews(plan, store);
    return isThere;
  };
  const tile = async (level: number, col: number, band: number): Promise<StoredTile | null> => {
    const ref = tileRef(plan, level, col, band);
    const name = `${level}/${col}/${band}`;
    const known = cache.get(name) ?? (await store.getTile(ref));
    if (known) cache.put(name, known);
    return known;
  };
  return {
    ...reader,
    async readCells(window, bands, isCancelled) {
      if (window.level < plan.first || window.level > plan.last || !(await areThere())) return reader.readCells(window, bands, isCancelled);
      const wanted = bands ?? reader.meta.bands.map((_, band) => band);
      const out = wanted.map(() => takeBand(window.cols * window.rows).fill(Number.NaN));
      for (let band = 0; band < plan.bands; band++) {
        const { from, end } = bandSpan(plan, window.level, band);
        if (Math.max(from, window.row) >= Math.min(end, window.row + window.rows)) continue;
        const size = previewSize(plan.cols, window.level);
        const lastCol = Math.floor((Math.min(size, window.col + window.cols) - 1) / previewTileCols);
        for (let col = Math.max(0, Math.floor(window.col / previewTileCols)); col <= lastCol; col++) {
          if (isCancelled()) return fail({ tag: "cancelled" });
          const found = await tile(window.level, col, band);
          // Swept away meanwhile: the file has the cells too.
          if (!found) {
            isThere = false;
            return reader.readCells(window, bands, isCancelled);
          }
          const left = col * previewTileCols;
          const place = { left, top: from, cols: Math.min(previewTileCols, size - left), rows: end - from };
          for (const [i, b] of wanted.entries()) copyInto(out[i]!, window, found.bands[b]!, found.valid?.[b] ?? null, place);
        }
      }
      return out;
    },
  };
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly cols: number;
  readonly rows: number;
}

function copyInto(out: Float64Array, window: LevelWindow, cells: CellArray, valid: Uint8Array | null, place: Place): void {
  const left = Math.max(window.col, place.left);
  const right = Math.min(window.col + window.cols, place.left + place.cols);
  const bottom = Math.min(window.row + window.rows, place.top + place.rows);
  for (let row = Math.max(window.row, place.top); row < bottom; row++) {
    const from = (row - place.top) * place.cols + left - place.left;
    const to = (row - window.row) * window.cols + left - window.col;
    out.set(cells.subarray(from, from + right - left), to);
    if (valid) for (let i = 0; i < right - left; i++) if (valid[from + i] === 0) out[to + i] = Number.NaN;
  }
}
