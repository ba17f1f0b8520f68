import { Inflate, inflateSync } from "fflate";
import { kernelBytes, kernels } from "../../kernels/kernels.ts";
import { adler32 } from "../write/zlib/adler.ts";

/**
 * Undo zlib deflate into `out`; returns the bytes written, fewer when the data ends or breaks early. The kernels read the
 * streams that are right and exactly as long as expected. Others go through the browser's inflater, which refuses what is
 * followed by junk or lacks its checksum and costs more to set up than a small block, and through fflate.
 */
export async function inflateInto(input: Uint8Array, out: Uint8Array): Promise<number> {
  if (inflateByKernels(input, out)) return out.length;
  const written = out.length >= NATIVE_BYTES ? await inflateNative(input, out) : null;
  return written ?? inflatePortable(input, out);
}

/** True when `out` was filled, and nothing was amiss. */
export function inflateByKernels(input: Uint8Array, out: Uint8Array): boolean {
  const loops = Math.max(input.length, out.length) <= kernelBytes ? kernels() : null;
  if (!loops) return false;
  const at = loops.roomToInflate(input.length, out.length);
  new Uint8Array(loops.memory.buffer, at, input.length).set(input);
  if (loops.inflate() === 0) return false;
  out.set(new Uint8Array(loops.memory.buffer, loops.inflated(), out.length));
  return true;
}

/** Decoded size from which the native stream's set-up pays (measured in Chromium: even at 8 kB, twice as fast at 16 kB). */
const NATIVE_BYTES = 12_288;

/** Null when the stream is not to the native inflater's liking. */
async function inflateNative(input: Uint8Array, out: Uint8Array): Promise<number | null> {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  // Errors of the writing side are the same as those of the reading side, which are seen below.
  const sent = writer.write(input as Uint8Array<ArrayBuffer>).then(() => writer.close());
  sent.catch(() => undefined);
  let written = 0;
  try {
    while (written < out.length) {
      const { done, value } = await reader.read();
      if (done) return written;
      const part = written + value.length > out.length ? value.subarray(0, out.length - written) : value;
      out.set(part, written);
      written += part.length;
    }
    reader.cancel().catch(() => undefined);
    return written;
  } catch {
    // The portable inflater decides what this stream is worth.
    return null;
  }
}

function inflatePortable(input: Uint8Array, out: Uint8Array): number {
  // The two bytes of a zlib header (RFC 1950).
  if ((input[0]! & 15) !== 8 || ((input[0]! << 8) | input[1]!) % 31 !== 0) throw new Error("not a zlib stream");
  const body = input.subarray(2);
  return inflateAtOnce(body, out) ? out.length : inflateBySlices(body, out);
}

/** The quick way, which works when the stream fills `out` exactly. */
function inflateAtOnce(body: Uint8Array, out: Uint8Array): boolean {
  try {
    return inflateSync(body, { out }).length === out.length && endsWithChecksum(body, out);
  } catch {
    // The careful way finds out what is wrong, and how much is right.
    return false;
  }
}

function inflateBySlices(body: Uint8Array, out: Uint8Array): number {
  let written = 0;
  let isMore = false;
  const take = (part: Uint8Array) => {
    const count = Math.min(part.length, out.length - written);
    isMore ||= count < part.length;
    out.set(part.subarray(0, count), written);
    written += count;
  };
  const stream = new Inflate(take);
  let at = 0;
  try {
    // In slices, so that what comes before a break is kept and a bomb stops at the edge of `out`.
    for (; at < body.length && written < out.length; at += SLICE_BYTES) stream.push(body.subarray(at, at + SLICE_BYTES), at + SLICE_BYTES >= body.length);
  } catch (error) {
    if (written < out.length) throw error;
  }
  const isWhole = !isMore && at >= body.length;
  if (isWhole && written === out.length && !endsWithChecksum(body, out)) throw new Error("checksum of the zlib stream does not match");
  return written;
}

const SLICE_BYTES = 16_384;

/** Whether the Adler-32 of `out` stands behind the data. Junk may follow it, so it is looked for from the end. */
function endsWithChecksum(body: Uint8Array, out: Uint8Array): boolean {
  const sum = adler32(out);
  const bytes = [24, 16, 8, 0].map((shift) => (sum >>> shift) & 255);
  for (let i = body.length - 4; i >= 0; i--) if (bytes.every((byte, k) => body[i + k] === byte)) return true;
  return false;
}
