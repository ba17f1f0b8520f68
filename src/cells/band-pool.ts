/** Bytes of bands that may lie idle in one thread. */
const limitBytes = 64 << 20;
/** A buffer serves a band that fills at least this share of it. */
const leastShare = 0.5;

const idle: ArrayBuffer[] = [];
let idleBytes = 0;

/**
 * A band of `length` cells with anything in them, from a buffer that was given back when there is one: memory that was
 * used before costs nothing, fresh memory about a millisecond a megabyte. The band may be shorter than its buffer.
 */
export function takeBand(length: number): Float64Array<ArrayBuffer> {
  const bytes = length * Float64Array.BYTES_PER_ELEMENT;
  // The newest first: it is the likeliest to be in the processor's cache.
  for (let i = idle.length - 1; i >= 0; i--) {
    const buffer = idle[i]!;
    if (buffer.byteLength < bytes || buffer.byteLength * leastShare > bytes) continue;
    idle.splice(i, 1);
    idleBytes -= buffer.byteLength;
    return new Float64Array(buffer, 0, length);
  }
  return new Float64Array(length);
}

/**
 * Give bands back that nobody looks at any more. Those whose memory is in use in `still` are left alone, so that a kernel
 * may pass its input's bands on.
 */
export function giveBack(bands: readonly Float64Array[], still: readonly Float64Array[] = []): void {
  for (const { buffer } of bands) {
    if (!(buffer instanceof ArrayBuffer) || buffer.byteLength === 0 || idle.includes(buffer) || still.some((band) => band.buffer === buffer)) continue;
    idle.push(buffer);
    idleBytes += buffer.byteLength;
  }
  while (idleBytes > limitBytes) idleBytes -= idle.shift()!.byteLength;
}
