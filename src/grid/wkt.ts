import type { Crs } from "./crs.ts";
export function crsFromWkt(_text: string): Crs | null {
  return null;
}
