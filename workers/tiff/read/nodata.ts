import { type CellType, cellTypeInfo } from "../../../src/cells/cell-type.ts";

/** The NoData number as text in a file ("nan", "-3.4e38", " 0 "), as a cell of `type` would hold it; null when no cell can. */
export function parseNodata(text: string | undefined, type: CellType): number | null {
  const word = text?.trim().toLowerCase() ?? "";
  const { float, min, max } = cellTypeInfo(type);
  if (/^[-+]?(1\.#)?(nan|ind|qnan)/.test(word)) return float ? Number.NaN : null;
  const infinite = /^([-+]?)(1\.#)?inf/.exec(word);
  if (infinite) return float ? (infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : null;
  const value = Number.parseFloat(word.replace(",", "."));
  if (Number.isNaN(value)) return null;
  if (type === "float32") {
    // Writers round FLT_MAX up in its last digit; that still means FLT_MAX, as in GDAL.
    if (Math.abs(value) > max) return Math.abs(value) <= max * (1 + 1e-6) ? Math.sign(value) * max : null;
    return Math.fround(value);
  }
  if (float) return value;
  return Number.isInteger(value) && value >= min && value <= max ? value : null;
}
