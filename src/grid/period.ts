import { type Crs, isGeographic, projector, WGS84 } from "./crs.ts";

const cylindrical = /\+proj=(merc|webmerc|eqc|cea|mill)\b/;
const periods = new Map<string, number | null>();

/** The distance in x after which a CRS shows the same place again (360 degrees on the equator); null when it never does. */
export function periodOf(crs: Crs): number | null {
  const known = periods.get(crs.proj);
  if (known !== undefined) return known;
  const period = isGeographic(crs) || cylindrical.test(crs.proj) ? measured(crs) : null;
  periods.set(crs.proj, period);
  return period;
}

function measured(crs: Crs): number | null {
  const ends = new Float64Array([0, 0, 45, 0]);
  projector(WGS84, crs)(ends);
  const period = 8 * (ends[2]! - ends[0]!);
  return Number.isFinite(period) && period > 0 ? period : null;
}

/** `x` moved by whole periods to within half a period of `middle`; what is already there does not move. */
export const unwrapped = (x: number, middle: number, period: number): number =>
  Math.abs(x - middle) <= period * 0.500000001 ? x : x - period * Math.round((x - middle) / period);
