import type { CellArray } from "../../../src/cells/cell-type.ts";
import { fail } from "../../../src/fault.ts";
import type { TiffImage } from "../read/image.ts";
import type { BlockShape } from "./decode-block.ts";

/** Undo WebP with the browser's own decoder; elsewhere it is a fault `unsupported`. */
export async function decodeWebp(image: TiffImage, _bytes: Uint8Array, _shape: BlockShape): Promise<CellArray> {
  return fail({ tag: "unsupported", file: image.file, feature: "compression", value: "WebP outside a browser" });
}
