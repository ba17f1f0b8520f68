/** Adler-32 of the bytes (RFC 1950, section 8.2), as a signed 32-bit number; 1 for none. */
export function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let at = 0; at < bytes.length; ) {
    // The most bytes after which `high` still fits 31 bits.
    const end = Math.min(at + 3800, bytes.length);
    for (; at < end; at++) {
      low = (low + bytes[at]!) | 0;
      high = (high + low) | 0;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return (high << 16) | low;
}
