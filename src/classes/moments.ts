/** Number, mean and squared distances from the mean of some values. */
export interface Moments {
  readonly valid: number;
  readonly mean: number;
  readonly squares: number;
}

export const noMoments: Moments = { valid: 0, mean: 0, squares: 0 };

/** The moments of all values of some bands that are finite: two passes, so that no digits are lost. */
export function momentsOf(bands: readonly Float64Array[]): Moments {
  let valid = 0;
  let sum = 0;
  for (const band of bands)
    for (let i = 0; i < band.length; i++) {
      const value = band[i]!;
      if (!Number.isFinite(value)) continue;
      valid++;
      sum += value;
    }
  if (valid === 0) return noMoments;
  const mean = sum / valid;
  let squares = 0;
  for (const band of bands)
    for (let i = 0; i < band.length; i++) {
      const offset = band[i]! - mean;
      if (Number.isFinite(offset)) squares += offset * offset;
    }
  return { valid, mean, squares };
}

/** The moments of both together. (Chan, Golub, LeVeque 1979.) Joined in another order, the last digits may differ. */
export function joinMoments(left: Moments, right: Moments): Moments {
  if (left.valid === 0) return right;
  if (right.valid === 0) return left;
  const valid = left.valid + right.valid;
  const apart = right.mean - left.mean;
  return {
    valid,
    mean: left.mean + (apart * right.valid) / valid,
    squares: left.squares + right.squares + (apart * apart * left.valid * right.valid) / valid,
  };
}

/** The deviation of the population (n); NaN of nothing. */
export const deviationOf = ({ valid, squares }: Moments): number => (valid === 0 ? Number.NaN : Math.sqrt(squares / valid));
