/**
 * Bits into bytes, the lowest first (RFC 1951, section 3.1.1). Between calls fewer than 16 bits are pending. The array
 * is the caller's and has to be large enough.
 */
export class BitSink {
  at = 0;
  pending = 0;
  pendingBits = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The low `bits` (at most 16) of a value that has no others. */
  put(value: number, bits: number): void {
    this.pending |= value << this.pendingBits;
    this.pendingBits += bits;
    if (this.pendingBits >= 16) {
      this.bytes[this.at++] = this.pending;
      this.bytes[this.at++] = this.pending >>> 8;
      this.pending >>>= 16;
      this.pendingBits -= 16;
    }
  }

  /** Fills the byte begun with zeros. */
  align(): void {
    for (; this.pendingBits > 0; this.pendingBits -= 8) {
      this.bytes[this.at++] = this.pending;
      this.pending >>>= 8;
    }
    this.pendingBits = 0;
  }
}
