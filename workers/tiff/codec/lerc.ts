import { decode, load } from "lerc";
import { type CellArray, cellTypeInfo } from "../../../src/cells/cell-type.ts";
import type { TiffImage } from "../read/image.ts";
import type { BlockShape } from "./decode-block.ts";
import { inflateInto } from "./inflate.ts";
import { decodeZstd } from "./zstd.ts";

let ready: Promise<void> | null = null;

/** Undo LERC, alone or inside Deflate or Zstandard. Cells that its mask leaves out are NaN in floats, 0 and not valid in integers. */
export async function decodeLerc(
  image: TiffImage,
  bytes: Uint8Array,
  { cols, rows, stride }: BlockShape,
): Promise<{ readonly data: CellArray; readonly valid: Uint8Array | null }> {
  ready ??= loadWasm();
  await ready;
  const { make, bytes: width } = cellTypeInfo(image.cellType);
  let blob = bytes;
  const wrap = image.lercParameters?.[1] ?? 0;
  if (wrap === 1 || wrap === 2) {
    // LERC never grows by more than its headers and masks over the plain cells.
    const room = new Uint8Array(cols * rows * stride * (width + 1) + 65_536);
    blob = room.subarray(0, await (wrap === 1 ? inflateInto(bytes, room) : decodeZstd(bytes, room, room.length)));
  }
  const { width: w, height: h, pixels, mask, bandMasks, depthCount } = decode(blob.slice().buffer, { returnInterleaved: true });
  if (w !== cols || h < rows) throw new Error(`LERC of ${w} by ${h} cells in a block of ${cols} by ${rows}`);
  const cells = cols * rows;
  const data = make(cells * stride);
  if (depthCount === stride) data.set(pixels[0]!.subarray(0, data.length));
  else for (let b = 0; b < stride; b++) for (let i = 0, to = b; i < cells; i++, to += stride) data[to] = pixels[b]![i]!;
  if (!mask?.subarray(0, cells).includes(0)) return { data, valid: null };
  const valid = new Uint8Array(data.length);
  for (let b = 0; b < stride; b++) {
    const present = bandMasks?.[b] ?? mask;
    for (let i = 0, to = b; i < cells; i++, to += stride) {
      valid[to] = present[i]!;
      if (present[i] === 0) data[to] = image.format === "float" ? Number.NaN : 0;
    }
  }
  return { data, valid };
}

/** The library looks for its wasm beside its script; bundled, that place is known only through the bundler. */
async function loadWasm(): Promise<void> {
  if (typeof self === "undefined") return load();
  const { default: url } = await import("lerc/lerc-wasm.wasm?url");
  return load({ locateFile: () => url });
}
