import { areaStatistic } from "./area.ts";

/** The mean of the source cells under the out cell, each weighing the share of it that is covered. NoData drops out. */
export const average = areaStatistic((cells, { window }, { left, top, right, bottom, west, north, east, south }) => {
  let sum = 0;
  let weights = 0;
  for (let r = top; r < bottom; r++) {
    const weightY = share(r, top, bottom, north, south);
    const start = (r - window.row) * window.cols - window.col;
    for (let c = left; c < right; c++) {
      const value = cells[start + c]!;
      if (Number.isNaN(value)) continue;
      const weight = weightY * share(c, left, right, west, east);
      if (weight <= 0) continue;
      weights += weight;
      sum += value * weight;
    }
  }
  return weights > 0 ? sum / weights : Number.NaN;
});

/** How much of cell `index` lies between `low` and `high`, cut at the first and last cell; a single cell counts whole. */
function share(index: number, first: number, end: number, low: number, high: number): number {
  if (index === first) return first + 1 === end ? 1 : 1 - (low - first);
  return index + 1 === end ? 1 - (end - high) : 1;
}
