import type { CellArray } from "../../../src/cells/cell-type.ts";
import { fail } from "../../../src/fault.ts";
import type { TiffImage } from "../read/image.ts";
import { PHOTOMETRIC } from "../read/tag.ts";
import type { BlockShape } from "./decode-block.ts";
import { inverseDct } from "./jpeg/idct.ts";
import { type Component, type Frame, noTables, parseJpeg, type Tables, UnsupportedJpeg } from "./jpeg/parse.ts";
import { type Plane, upsampleRow } from "./jpeg/upsample.ts";
import { yCbCrRow } from "./ycbcr.ts";

/**
 * Undo JPEG (baseline and progressive, 8 bits), pixel for pixel as libjpeg does: a browser's decoder would cap the
 * components at three, guess their colour space and exist only in browsers. YCbCr comes out as red, green, blue.
 */
export function decodeJpeg(image: TiffImage, bytes: Uint8Array, { cols, rows, stride }: BlockShape): CellArray {
  const tables = sharedTables(image.jpegTables);
  const frame = readFrame(image, bytes, tables);
  if (!frame) throw new Error("no JPEG image");
  const { width, height, components } = frame;
  if (components.length !== stride) throw new Error(`JPEG of ${components.length} components, not ${stride}`);
  if (width > cols || height > image.blockRows || height < rows) throw new Error(`JPEG of ${width} by ${height} in a block of ${cols} by ${image.blockRows}`);
  const lines = components.map((component) => {
    const [ratioX, ratioY] = [frame.maxH / component.h, frame.maxV / component.v];
    if (!Number.isInteger(ratioX) || !Number.isInteger(ratioY))
      return fail({ tag: "unsupported", file: image.file, feature: "compression", value: "JPEG with broken sampling ratios" });
    const plane = samplesOf(component);
    return { plane, ratioX, ratioY, line: new Uint8Array(plane.width * ratioX + 1) };
  });
  const out = new Uint8Array(cols * rows * stride);
  const clamped = new Uint8ClampedArray(out.buffer);
  const [first, second, third] = lines;
  const colour = image.photometric === PHOTOMETRIC.yCbCr && stride === 3 ? ([first!.line, second!.line, third!.line] as const) : null;
  for (let y = 0; y < rows; y++) {
    for (const { plane, ratioX, ratioY, line } of lines) upsampleRow(plane, ratioX, ratioY, y, line);
    const at = y * cols * stride;
    if (colour) yCbCrRow(colour, clamped, at, width);
    else for (let c = 0; c < stride; c++) interleave(lines[c]!.line, out, at + c, stride, width);
  }
  return out;
}

function interleave(line: Uint8Array, out: Uint8Array, at: number, stride: number, count: number): void {
  for (let i = 0, to = at; i < count; i++, to += stride) out[to] = line[i]!;
}

function readFrame(image: TiffImage, bytes: Uint8Array, tables: Tables): Frame | null {
  try {
    // Twice the block: edge MCUs are whole. More would be a bomb.
    return parseJpeg(bytes, tables, image.blockCols * image.blockRows * 4);
  } catch (error) {
    if (error instanceof UnsupportedJpeg) return fail({ tag: "unsupported", file: image.file, feature: "compression", value: error.message });
    throw error;
  }
}

/** JPEGTables hold what all blocks of the image share. Each block starts from them anew. */
function sharedTables(jpegTables: Uint8Array | null): Tables {
  const tables = noTables();
  if (jpegTables) parseJpeg(jpegTables, tables, 0);
  return tables;
}

function samplesOf({ coefficients, quant, blocksAcross, blocksDown, width, height }: Component): Plane {
  if (!quant) throw new Error("JPEG without its quantisation table");
  const pitch = blocksAcross * 8;
  const data = new Uint8Array(pitch * blocksDown * 8);
  for (let row = 0; row < blocksDown; row++)
    for (let col = 0; col < blocksAcross; col++) inverseDct(coefficients, (row * blocksAcross + col) * 64, quant, data, row * 8 * pitch + col * 8, pitch);
  return { data, pitch, width, height };
}
