import type { Neighbourhood } from "../cells/neighbourhood.ts";
import { fail } from "../fault.ts";
import type { ZFactor } from "../ops/z-factor.ts";

/** (2 · extent + 1)² cells. */
const Square = (extent: number): Neighbourhood => ({ kind: "square", extent });

/** The cells whose centres are no farther than `radius` cells. */
const Circle = (radius: number): Neighbourhood => ({ kind: "circle", radius });

/** A cross: `extent` cells to the north, east, south and west. */
const Nesw = (extent: number): Neighbourhood => ({ kind: "nesw", extent });

/** The part of a circle from `startAngle` counter-clockwise to `endAngle`, in degrees from east; over east when start is the larger. The centre is always in. */
const Wedge = (radius: number, startAngle: number, endAngle: number): Neighbourhood => ({ kind: "wedge", radius, startAngle, endAngle });

/** A ring, both radii included. */
const Annulus = (innerRadius: number, outerRadius: number): Neighbourhood => ({ kind: "annulus", innerRadius, outerRadius });

/** Factors for heights in "METERS" or "FEET" over longitude and latitude: 1 / (111320 m · cos latitude), at every row. */
function zFactorLatLngCalculator(unit: string): ZFactor {
  const word = unit.toLowerCase();
  if (word === "meters" || word === "metres") return { kind: "latLng", unit: "metres" };
  if (word === "feet") return { kind: "latLng", unit: "feet" };
  return fail({ tag: "bad-param", op: "slope", param: "unit", problem: `no unit "${unit}"; there are METERS and FEET` });
}

/** Factors by latitude, { 0: 1, 60: 2 }: between two latitudes a straight line, beyond them the last factor. */
const zFactorCalculator = (factors: Readonly<Record<string, number>>): ZFactor => ({
  kind: "latitudes",
  table: Object.entries(factors).map(([latitude, factor]) => [Number(latitude), factor]),
});

/** What `rasterloom` has for operations on a cell's surroundings. */
export const surroundings = { Square, Circle, Nesw, Wedge, Annulus, zFactorLatLngCalculator, zFactorCalculator } as const;
