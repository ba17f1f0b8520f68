import { type CellArray, cellTypeInfo } from "../../../src/cells/cell-type.ts";
import { FaultError, fail } from "../../../src/fault.ts";
import { BLOCK_LIMIT_BYTES, type TiffImage } from "../read/image.ts";
import { cmykToRgba } from "./cmyk.ts";
import { COMPRESSION } from "./compression.ts";
import { inflateInto } from "./inflate.ts";
import { decodeLzw } from "./lzw.ts";
import { decodePackBits } from "./packbits.ts";
import { rowBytes, toSamples } from "./samples.ts";
import { unitBytes, unitsToRgb } from "./ycbcr.ts";

/** The cells of one strip or tile, row by row, bands interleaved unless the image is planar. */
export interface Block {
  readonly data: CellArray;
  /** Cells a row, as stored: of a tile at the east edge those beyond the image too. */
  readonly cols: number;
  readonly rows: number;
  /** Bands in `data`. */
  readonly stride: number;
  /** 0 where the codec itself marks a cell as without value; null when it marks none. */
  readonly valid: Uint8Array | null;
}

/** What is to be decoded: `index` is for telling, `cols` and `rows` are those that the block holds. */
export interface BlockRequest {
  readonly image: TiffImage;
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly cols: number;
  readonly rows: number;
}

/** Cells of a block, and the bands that lie interleaved in it. */
export interface BlockShape {
  readonly cols: number;
  readonly rows: number;
  readonly stride: number;
}

/** Decode one block. Faults: `damaged-block`, `too-large`, `unsupported`. */
export async function decodeBlock(request: BlockRequest): Promise<Block> {
  const { image, index } = request;
  const stride = image.planar ? 1 : image.samples;
  const cells = request.cols * request.rows * stride;
  const needBytes = cells * Math.max(Math.ceil(image.bits / 8), cellTypeInfo(image.cellType).bytes);
  if (needBytes > BLOCK_LIMIT_BYTES) return fail({ tag: "too-large", what: `block ${index}`, needBytes, limitBytes: BLOCK_LIMIT_BYTES });
  try {
    const block = await decode(request, stride);
    if (image.colour?.kind === "cmyk" && block.data instanceof Uint8Array) cmykToRgba(block.data);
    return block;
  } catch (error) {
    if (error instanceof FaultError) throw error;
    return fail({ tag: "damaged-block", file: image.file, block: index, detail: error instanceof Error ? error.message : String(error) });
  }
}

async function decode({ image, bytes: stored, cols, rows }: BlockRequest, stride: number): Promise<Block> {
  const bytes = image.reversedBits ? stored.map(reverseBits) : stored;
  const perRow = cols * stride;
  const shape = { cols, rows, stride };
  if (image.compression === COMPRESSION.lerc) return { ...shape, ...(await (await import("./lerc.ts")).decodeLerc(image, bytes, shape)) };
  if (image.compression === COMPRESSION.jpeg) return { ...shape, data: await (await import("./jpeg.ts")).decodeJpeg(image, bytes, shape), valid: null };
  if (image.compression === COMPRESSION.webp) return { ...shape, data: await (await import("./webp.ts")).decodeWebp(image, bytes, shape), valid: null };
  const { colour } = image;
  const length = colour?.kind === "ycbcr" ? unitBytes(cols, rows, colour.h, colour.v) : rowBytes({ perRow, bits: image.bits }) * rows;
  const out = new Uint8Array(length);
  // Tiles are whole in most files, though only the rows inside the image are wanted.
  const written = await decompress(image.compression, bytes, out, Math.ceil(length / rows) * image.blockRows);
  if (written < out.length) throw new Error(`${written} of ${out.length} bytes`);
  const { littleEndian, format, bits, predictor } = image;
  if (colour?.kind === "ycbcr") return { ...shape, data: unitsToRgb(out, { cols, rows, ...colour }), valid: null };
  return { ...shape, data: toSamples(out, { littleEndian, format, bits, perRow, rows, stride, predictor }), valid: null };
}

async function decompress(compression: number, bytes: Uint8Array, out: Uint8Array, roomBytes: number): Promise<number> {
  switch (compression) {
    case COMPRESSION.none: {
      const whole = bytes.length > out.length ? bytes.subarray(0, out.length) : bytes;
      out.set(whole);
      return whole.length;
    }
    case COMPRESSION.lzw:
      return decodeLzw(bytes, out);
    case COMPRESSION.packBits:
      return decodePackBits(bytes, out);
    case COMPRESSION.zstd:
      return (await import("./zstd.ts")).decodeZstd(bytes, out, roomBytes);
    default:
      return inflateInto(bytes, out);
  }
}

const reverseBits = (byte: number): number => (((((byte * 0x0802) & 0x22110) | ((byte * 0x8020) & 0x88440)) * 0x10101) >> 16) & 255;
