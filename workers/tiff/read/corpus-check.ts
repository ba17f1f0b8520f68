import type { CellArray } from "../../../src/cells/cell-type.ts";
import { faultOf } from "../../../src/fault.ts";
import { COMPRESSION } from "../codec/compression.ts";
import { bytesSource } from "../source.ts";
import { openTiff, type SceneReader } from "./open.ts";

/** What the corpus' manifest says of one file, so far as it is compared. */
export interface CorpusEntry {
  readonly name: string;
  readonly core: boolean;
  readonly expect: string;
  readonly size?: readonly [cols: number, rows: number];
  readonly band_count?: number;
  readonly geotransform?: readonly number[];
  readonly bands?: readonly CorpusBand[];
  readonly samples?: readonly (readonly [col: number, row: number, values: readonly (number | string | null)[]])[];
  readonly tiff?: { readonly compression_code?: number; readonly photometric?: number };
}

interface CorpusBand {
  readonly dtype: string;
  readonly nodata?: number | string | null;
  readonly sha256?: string;
  readonly min?: number | null;
  readonly max?: number | null;
  readonly mean?: number | null;
}

export interface Verdict {
  readonly ok: boolean;
  /** Why not, or how: "fault unsupported", "exact", "within 2". */
  readonly how: string;
}

/** Compares what is read of a file with what GDAL read of it. Larger images than 64 M cells are compared by sample cells only. */
export async function checkFile(entry: CorpusEntry, bytes: Uint8Array): Promise<Verdict> {
  let how: string;
  try {
    how = await compare(entry, await openTiff(entry.name, bytesSource(bytes), {}));
  } catch (error) {
    const fault = faultOf(error);
    const told = `fault ${JSON.stringify(fault).slice(0, 240)}`;
    return { ok: entry.expect !== "open" && fault.tag !== "bug", how: told };
  }
  // Where the manifest has no cells (too many, or GDAL could not read them), opening and reading without harm is all there is.
  const isDamaged = entry.expect.startsWith("reject: damaged pixel data");
  return { ok: how === "exact" || how.startsWith("within") || (how === NOTHING && !isDamaged), how };
}

const NOTHING = "nothing to compare";
const WHOLE_CELLS = 67_108_864;

async function compare(entry: CorpusEntry, scene: SceneReader): Promise<string> {
  const { meta } = scene;
  if (!entry.size || !entry.bands) return (await scene.readTile({ col: 0, row: 0, cols: Math.min(meta.cols, 64), rows: Math.min(meta.rows, 64) })) && NOTHING;
  const [cols, rows] = entry.size;
  if (meta.cols !== cols || meta.rows !== rows) return `size ${meta.cols}x${meta.rows}, not ${cols}x${rows}`;
  if (meta.bands.length !== entry.band_count) return `${meta.bands.length} bands, not ${entry.band_count}`;
  const place = entry.geotransform && affineOf(entry.geotransform);
  if (place && !meta.affine) return "no affine";
  if (place && meta.affine?.some((value, i) => Math.abs(value - place[i]!) > 1e-9 * Math.max(1, Math.abs(place[i]!))))
    return `affine ${meta.affine}, not ${place}`;
  const nodata = toNumber(entry.bands[0]?.nodata ?? null);
  if (meta.nodata !== null && !Object.is(meta.nodata, nodata)) return `nodata ${meta.nodata}, not ${nodata}`;
  if (meta.nodata === null && nodata !== null && fits(nodata, entry.bands[0]!.dtype)) return `no nodata, not ${nodata}`;
  const cells = cols * rows * meta.bands.length;
  if (cells > WHOLE_CELLS) return compareSamples(entry, scene);
  const { bands } = await scene.readTile({ col: 0, row: 0, cols, rows });
  if (!entry.bands[0]?.sha256) return compareSamples(entry, scene);
  const wrong: number[] = [];
  for (const [i, band] of bands.entries()) if ((await sha256(band, entry.bands[i]!.dtype)) !== entry.bands[i]!.sha256) wrong.push(i);
  if (wrong.length === 0) return "exact";
  if (!isLossy(entry)) return `cells of bands ${wrong} differ`;
  return compareSamples(entry, scene);
}

const isLossy = ({ tiff }: CorpusEntry): boolean => tiff?.compression_code === COMPRESSION.jpeg || tiff?.compression_code === COMPRESSION.webp;
/** JPEG decoders round differently, and upsample halved colours differently. */
const LOSSY_TOLERANCE = 8;

async function compareSamples(entry: CorpusEntry, scene: SceneReader): Promise<string> {
  if (!entry.samples?.length) return NOTHING;
  let worst = 0;
  for (const [col, row, expected] of entry.samples) {
    const { bands } = await scene.readTile({ col, row, cols: 1, rows: 1 });
    for (const [i, value] of expected.entries()) {
      const want = toNumber(value);
      const got = bands[i]![0]!;
      if (want === null || Object.is(got, want) || got === want) continue;
      worst = Math.max(worst, Math.abs(got - want));
      if (Number.isNaN(got) !== Number.isNaN(want) || Math.abs(got - want) > (isLossy(entry) ? LOSSY_TOLERANCE : 0))
        return `cell ${col},${row} band ${i} is ${got}, not ${want}`;
    }
  }
  return worst === 0 && !isLossy(entry) ? "exact" : `within ${worst}`;
}

const affineOf = ([c, a, b, f, d, e]: readonly number[]): number[] => [a!, b!, c!, d!, e!, f!];

const toNumber = (value: number | string | null): number | null =>
  value === null ? null : Number(String(value).replace("inf", "Infinity").replace("Infinityinity", "Infinity"));

function fits(value: number, dtype: string): boolean {
  if (/float/i.test(dtype)) return true;
  const range: Readonly<Record<string, readonly [number, number]>> = {
    Byte: [0, 255],
    Int8: [-128, 127],
    UInt16: [0, 65535],
    Int16: [-32768, 32767],
    UInt32: [0, 4294967295],
    Int32: [-2147483648, 2147483647],
  };
  const [min, max] = range[dtype] ?? [0, 0];
  return Number.isInteger(value) && value >= min && value <= max;
}

async function sha256(band: CellArray, dtype: string): Promise<string> {
  const stored = dtype === "Int64" ? BigInt64Array.from(band, BigInt) : dtype === "UInt64" ? BigUint64Array.from(band, BigInt) : band;
  const digest = await crypto.subtle.digest("SHA-256", stored as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
