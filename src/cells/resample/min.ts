import { areaStatistic } from "./area.ts";

/** The smallest value under the out cell; NoData drops out. */
export const min = areaStatistic((cells, { window }, { left, top, right, bottom }) => {
  let least = Number.NaN;
  for (let r = top; r < bottom; r++) {
    const start = (r - window.row) * window.cols - window.col;
    for (let c = left; c < right; c++) {
      const value = cells[start + c]!;
      if (value < least || Number.isNaN(least)) least = value;
    }
  }
  return least;
});
