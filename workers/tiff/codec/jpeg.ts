import { getDecoder } from "geotiff";
import type { CellArray } from "../../../src/cells/cell-type.ts";
import type { TiffImage } from "../read/image.ts";
import { PHOTOMETRIC } from "../read/tag.ts";
import type { BlockShape } from "./decode-block.ts";

/** Undo JPEG; YCbCr comes out as red, green, blue. */
export async function decodeJpeg(image: TiffImage, bytes: Uint8Array, { cols, rows, stride }: BlockShape): Promise<CellArray> {
  const decoder = await getDecoder(image.compression, {
    tileWidth: cols,
    tileHeight: rows,
    predictor: 1,
    bitsPerSample: 8,
    planarConfiguration: image.planar ? 2 : 1,
    ...(image.jpegTables ? { JPEGTables: image.jpegTables } : {}),
  } as never);
  const data = new Uint8Array(await decoder.decodeBlock(bytes.slice().buffer));
  if (data.length < cols * rows * stride) throw new Error(`${data.length} of ${cols * rows * stride} samples`);
  if (image.photometric === PHOTOMETRIC.yCbCr && stride === 3) toRgb(data);
  return data.subarray(0, cols * rows * stride);
}

/** JFIF's conversion, in place: R = Y + 1.402 Cr, G = Y − 0.344136 Cb − 0.714136 Cr, B = Y + 1.772 Cb. */
function toRgb(data: Uint8Array): void {
  const clamped = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  for (let i = 0; i + 2 < data.length; i += 3) {
    const y = data[i]!;
    const cb = data[i + 1]! - 128;
    const cr = data[i + 2]! - 128;
    clamped[i] = y + 1.402 * cr;
    clamped[i + 1] = y - 0.344136 * cb - 0.714136 * cr;
    clamped[i + 2] = y + 1.772 * cb;
  }
}
