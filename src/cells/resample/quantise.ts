import { type CellType, cellTypeInfo } from "../cell-type.ts";

/**
 * Interpolated cells as their type can hold them, in place: integers round half up and stop at the type's range, and a
 * value that happens to equal `nodata` moves by one so that it stays a value, or by GeoTrellis' rule becomes NoData. Floats
 * and NaN are left alone.
 */
export function quantise(bands: readonly Float64Array[], cellType: CellType, nodata: number | null, rule?: "round" | "gdal" | "geotrellis"): void {
  const { float, min, max } = cellTypeInfo(cellType);
  if (float) return;
  const besides = rule === "geotrellis" ? Number.NaN : nodata === min ? min + 1 : (nodata ?? 0) - 1;
  for (const band of bands)
    for (let i = 0; i < band.length; i++) {
      const whole = Math.floor(band[i]! + 0.5);
      const value = Math.min(Math.max(whole, min), max);
      band[i] = value === nodata ? besides : value;
    }
}
