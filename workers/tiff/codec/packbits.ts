/** Undo PackBits into `out`; returns the bytes written, at most `out.length`, fewer when the input ends early. */
export function decodePackBits(input: Uint8Array, out: Uint8Array): number {
  let at = 0;
  let written = 0;
  while (at < input.length && written < out.length) {
    const header = input[at++]!;
    if (header === 128) continue;
    if (header > 128) {
      const end = Math.min(out.length, written + 257 - header);
      if (at >= input.length) return written;
      out.fill(input[at++]!, written, end);
      written = end;
    } else {
      const count = Math.min(header + 1, input.length - at, out.length - written);
      out.set(input.subarray(at, at + count), written);
      at += header + 1;
      written += count;
    }
  }
  return written;
}
