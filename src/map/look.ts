import { bytesOf, type Colour } from "../classes/colour-ramp.ts";
import type { LayerMeta, Rgba } from "../layer/meta.ts";
import { rampTable } from "../session/ramps.ts";
import type { StretchRange } from "../session/stretch.ts";

/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** The band that holds the opacity of the others. */
export interface Alpha {
  readonly band: number;
  /** Opaque; 0 is no cell at all. */
  readonly max: number;
  /** What NoData in this band counts as. */
  readonly absent: number;
}

/** How cells become colours. A new look of the same bands is uniforms and a lookup table: no cell is read again. */
export type Look =
  | {
      readonly kind: "ramp";
      readonly bands: readonly [number];
      readonly alpha: Alpha | null;
      readonly ranges: Ranges;
      readonly table: Uint8Array;
      readonly nodata: Rgb | null;
    }
  | {
      readonly kind: "rgb";
      readonly bands: readonly [number, number, number];
      readonly alpha: Alpha | null;
      readonly ranges: Ranges;
      readonly nodata: Rgb | null;
    }
  | {
      readonly kind: "classes";
      readonly bands: readonly [number];
      readonly alpha: Alpha | null;
      /** Upper limits, ascending, `mostClasses` at most; values above the last are transparent. */
      readonly limits: readonly number[];
      /** One entry a class. */
      readonly table: Uint8Array;
      readonly nodata: Rgb | null;
    }
  | { readonly kind: "palette"; readonly bands: readonly [number]; readonly alpha: Alpha | null; readonly table: Uint8Array; readonly nodata: Rgb | null };

/** One for each band; null while nobody knows, then the first cells tell. */
export type Ranges = readonly (StretchRange | null)[];

/** Bands whose cells a look needs: those it shows, then the alpha band. */
export const cellBands = ({ bands, alpha }: Look): readonly number[] => (alpha ? [...bands, alpha.band] : bands);

/** The alpha band of a layer that is drawn in these bands; null without one, or when it is itself what is looked at. */
export function alphaOf({ bands, cellType, nodata }: Pick<LayerMeta, "bands" | "cellType" | "nodata">, shown: readonly number[]): Alpha | null {
  const band = bands.findIndex(({ role }) => role === "alpha");
  const isData = band < 0 || shown.includes(band);
  return isData ? null : { band, max: cellType === "uint16" ? 65_535 : 255, absent: nodata !== null && nodata > 0 ? nodata : 0 };
}

/** Rows of 256 entries that a palette table has, enough for its colours. */
export const tableRows = (table: Uint8Array): number => table.length / 1024;

const tables = new WeakMap<readonly Rgba[], Uint8Array>();

/** A palette as rows of 256 RGBA entries; values without a colour are transparent. Equal palettes give the same table. */
export function paletteTable(palette: readonly Rgba[]): Uint8Array {
  const known = tables.get(palette);
  if (known) return known;
  const rows = Math.max(1, Math.min(256, Math.ceil(palette.length / 256)));
  const table = new Uint8Array(rows * 1024);
  for (const [i, colour] of palette.slice(0, rows * 256).entries()) table.set(colour, i * 4);
  tables.set(palette, table);
  return table;
}

const classTables = new Map<string, Uint8Array>();

/** A row of 256 RGBA entries that starts with these colours, 0xRRGGBBAA. Equal colours give the same table. */
export function classTable(colours: readonly Colour[]): Uint8Array {
  const name = colours.join();
  const known = classTables.get(name);
  if (known) return known;
  const table = new Uint8Array(1024);
  for (const [i, colour] of colours.slice(0, 256).entries()) table.set(bytesOf(colour), i * 4);
  classTables.set(name, table);
  return table;
}

/** "#rrggbb" as numbers; null for null. */
export function parseHex(colour: string | null): Rgb | null {
  if (colour === null) return null;
  const bits = Number.parseInt(colour.slice(1), 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}

/** The grey twin of a look, for cells that a mask cuts away. Palettes are shown by their value. */
export function greyed(look: Look, range: StretchRange | null): Look {
  const ranges = !("ranges" in look) ? [range] : [look.ranges[0] ?? range];
  return { kind: "ramp", bands: [look.bands[0]], alpha: look.alpha, ranges, table: rampTable("greys", false), nodata: null };
}

/** The same bands, drawn in the same way: tiles of one serve the other. */
export const sameBands = (a: Look, b: Look): boolean => a.kind === b.kind && cellBands(a).join() === cellBands(b).join();

/** Everything equal, so nothing has to be drawn again. */
export const sameLook = (a: Look, b: Look): boolean =>
  JSON.stringify({ ...a, table: null }) === JSON.stringify({ ...b, table: null }) && tableOf(a) === tableOf(b);

const tableOf = (look: Look): Uint8Array | null => (look.kind === "rgb" ? null : look.table);

/** The colour of one cell, as the shader gives it, from the values of its `cellBands`; null is transparent. Unknown ranges are those of a byte. */
export function colourOf(look: Look, values: readonly number[]): Rgba | null {
  const opacity = opacityOf(look, values);
  if (opacity === 0 || look.bands.some((_, i) => Number.isNaN(values[i]))) return look.nodata && [...look.nodata, 255];
  const share = (i: number) => {
    const { from, to } = ("ranges" in look ? look.ranges[i] : null) ?? { from: 0, to: 255 };
    return Math.max(0, Math.min(1, (values[i]! - from) / (to - from)));
  };
  const full = Math.round(opacity * 255);
  if (look.kind === "rgb") return [Math.round(share(0) * 255), Math.round(share(1) * 255), Math.round(share(2) * 255), full];
  if (look.kind === "classes" && values[0]! > (look.limits.at(-1) ?? Number.NEGATIVE_INFINITY)) return null;
  const entry =
    look.kind === "classes"
      ? look.limits.findIndex((limit) => values[0]! <= limit)
      : look.kind === "ramp"
        ? Math.min(255, Math.floor(share(0) * 256))
        : Math.floor(values[0]! + 0.5);
  const at = entry * 4;
  if (entry < 0 || at >= look.table.length) return null;
  return [look.table[at]!, look.table[at + 1]!, look.table[at + 2]!, Math.round(opacity * look.table[at + 3]!)];
}

/** 0 to 1, from the alpha band; 1 without one. */
function opacityOf({ alpha, bands }: Look, values: readonly number[]): number {
  if (!alpha) return 1;
  const value = values[bands.length]!;
  return Math.max(0, Math.min(1, (Number.isNaN(value) ? alpha.absent : value) / alpha.max));
}
