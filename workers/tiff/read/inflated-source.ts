import { cellTypeInfo } from "../../../src/cells/cell-type.ts";
import { FaultError, fail } from "../../../src/fault.ts";
import { COMPRESSION } from "../codec/compression.ts";
import { rowBytes } from "../codec/samples.ts";
import type { ByteRange, ByteSource } from "../source.ts";
import { storedGrid } from "./block-grid.ts";
import type { TiffImage } from "./image.ts";

/** An image and the source in which its blocks lie. */
export interface ImageBytes {
  readonly image: TiffImage;
  readonly source: ByteSource;
}

/**
 * Deflate blocks so large that they should never be whole in memory, as an uncompressed image over a source that
 * inflates on the way. Reading on is cheap; reading what lies before the last read starts its block anew.
 * Other images come back as they are.
 */
export function streamed({ image, source }: ImageBytes, fromBlockBytes = 33_554_432): ImageBytes {
  const isDeflate = image.compression === COMPRESSION.deflate || image.compression === COMPRESSION.oldDeflate;
  const stride = image.planar ? 1 : image.samples;
  const span = rowBytes({ perRow: image.blockCols * stride, bits: image.bits }) * image.blockRows;
  const decoded = image.blockCols * image.blockRows * stride * cellTypeInfo(image.cellType).bytes;
  if (!isDeflate || image.colour !== null || image.reversedBits || image.placeBlocks !== null || decoded < fromBlockBytes) return { image, source };
  const grid = storedGrid(image, source.size);
  const planes = image.planar ? image.samples : 1;
  const ranges: (ByteRange | null)[] = [];
  for (let plane = 0; plane < planes; plane++)
    for (let row = 0; row < grid.down; row++) for (let col = 0; col < grid.across; col++) ranges.push(grid.range(plane, col, row));
  // Offset 0 would mean "absent", so the inflated bytes start at 1.
  const offsets = ranges.map((range, i) => (range ? 1 + i * span : 0));
  return { image: { ...image, compression: COMPRESSION.none, offsets, byteCounts: null }, source: inflatedSource({ file: image.file, source, ranges, span }) };
}

interface Inflated {
  readonly file: string;
  readonly source: ByteSource;
  readonly ranges: readonly (ByteRange | null)[];
  /** Inflated bytes of a block. */
  readonly span: number;
}

function inflatedSource({ file, source, ranges, span }: Inflated): ByteSource {
  let open: { readonly block: number; readonly stream: InflatingStream } | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const readBlock = async (block: number, from: number, out: Uint8Array): Promise<void> => {
    const range = ranges[block];
    if (!range) return fail({ tag: "damaged-block", file, block, detail: "not in the file" });
    if (open?.block !== block || open.stream.at > from) {
      open?.stream.close();
      open = { block, stream: new InflatingStream(source, range) };
    }
    try {
      await open.stream.take(from, out);
    } catch (error) {
      open.stream.close();
      open = null;
      if (error instanceof FaultError) throw error;
      if (range.offset + range.length > source.size) return fail({ tag: "truncated", file, haveBytes: source.size, needBytes: range.offset + range.length });
      return fail({ tag: "damaged-block", file, block, detail: error instanceof Error ? error.message : String(error) });
    }
  };
  return {
    size: 1 + ranges.length * span,
    read(offset, length) {
      const work = async (): Promise<Uint8Array> => {
        const out = new Uint8Array(length);
        for (let done = 0; done < length; ) {
          const block = Math.floor((offset - 1 + done) / span);
          const from = offset - 1 + done - block * span;
          const count = Math.min(length - done, span - from);
          await readBlock(block, from, out.subarray(done, done + count));
          done += count;
        }
        return out;
      };
      // One at a time: they share the stream.
      const next = queue.then(work);
      queue = next.catch(() => undefined);
      return next;
    },
  };
}

const WINDOW_BYTES = 1_048_576;

/** The inflated bytes of one range, front to back. */
class InflatingStream {
  /** The next byte that `take` can give. */
  at = 0;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #part: Uint8Array = new Uint8Array(0);

  constructor(source: ByteSource, { offset, length }: ByteRange) {
    let sent = 0;
    const windows = new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(controller) {
        if (sent >= length) return controller.close();
        const bytes = await source.read(offset + sent, Math.min(WINDOW_BYTES, length - sent));
        if (bytes.length === 0) return controller.close();
        sent += bytes.length;
        controller.enqueue(bytes as Uint8Array<ArrayBuffer>);
      },
    });
    this.#reader = windows.pipeThrough(new DecompressionStream("deflate")).getReader();
  }

  /** Fill `out` with what follows `from`, which must not lie before `at`. */
  async take(from: number, out: Uint8Array): Promise<void> {
    for (let written = 0; written < out.length; ) {
      if (this.#part.length === 0) {
        const { done, value } = await this.#reader.read();
        if (done) throw new Error(`zlib stream ends after ${this.at} bytes`);
        this.#part = value;
      }
      const skip = Math.min(this.#part.length, Math.max(0, from - this.at));
      const count = Math.min(this.#part.length - skip, out.length - written);
      out.set(this.#part.subarray(skip, skip + count), written);
      written += count;
      this.at += skip + count;
      this.#part = this.#part.subarray(skip + count);
    }
  }

  close(): void {
    // Nobody waits for the rest any more, so how its end goes is of no interest.
    this.#reader.cancel().catch(() => undefined);
  }
}
