import type { Grid } from "../grid/grid.ts";
import { type CellArray, type CellType, cellTypeInfo } from "./cell-type.ts";
import type { Cells } from "./cells.ts";

/** Cells at rest, in their own type: what is stored and exported. */
export interface Tile {
  readonly grid: Grid;
  readonly cellType: CellType;
  /** The number that stands for NoData, or null when every number is a value. NaN counts as NoData in any float type. */
  readonly nodata: number | null;
  readonly bands: readonly CellArray[];
  /** One array a band, 1 where the cell has a value; null where `nodata` alone tells. */
  readonly valid: readonly Uint8Array[] | null;
}

/** A tile's cells in motion. The tile keeps its arrays; the cells own fresh ones. */
export function widen({ grid, bands, cellType, nodata, valid }: Tile): Cells {
  // Float32 holds the nearest number it has to -9999.9, which is another one as a double.
  const stored = nodata !== null && cellType === "float32" ? Math.fround(nodata) : nodata;
  return {
    grid,
    bands: bands.map((band, b) => {
      const wide = new Float64Array(band);
      if (stored !== null && !Number.isNaN(stored)) for (let i = 0; i < wide.length; i++) if (wide[i] === stored) wide[i] = Number.NaN;
      const ok = valid?.[b];
      if (ok) for (let i = 0; i < wide.length; i++) if (ok[i] === 0) wide[i] = Number.NaN;
      return wide;
    }),
  };
}

/**
 * Cells brought to rest. Integers are expected to be in range and whole already (an op that changes the type
 * quantises in its kernel). NaN becomes `nodata`; an integer type without one keeps 0 there and says so in `valid`.
 */
export function narrow({ grid, bands }: Cells, cellType: CellType, nodata: number | null): Tile {
  const { float, make } = cellTypeInfo(cellType);
  // A typed array takes NaN as 0 when it holds integers, as NaN when it holds floats.
  const taken = float ? Number.NaN : 0;
  const out = bands.map((wide) => {
    const band = make(wide.length);
    band.set(wide);
    if (nodata !== null && !Object.is(nodata, taken)) for (let i = 0; i < wide.length; i++) if (Number.isNaN(wide[i])) band[i] = nodata;
    return band;
  });
  const hasHoles = nodata === null && !float && bands.some(hasNaN);
  return { grid, cellType, nodata, bands: out, valid: hasHoles ? bands.map(valuesIn) : null };
}

function hasNaN(band: Float64Array): boolean {
  for (let i = 0; i < band.length; i++) if (Number.isNaN(band[i])) return true;
  return false;
}

function valuesIn(band: Float64Array): Uint8Array {
  const valid = new Uint8Array(band.length);
  for (let i = 0; i < band.length; i++) valid[i] = Number.isNaN(band[i]) ? 0 : 1;
  return valid;
}
