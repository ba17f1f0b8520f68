import { edgeTolerance, type Resampler, type RowKernel } from "./sampling.ts";

/** The source cell in which the centre lies; west and north edges belong to a cell, east and south do not. */
const row: RowKernel = ({ cols, rows, window, bands }, band, { count, xs, ys }, target, at) => {
  const cells = bands[band]!;
  const stride = window.cols;
  const origin = -window.row * stride - window.col;
  const lastX = cols - edgeTolerance;
  const lastY = rows - edgeTolerance;
  for (let i = 0; i < count; i++) {
    if (!Number.isNaN(target[at + i])) continue;
    const x = xs[i]!;
    const y = ys[i]!;
    if (!(x >= 0 && y >= 0 && x <= lastX && y <= lastY)) continue;
    let col = Math.floor(x + edgeTolerance);
    let row = Math.floor(y + edgeTolerance);
    if (col === cols) col--;
    if (row === rows) row--;
    target[at + i] = cells[row * stride + col + origin]!;
  }
};

export const nearest: Resampler = { at: "centre", reach: () => 0, row };
