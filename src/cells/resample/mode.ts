import { areaStatistic } from "./area.ts";

/** So many different values are found by going through them; more are kept in a map. */
const few = 32;
const values = new Float64Array(few);
const counts = new Int32Array(few);

/** The most frequent value under the out cell; of equals, the first to reach that number row by row. NoData drops out. */
export const mode = areaStatistic((cells, { window }, { left, top, right, bottom }) => {
  const many: Map<number, number> | null = (right - left) * (bottom - top) > few ? new Map() : null;
  let different = 0;
  let most = 0;
  let winner = Number.NaN;
  for (let r = top; r < bottom; r++) {
    const start = (r - window.row) * window.cols - window.col;
    for (let c = left; c < right; c++) {
      const value = cells[start + c]!;
      if (Number.isNaN(value)) continue;
      let count = 1;
      if (many) {
        count += many.get(value) ?? 0;
        many.set(value, count);
      } else {
        let i = 0;
        while (i < different && values[i] !== value) i++;
        if (i === different) {
          values[i] = value;
          counts[i] = 0;
          different++;
        }
        count = ++counts[i]!;
      }
      if (count > most) {
        most = count;
        winner = value;
      }
    }
  }
  return winner;
});
