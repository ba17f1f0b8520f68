import { areaStatistic } from "./area.ts";

/** The largest value under the out cell; NoData drops out. */
export const max = areaStatistic((cells, { window }, { left, top, right, bottom }) => {
  let most = Number.NaN;
  for (let r = top; r < bottom; r++) {
    const start = (r - window.row) * window.cols - window.col;
    for (let c = left; c < right; c++) {
      const value = cells[start + c]!;
      if (value > most || Number.isNaN(most)) most = value;
    }
  }
  return most;
});
