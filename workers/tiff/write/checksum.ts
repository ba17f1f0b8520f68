/**
 * 32 bits of bytes, by MurmurHash3 of Austin Appleby (public domain): tells bytes that were written from those that were
 * not, at more than a gigabyte a second. `seed` is the checksum of what comes before.
 */
export function checksum(bytes: Uint8Array<ArrayBuffer>, seed: number): number {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, bytes.length >> 2);
  let hash = seed | 0;
  for (let i = 0; i < words.length; i++) {
    hash ^= scrambled(words[i]!);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let i = bytes.length - 1; i >= words.length * 4; i--) rest = (rest << 8) | bytes[i]!;
  hash ^= scrambled(rest) ^ bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scrambled(word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}
