import type { CellArray } from "../../../src/cells/cell-type.ts";
import { fail } from "../../../src/fault.ts";
import type { TiffImage } from "../read/image.ts";
import { bitmapPixels } from "./bitmap-pixels.ts";
import type { BlockShape } from "./decode-block.ts";

/** Undo WebP with the browser's own decoder, the samples exact even where they are transparent; elsewhere it is a fault `unsupported`. */
export async function decodeWebp(image: TiffImage, bytes: Uint8Array, { cols, rows, stride }: BlockShape): Promise<CellArray> {
  const unsupported = (value: string): never => fail({ tag: "unsupported", file: image.file, feature: "compression", value });
  if (typeof createImageBitmap === "undefined") return unsupported("WebP outside a browser");
  if (stride !== 3 && stride !== 4) throw new Error(`WebP with ${stride} bands`);
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "image/webp" });
  const bitmap = await createImageBitmap(blob, { premultiplyAlpha: "none", colorSpaceConversion: "none" });
  try {
    if (bitmap.width < cols || bitmap.height < rows) throw new Error(`WebP of ${bitmap.width} by ${bitmap.height} in a block of ${cols} by ${rows}`);
    const rgba = bitmapPixels(bitmap, cols, rows) ?? unsupported("WebP without WebGL 2");
    if (stride === 4) return rgba;
    const out = new Uint8Array(cols * rows * 3);
    for (let i = 0, to = 0; to < out.length; i += 4, to += 3) {
      out[to] = rgba[i]!;
      out[to + 1] = rgba[i + 1]!;
      out[to + 2] = rgba[i + 2]!;
    }
    return out;
  } finally {
    bitmap.close();
  }
}
