import { rampTable } from "../session/ramps.ts";
import type { RampId } from "../session/state.ts";

/** The colour at a share from 0 to 1 of a ramp, for CSS and SVG. */
export function rampColour(ramp: RampId, reversed: boolean, share: number): string {
  const table = rampTable(ramp, reversed);
  const i = Math.round(Math.min(1, Math.max(0, share)) * 255) * 4;
  return `rgb(${table[i]} ${table[i + 1]} ${table[i + 2]})`;
}
