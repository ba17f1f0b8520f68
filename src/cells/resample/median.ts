import { areaStatistic } from "./area.ts";

/** The middle value under the out cell, the lower of the two when their number is even, so that it is a value of the source. NoData drops out. */
export const median = areaStatistic((cells, { window }, { left, top, right, bottom }) => {
  const values = new Float64Array((right - left) * (bottom - top));
  let count = 0;
  for (let r = top; r < bottom; r++) {
    const start = (r - window.row) * window.cols - window.col;
    for (let c = left; c < right; c++) {
      const value = cells[start + c]!;
      if (!Number.isNaN(value)) values[count++] = value;
    }
  }
  return count === 0 ? Number.NaN : values.subarray(0, count).sort()[Math.ceil(count / 2) - 1]!;
});
