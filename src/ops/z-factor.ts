import { z } from "zod";
import { isGeographic, projector, WGS84 } from "../grid/crs.ts";
import type { Grid } from "../grid/grid.ts";
import type { LayerMeta } from "../layer/meta.ts";

/** Metres in a degree of a great circle, as GIS have it: 6378137 · π / 180 rounded. */
export const metresPerDegree = 111320;
const metresPerFoot = 0.3048;

const latitude = z.number().min(-90).max(90);

/** How heights compare with distances on the ground: the number heights are multiplied with, in units of the CRS. */
export const zFactorSchema = z.discriminatedUnion("kind", [
  /** The same everywhere. */
  z.object({ kind: z.literal("number"), value: z.number() }),
  /** Heights in metres or feet over degrees, whose length on the ground differs with the latitude and by axis. */
  z.object({ kind: z.literal("degrees"), unit: z.enum(["metres", "feet"]) }),
  /** GeoPySpark's calculator for longitude and latitude: 1 / (length of a degree · cos latitude), on both axes. */
  z.object({ kind: z.literal("latLng"), unit: z.enum(["metres", "feet"]) }),
  /** Pairs of latitude and factor, in any order; between them a straight line, beyond them the last one. */
  z.object({ kind: z.literal("latitudes"), table: z.array(z.tuple([latitude, z.number()])).min(1, "a latitude and its factor at least") }),
]);
export type ZFactor = z.infer<typeof zFactorSchema>;

/** Degrees over the ground for layers in degrees; heights and distances in one unit for all others. */
export const initialZFactor = ({ rasters }: LayerMeta): ZFactor =>
  rasters.some(({ grid }) => isGeographic(grid.crs)) ? { kind: "degrees", unit: "metres" } : { kind: "number", value: 1 };

/** The factors of one row of a grid, along each axis. */
export interface RowFactors {
  readonly x: number;
  readonly y: number;
}

/** The factors of the rows of a raster. Latitudes are those of the cells' centres in the middle column of the whole raster. */
export function rowFactors(zFactor: ZFactor, whole: Grid): (row: number) => RowFactors {
  switch (zFactor.kind) {
    case "number": {
      const same = { x: zFactor.value, y: zFactor.value };
      return () => same;
    }
    case "degrees": {
      const degree = degreeIn(zFactor.unit);
      return (row) => ({ x: 1 / (degree * cosine(latitudeOf(whole, row))), y: 1 / degree });
    }
    case "latLng": {
      const degree = degreeIn(zFactor.unit);
      return (row) => {
        const factor = 1 / (degree * cosine(latitudeOf(whole, row)));
        return { x: factor, y: factor };
      };
    }
    case "latitudes": {
      const table = zFactor.table.toSorted(([l], [r]) => l - r);
      return (row) => {
        const factor = interpolated(table, latitudeOf(whole, row));
        return { x: factor, y: factor };
      };
    }
    default:
      return zFactor satisfies never;
  }
}

const degreeIn = (unit: "metres" | "feet") => (unit === "metres" ? metresPerDegree : metresPerDegree / metresPerFoot);
const cosine = (degrees: number) => Math.cos((degrees * Math.PI) / 180);

function latitudeOf({ crs, affine: [a, b, c, d, e, f], cols }: Grid, row: number): number {
  const col = cols / 2;
  const place = Float64Array.of(a * col + b * (row + 0.5) + c, d * col + e * (row + 0.5) + f);
  projector(crs, WGS84)(place);
  return place[1]!;
}

function interpolated(table: readonly (readonly [number, number])[], at: number): number {
  const next = table.findIndex(([lat]) => lat >= at);
  const [lat, factor] = table[next] ?? table.at(-1)!;
  const before = table[next - 1];
  if (next <= 0 || !before) return factor;
  const [latBefore, factorBefore] = before;
  return factorBefore + ((factor - factorBefore) * (at - latBefore)) / (lat - latBefore);
}

/** "× 2", "degrees, metres". */
export function zFactorWords(zFactor: ZFactor): string {
  switch (zFactor.kind) {
    case "number":
      return zFactor.value === 1 ? "" : `heights × ${zFactor.value}`;
    case "degrees":
    case "latLng":
      return `heights in ${zFactor.unit} over degrees`;
    case "latitudes":
      return `heights × by latitude`;
    default:
      return zFactor satisfies never;
  }
}
