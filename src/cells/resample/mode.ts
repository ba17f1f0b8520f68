import { areaStatistic } from "./area.ts";

const counts = new Map<number, number>();

/** The most frequent value under the out cell; of equals, the first to reach that number row by row. NoData drops out. */
export const mode = areaStatistic((cells, { window }, { left, top, right, bottom }) => {
  counts.clear();
  let most = 0;
  let winner = Number.NaN;
  for (let r = top; r < bottom; r++) {
    const start = (r - window.row) * window.cols - window.col;
    for (let c = left; c < right; c++) {
      const value = cells[start + c]!;
      if (Number.isNaN(value)) continue;
      const count = (counts.get(value) ?? 0) + 1;
      counts.set(value, count);
      if (count > most) {
        most = count;
        winner = value;
      }
    }
  }
  return winner;
});
