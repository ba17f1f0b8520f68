import { takeBand } from "../../../src/cells/band-pool.ts";
import { fail } from "../../../src/fault.ts";
import type { Block } from "../codec/decode-block.ts";
import { type BlockGrid, blockGrid } from "./block-grid.ts";
import { copyRow } from "./copy-row.ts";
import type { TiffImage } from "./image.ts";
import { type BlockPlace, type BlockStore, loadBlocks } from "./load-blocks.ts";

/** An image of a scene and where its blocks come from. */
export interface StoredImage extends BlockStore {
  readonly image: TiffImage;
}

/** Which column and row of the image each column and row of the output shows; −1 outside the scene. */
export interface Sampling {
  readonly cols: Int32Array;
  readonly rows: Int32Array;
}

export interface RawBand {
  /** As stored; 0 outside. */
  readonly cells: Float64Array;
  /** 0 where there is no cell, or the codec says it has no value; null when every cell has one. */
  readonly valid: Uint8Array | null;
}

export interface ReadRequest {
  readonly sampling: Sampling;
  readonly bands: readonly number[];
  /** What blocks that are absent from the file hold. */
  readonly absent: number;
  readonly isCancelled: () => boolean;
}

/** Cells of some bands, nodata as stored. Blocks are decoded a few at a time; no more of the image is ever held. Faults: `cancelled` and those of decoding. */
export async function readWindow(stored: StoredImage, { sampling, bands, absent, isCancelled }: ReadRequest): Promise<RawBand[]> {
  const { image } = stored;
  const grid = blockGrid(image, rowStep(sampling.rows), stored.source.size);
  const out = bands.map(() => new OpenBand(sampling));
  const across = spans(sampling.cols, grid.cols);
  const down = spans(sampling.rows, grid.rows);
  const planes = image.planar ? bands.map((band, slot) => ({ plane: band, slots: [slot] })) : [{ plane: 0, slots: bands.map((_, slot) => slot) }];

  const jobs: Job[] = [];
  for (const row of down)
    for (const col of across) for (const { plane, slots } of planes) jobs.push({ plane, col: col.block, row: row.block, slots, x: col, y: row });
  const perBatch = Math.max(1, Math.floor(BATCH_BYTES / grid.blockBytes));
  for (let start = 0; start < jobs.length; start += perBatch) {
    if (isCancelled()) return fail({ tag: "cancelled" });
    const batch = jobs.slice(start, start + perBatch);
    const blocks = await loadBlocks(stored, grid, batch);
    batch.forEach((job, i) => {
      const block = blocks[i]!;
      for (const slot of job.slots)
        if (block) out[slot]!.copy(block, { grid, sampling, job, offset: image.planar ? 0 : bands[slot]! });
        else out[slot]!.fill(absent, job);
    });
  }
  return out.map((band) => band.finish());
}

/** Decoded bytes that are waited for at once; also the time between two looks at whether the work is still wanted. */
const BATCH_BYTES = 16_777_216;

/** A run of output columns (or rows) that lie in one column (or row) of blocks. */
interface Span {
  readonly block: number;
  readonly start: number;
  readonly end: number;
}

interface Job extends BlockPlace {
  readonly slots: readonly number[];
  readonly x: Span;
  readonly y: Span;
}

function spans(indices: Int32Array, size: number): Span[] {
  const out: Span[] = [];
  for (let i = 0; i < indices.length; ) {
    const at = indices[i]!;
    if (at < 0) {
      i++;
      continue;
    }
    const block = Math.floor(at / size);
    let end = i + 1;
    while (end < indices.length && indices[end]! >= block * size && indices[end]! < (block + 1) * size) end++;
    out.push({ block, start: i, end });
    i = end;
  }
  return out;
}

/** The smallest distance of two neighbouring rows. */
function rowStep(rows: Int32Array): number {
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < rows.length; i++) if (rows[i]! > rows[i - 1]! && rows[i - 1]! >= 0) step = Math.min(step, rows[i]! - rows[i - 1]!);
  return Number.isFinite(step) ? step : 1;
}

/** One output band while it fills. */
class OpenBand {
  readonly #cells: Float64Array;
  readonly #width: number;
  #valid: Uint8Array | null = null;

  constructor(sampling: Sampling) {
    this.#width = sampling.cols.length;
    this.#cells = takeBand(this.#width * sampling.rows.length);
    if (sampling.cols.includes(-1) || sampling.rows.includes(-1)) {
      this.#cells.fill(0);
      const valid = this.#marks();
      for (let y = 0; y < sampling.rows.length; y++)
        for (let x = 0; x < this.#width; x++) if (sampling.rows[y]! < 0 || sampling.cols[x]! < 0) valid[y * this.#width + x] = 0;
    }
  }

  #marks(): Uint8Array {
    this.#valid ??= new Uint8Array(this.#cells.length).fill(1);
    return this.#valid;
  }

  fill(value: number, { x, y }: Job): void {
    for (let row = y.start; row < y.end; row++) this.#cells.fill(value, row * this.#width + x.start, row * this.#width + x.end);
  }

  copy(block: Block, { grid, sampling, job: { x, y }, offset }: { grid: BlockGrid; sampling: Sampling; job: Job; offset: number }): void {
    const left = x.block * grid.cols;
    const top = y.block * grid.rows;
    const count = x.end - x.start;
    const first = sampling.cols[x.start]! - left;
    const step = regularStep(sampling.cols, x);
    const scratch = step === null ? new Float64Array(sampling.cols[x.end - 1]! - left - first + 1) : null;
    for (let row = y.start; row < y.end; row++) {
      const line = (sampling.rows[row]! - top) * block.cols;
      const from = (line + first) * block.stride + offset;
      const to = row * this.#width + x.start;
      if (scratch) {
        copyRow(block.data, from, block.stride, scratch, 0, scratch.length);
        for (let i = 0; i < count; i++) this.#cells[to + i] = scratch[sampling.cols[x.start + i]! - left - first]!;
      } else copyRow(block.data, from, step! * block.stride, this.#cells, to, count);
      if (block.valid) {
        const valid = this.#marks();
        for (let i = 0; i < count; i++) valid[to + i] = block.valid[(line + sampling.cols[x.start + i]! - left) * block.stride + offset]!;
      }
    }
  }

  finish(): RawBand {
    return { cells: this.#cells, valid: this.#valid };
  }
}

function regularStep(cols: Int32Array, { start, end }: Span): number | null {
  const step = end - start > 1 ? cols[start + 1]! - cols[start]! : 1;
  for (let i = start + 1; i < end; i++) if (cols[i]! - cols[i - 1]! !== step) return null;
  return step;
}
