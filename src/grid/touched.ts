/** Cells `from` to `to` (exclusive) of a row. */
export type EmitSpan = (row: number, from: number, to: number) => void;

/** Edges closer than this to an axis count as running along it, and those this close to a cell border touch no cell by it. */
const nearCells = 0.01;
/** The least step in rows, so that an edge through a cell's corner always moves on. */
const leastStepCells = 1e-9;

const onBorder = (value: number) => Math.abs(value - Math.round(value)) < nearCells;

/**
 * Every cell of a raster of cols × rows that the edge from (x, y) to (xEnd, yEnd) passes through, in pixel coordinates.
 *
 * Gives GDAL's cells (`ALL_TOUCHED`, 3.6), ties and rounding included, which is why it walks from cell to cell and adds up
 * instead of computing each row by itself. Edges that run along a cell border touch nothing: the fill decides there.
 * One thing is not copied: GDAL writes cells past the right border into the next row. Spans come in any order and may be
 * outside the raster's columns by one.
 */
export function walkEdge(ends: readonly [x: number, y: number, xEnd: number, yEnd: number], cols: number, rows: number, emit: EmitSpan): void {
  let [x, y, xEnd, yEnd] = ends;
  if ((y < 0 && yEnd < 0) || (y > rows && yEnd > rows) || (x < 0 && xEnd < 0) || (x > cols && xEnd > cols)) return;
  if (x > xEnd) [x, y, xEnd, yEnd] = [xEnd, yEnd, x, y];

  if (Math.floor(x) === Math.floor(xEnd) || xEnd - x < nearCells) {
    const col = Math.floor(xEnd);
    if ((onBorder(x) && onBorder(xEnd)) || col < 0 || col >= cols) return;
    const last = Math.min(rows - 1, Math.floor(Math.max(y, yEnd)));
    for (let row = Math.max(0, Math.floor(Math.min(y, yEnd))); row <= last; row++) emit(row, col, col + 1);
    return;
  }
  if (Math.floor(y) === Math.floor(yEnd) || Math.abs(y - yEnd) < nearCells) {
    const row = Math.floor(y);
    if ((onBorder(y) && onBorder(yEnd)) || row < 0 || row >= rows) return;
    emit(row, Math.max(0, Math.floor(x)), Math.min(cols, Math.floor(xEnd) + 1));
    return;
  }
  walkSlope(x, y, xEnd, yEnd, cols, rows, emit);
}

function walkSlope(x0: number, y0: number, x1: number, y1: number, cols: number, rows: number, emit: EmitSpan): void {
  const slope = (y1 - y0) / (x1 - x0);
  const yEnd = x1 > cols ? y1 - (x1 - cols) * slope : y1;
  let xEnd = Math.min(x1, cols);
  let x = Math.max(x0, 0);
  let y = x0 < 0 ? y0 + (0 - x0) * slope : y0;
  if (yEnd > y) {
    if (y < 0) {
      x += (0 - y) / slope;
      y = 0;
    }
  } else {
    if (y >= rows) {
      x += (rows - y) / slope;
      y = rows;
    }
    if (yEnd < 0) xEnd = Math.min(xEnd, xEnd - yEnd / slope);
  }
  while (x >= 0 && x < xEnd) {
    const col = Math.floor(x);
    const row = Math.floor(y);
    if (row >= 0 && row < rows) emit(row, col, col + 1);
    else if (slope < 0 ? row < 0 : row >= rows) return;
    const stepX = Math.floor(x + 1) - x;
    const stepY = stepX * slope;
    if (Math.floor(y + stepY) === row) {
      x += stepX;
      y += stepY;
    } else {
      const toNextRow = slope < 0 ? Math.min(row - y, -leastStepCells) : Math.max(row + 1 - y, leastStepCells);
      x += toNextRow / slope;
      y += toNextRow;
    }
  }
}
