import { areaStatistic } from "./area.ts";

let values = new Float64Array(64);

/** The middle value under the out cell, the lower of the two when their number is even, so that it is a value of the source. NoData drops out. */
export const median = areaStatistic((cells, { window }, { left, top, right, bottom }) => {
  const most = (right - left) * (bottom - top);
  if (values.length < most) values = new Float64Array(2 * most);
  let count = 0;
  for (let r = top; r < bottom; r++) {
    const start = (r - window.row) * window.cols - window.col;
    for (let c = left; c < right; c++) {
      const value = cells[start + c]!;
      if (!Number.isNaN(value)) values[count++] = value;
    }
  }
  if (count === 0) return Number.NaN;
  if (count > 32) values.subarray(0, count).sort();
  else insertionSort(count);
  return values[Math.ceil(count / 2) - 1]!;
});

/** For a handful of values many times faster than the built-in sort. */
function insertionSort(count: number): void {
  for (let i = 1; i < count; i++) {
    const value = values[i]!;
    let j = i - 1;
    for (; j >= 0 && values[j]! > value; j--) values[j + 1] = values[j]!;
    values[j + 1] = value;
  }
}
