import type { Sampling, StoredImage } from "./read-window.ts";

/** One resolution of a scene: the image itself, or a smaller picture of it. */
export interface Level {
  readonly stored: StoredImage;
  /** Cells of the full image that one cell stands for, along x and along y. */
  readonly factorX: number;
  readonly factorY: number;
}

export interface LevelWindow {
  /** 0 is exact; each level halves columns and rows. */
  readonly level: number;
  readonly col: number;
  readonly row: number;
  readonly cols: number;
  readonly rows: number;
}

/** A picture of `full` cells that has `part` of them: the power of two if the halvings were rounded, else the ratio. */
export function factorOf(full: number, part: number): number {
  const power = 2 ** Math.round(Math.log2(full / part));
  return part === Math.ceil(full / power) || part === Math.floor(full / power) ? power : full / part;
}

/** The coarsest of `levels` that still has every cell of `level`. `levels` must hold the full image. */
export function bestLevel(levels: readonly Level[], level: number): Level {
  const wanted = 2 ** level;
  const fine = levels.filter(({ factorX, factorY }) => factorX <= wanted && factorY <= wanted);
  return fine.reduce((l, r) => (r.factorX > l.factorX ? r : l), fine[0]!);
}

/** Nearest neighbour: each cell of the window shows the cell of the picture under its centre. */
export function sample({ stored: { image }, factorX, factorY }: Level, full: { readonly cols: number; readonly rows: number }, window: LevelWindow): Sampling {
  const { level } = window;
  return {
    cols: axis({ level, start: window.col, count: window.cols, full: full.cols, size: image.cols, factor: factorX }),
    rows: axis({ level, start: window.row, count: window.rows, full: full.rows, size: image.rows, factor: factorY }),
  };
}

interface Axis {
  readonly level: number;
  readonly start: number;
  readonly count: number;
  readonly full: number;
  readonly size: number;
  readonly factor: number;
}

function axis({ level, start, count, full, size, factor }: Axis): Int32Array {
  const scale = 2 ** level;
  const end = Math.ceil(full / scale);
  const out = new Int32Array(count).fill(-1);
  for (let i = Math.max(0, -start); i < count && start + i < end; i++)
    // The centre of the last cell may lie past the edge.
    out[i] = Math.min(size - 1, Math.floor(Math.min(full - 0.5, (start + i + 0.5) * scale) / factor));
  return out;
}
