import { type CellArray, cellTypeInfo } from "../../../src/cells/cell-type.ts";
import { FaultError } from "../../../src/fault.ts";
import type { Window } from "../../../src/grid/grid.ts";
import type { SceneMeta } from "../../../src/layer/scene.ts";
import { COMPRESSION } from "../codec/compression.ts";
import { type ByteSource, blockPages } from "../source.ts";
import { blockCache } from "./block-cache.ts";
import { describeScene } from "./describe.ts";
import { type Ifd, readDirectories } from "./ifd.ts";
import { describeImage, type TiffImage } from "./image.ts";
import { type ImageBytes, streamed } from "./inflated-source.ts";
import { bestLevel, factorOf, type Level, type LevelWindow, sample } from "./levels.ts";
import type { SideCars } from "./place.ts";
import { type RawBand, readWindow } from "./read-window.ts";
import { PHOTOMETRIC, TAG } from "./tag.ts";

/** An opened file: its facts, and its cells on demand. */
export interface SceneReader {
  readonly meta: SceneMeta;
  /**
   * Bands (all when null) of a window, as fresh arrays of cols × rows: NaN where the cell is nodata, masked, or outside
   * the image. The window counts cells of its level; levels above 0 show the nearest cell. Faults: `cancelled`, `truncated`,
   * `damaged-block`, `too-large`, `unsupported`, `file-gone`.
   */
  readCells(window: LevelWindow, bands: readonly number[] | null, isCancelled: () => boolean): Promise<Float64Array[]>;
  /** All bands of a window at level 0 as stored, nodata included; `valid` is 0 where a mask or the image's edge takes the cell away. */
  readTile(window: Window): Promise<{ readonly bands: CellArray[]; readonly valid: Uint8Array[] | null }>;
}

/**
 * Open a file by its header; no pixel is decoded. `known` are facts from an earlier opening, which spare finding them
 * again. Faults: `not-a-tiff`, `truncated`, `unsupported`, `too-large`.
 */
export async function openTiff(name: string, source: ByteSource, sideCars: SideCars, known: SceneMeta | null = null): Promise<SceneReader> {
  const tiff = await readDirectories(name, source);
  const first = tiff.ifds[0]!;
  const image = describeImage(name, tiff, first);
  const others = tiff.ifds.slice(1);
  const overviews = others.filter((ifd) => (subfileType(ifd) & 5) === 1).flatMap((ifd) => describeOther(name, tiff, ifd));
  const masks = others.filter((ifd) => (subfileType(ifd) & 4) === 4).flatMap((ifd) => describeOther(name, tiff, ifd));
  const smaller = overviews.filter((it) => it.samples === image.samples && it.cellType === image.cellType && it.cols < image.cols);
  const hasMask = masks.some((mask) => mask.cols === image.cols && mask.rows === image.rows);
  const meta =
    known ??
    (await describeScene({
      name,
      source,
      ifd: first,
      image,
      sideCars,
      overviews: smaller.map(({ cols, rows }) => ({ cols, rows })),
      hasMask,
    }));
  const pages = blockPages(source, meta.id);
  // Uncompressed cells are read by rows, as far apart as a preview needs them.
  const bytesOf = (bytes: ImageBytes): ImageBytes => (bytes.image.compression === COMPRESSION.none ? bytes : { ...bytes, source: pages });
  const level = (part: TiffImage, index: number): Level => ({
    stored: { ...bytesOf(streamed({ image: part, source })), cache: blockCache, key: `${meta.id}/${index}` },
    factorX: factorOf(image.cols, part.cols),
    factorY: factorOf(image.rows, part.rows),
  });
  const pictures = [image, ...smaller].map(level);
  const validity = meta.hasMask ? masks.map((mask, i) => level(mask, -1 - i)) : [];
  const allBands = Array.from({ length: image.samples }, (_, band) => band);

  const readRaw = async (window: LevelWindow, bands: readonly number[], isCancelled: () => boolean): Promise<RawBand[]> => {
    const absent = meta.nodata ?? 0;
    const picture = bestLevel(pictures, window.level);
    const raw = await readWindow(picture.stored, { sampling: sample(picture, image, window), bands, absent, isCancelled });
    if (validity.length === 0) return raw;
    const mask = bestLevel(validity, window.level);
    const [marks] = await readWindow(mask.stored, { sampling: sample(mask, image, window), bands: [0], absent: 0, isCancelled });
    return raw.map((band) => masked(band, marks!.cells));
  };

  return {
    meta,
    async readCells(window, bands, isCancelled) {
      const raw = await readRaw(window, bands ?? allBands, isCancelled);
      for (const { cells, valid } of raw) {
        if (valid) for (let i = 0; i < cells.length; i++) if (valid[i] === 0) cells[i] = Number.NaN;
        dropNodata(cells, meta.nodata);
      }
      return raw.map(({ cells }) => cells);
    },
    async readTile(window) {
      const raw = await readRaw({ level: 0, ...window }, allBands, () => false);
      const { make } = cellTypeInfo(meta.cellType);
      const bands = raw.map(({ cells }) => {
        const band = make(cells.length);
        band.set(cells);
        return band;
      });
      return { bands, valid: raw.some(({ valid }) => valid) ? raw.map(({ cells, valid }) => valid ?? new Uint8Array(cells.length).fill(1)) : null };
    },
  };
}

const subfileType = (ifd: Ifd): number => {
  const type = ifd.number(TAG.newSubfileType) ?? 0;
  return ifd.number(TAG.photometric) === PHOTOMETRIC.mask ? type | 4 : type;
};

/** An overview or a mask that cannot be read is done without. */
function describeOther(name: string, tiff: { readonly littleEndian: boolean }, ifd: Ifd): TiffImage[] {
  try {
    return [describeImage(name, tiff, ifd)];
  } catch (error) {
    if (error instanceof FaultError) return [];
    throw error;
  }
}

function dropNodata(cells: Float64Array, nodata: number | null): void {
  if (nodata === null || Number.isNaN(nodata)) return;
  for (let i = 0; i < cells.length; i++) if (cells[i] === nodata) cells[i] = Number.NaN;
}

function masked({ cells, valid }: RawBand, marks: Float64Array): RawBand {
  const out = valid ?? new Uint8Array(cells.length).fill(1);
  for (let i = 0; i < out.length; i++) if (marks[i] === 0) out[i] = 0;
  return { cells, valid: out };
}
