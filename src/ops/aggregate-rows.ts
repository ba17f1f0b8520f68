/** Ways to make one number of several. */
export const aggregates = ["sum", "min", "max", "mean", "variance", "standard-deviation"] as const;
export type Aggregate = (typeof aggregates)[number];

/** Rows of one band within an array: where the first begins, and how far it is from one to the next. */
export interface Rows {
  readonly cells: Float64Array;
  readonly at: number;
  readonly stride: number;
}

/**
 * One value a cell from the same cell of several bands, written over `to`. Sum, min and max are NaN where any is; mean, variance
 * (n - 1) and standard deviation leave NaN out. The order of `from` is that of the additions.
 */
export function reduceRows(operation: Aggregate, from: readonly Rows[], to: Rows, { cols, rows }: { readonly cols: number; readonly rows: number }): void {
  for (let row = 0; row < rows; row++) {
    const out = to.cells.subarray(to.at + row * to.stride, to.at + row * to.stride + cols);
    const sources = from.map(({ cells, at, stride }) => cells.subarray(at + row * stride, at + row * stride + cols));
    if (operation === "sum" || operation === "min" || operation === "max") fold(operation, sources, out);
    else {
      const counts = means(sources, out);
      if (operation !== "mean") deviations(sources, counts, out, operation === "standard-deviation");
    }
  }
}

function fold(operation: "sum" | "min" | "max", [first, ...rest]: readonly Float64Array[], out: Float64Array): void {
  if (!first) return;
  out.set(first);
  for (const source of rest)
    switch (operation) {
      case "sum":
        for (let i = 0; i < out.length; i++) out[i]! += source[i]!;
        break;
      // Both answer NaN when either is.
      case "min":
        for (let i = 0; i < out.length; i++) out[i] = Math.min(out[i]!, source[i]!);
        break;
      case "max":
        for (let i = 0; i < out.length; i++) out[i] = Math.max(out[i]!, source[i]!);
        break;
      default:
        operation satisfies never;
    }
}

/** Means of what has a value, and how many had. */
function means(sources: readonly Float64Array[], out: Float64Array): Float64Array {
  const counts = new Float64Array(out.length);
  out.fill(0);
  for (const source of sources)
    for (let i = 0; i < out.length; i++) {
      const value = source[i]!;
      if (Number.isNaN(value)) continue;
      out[i]! += value;
      counts[i]!++;
    }
  for (let i = 0; i < out.length; i++) out[i] = counts[i] === 0 ? Number.NaN : out[i]! / counts[i]!;
  return counts;
}

/** From means to variances of the sample, or their roots; a second pass keeps the digits that a sum of squares would lose. */
function deviations(sources: readonly Float64Array[], counts: Float64Array, out: Float64Array, isRoot: boolean): void {
  const squares = new Float64Array(out.length);
  for (const source of sources)
    for (let i = 0; i < out.length; i++) {
      const offset = source[i]! - out[i]!;
      if (!Number.isNaN(offset)) squares[i]! += offset * offset;
    }
  for (let i = 0; i < out.length; i++) {
    const variance = counts[i]! < 2 ? Number.NaN : squares[i]! / (counts[i]! - 1);
    out[i] = isRoot ? Math.sqrt(variance) : variance;
  }
}
