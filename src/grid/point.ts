import type { Brand } from "../brand.ts";

/** Column and row in pixels, fractional; (0, 0) is the top-left corner, not the centre. */
export type PixelPoint = Brand<{ readonly x: number; readonly y: number }, "pixel">;
/** Easting and northing in the units of the layer's CRS. */
export type MapPoint = Brand<{ readonly x: number; readonly y: number }, "map">;
/** Longitude and latitude in degrees, WGS 84. */
export type LonLat = Brand<{ readonly x: number; readonly y: number }, "lonlat">;

export const pixel = (x: number, y: number) => ({ x, y }) as PixelPoint;
export const map = (x: number, y: number) => ({ x, y }) as MapPoint;
export const lonLat = (x: number, y: number) => ({ x, y }) as LonLat;
