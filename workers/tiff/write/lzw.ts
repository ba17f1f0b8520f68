const clear = 256;
const endOfInformation = 257;
const firstFree = 258;
/** libtiff clears its table here, two codes before 12 bits run out, and every reader can follow. */
const tableFull = 4094;

const slots = 1 << 13;
const keys = new Int32Array(slots);
const codes = new Uint16Array(slots);

/**
 * TIFF's LZW: codes of 9 to 12 bits, most significant bit first, each width left one code early.
 * TIFF 6.0, section 13, with the clearing rule of libtiff's tif_lzw.c.
 */
export function lzw(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  // A code of 12 bits for every byte is the worst that can come out, clears included in the narrower codes before.
  const out = new Uint8Array(Math.ceil(bytes.length * 1.5) + 16);
  let at = 0;
  let pending = 0;
  let pendingBits = 0;
  let width = 9;
  let free = firstFree;

  const put = (code: number) => {
    pending = (pending << width) | code;
    pendingBits += width;
    while (pendingBits >= 8) {
      pendingBits -= 8;
      out[at++] = pending >>> pendingBits;
    }
    pending &= (1 << pendingBits) - 1;
  };
  const grow = () => {
    free++;
    if (free === tableFull) {
      put(clear);
      keys.fill(-1);
      free = firstFree;
      width = 9;
    } else if (free === 1 << width) width++;
  };

  keys.fill(-1);
  put(clear);
  if (bytes.length > 0) {
    let prefix = bytes[0]!;
    for (let i = 1; i < bytes.length; i++) {
      const byte = bytes[i]!;
      const key = (prefix << 8) | byte;
      let slot = ((key * 0x9e37) >>> 3) & (slots - 1);
      while (keys[slot] !== key && keys[slot] !== -1) slot = (slot + 1) & (slots - 1);
      if (keys[slot] === key) prefix = codes[slot]!;
      else {
        put(prefix);
        keys[slot] = key;
        codes[slot] = free;
        prefix = byte;
        grow();
      }
    }
    put(prefix);
    grow();
  }
  put(endOfInformation);
  if (pendingBits > 0) out[at++] = pending << (8 - pendingBits);
  return out.slice(0, at);
}
