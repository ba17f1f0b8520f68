/**
 * Undo TIFF LZW into `out`; returns the bytes written, at most `out.length`. Throws on a code that is not in the
 * table. Reads both bit orders: a stream that starts 00 01 is of the kind from before TIFF 6.0, least bit first.
 */
export function decodeLzw(input: Uint8Array, out: Uint8Array): number {
  const old = input.length > 1 && input[0] === 0 && (input[1]! & 1) === 1;
  const prefix = new Uint16Array(TABLE);
  const suffix = new Uint8Array(TABLE);
  const length = new Uint16Array(TABLE);
  for (let i = 0; i < 256; i++) {
    suffix[i] = i;
    length[i] = 1;
  }
  let next = FIRST;
  let width = 9;
  let previous = -1;
  let first = 0;
  let hold = 0;
  let held = 0;
  let at = 0;
  let written = 0;
  while (written < out.length) {
    while (held < width) {
      if (at >= input.length) return written;
      if (old) hold |= input[at++]! << held;
      else hold = ((hold << 8) | input[at++]!) & 0xffffff;
      held += 8;
    }
    let code: number;
    if (old) {
      code = hold & ((1 << width) - 1);
      hold >>>= width;
    } else code = (hold >>> (held - width)) & ((1 << width) - 1);
    held -= width;

    if (code === CLEAR) {
      next = FIRST;
      width = 9;
      previous = -1;
      continue;
    }
    if (code === END) return written;
    if (previous < 0) {
      if (code > 255) throw new Error(`LZW code ${code} first`);
      out[written++] = code;
      first = code;
      previous = code;
      continue;
    }
    if (code > next) throw new Error(`LZW code ${code} is not in the table`);
    if (next < TABLE) {
      prefix[next] = previous;
      length[next] = length[previous]! + 1;
    }
    const isNew = code === next;
    if (isNew && next >= TABLE) throw new Error("LZW table is full");
    let link = isNew ? previous : code;
    const size = length[link]!;
    let to = written + size - 1;
    while (to >= out.length) {
      link = prefix[link]!;
      to--;
    }
    while (to > written) {
      out[to--] = suffix[link]!;
      link = prefix[link]!;
    }
    while (link > 255) link = prefix[link]!;
    first = link;
    out[written] = first;
    written = Math.min(out.length, written + size);
    if (isNew && written < out.length) out[written++] = first;
    if (next < TABLE) {
      suffix[next] = first;
      next++;
      // TIFF 6.0 widens one code early, its forerunner on time.
      if (next + (old ? 0 : 1) >= 1 << width && width < 12) width++;
    }
    previous = code;
  }
  return written;
}

const TABLE = 4096;
const CLEAR = 256;
const END = 257;
const FIRST = 258;
