/** A Huffman table ready for reading: short codes by look-up, long ones by comparison. */
export interface HuffmanTable {
  /** By the next 9 bits: length · 256 + value; 0 for a longer code. */
  readonly quick: Uint16Array;
  /** The largest code of each length, −1 for none. */
  readonly maxCode: Int32Array;
  /** Where the values of each length start, less its smallest code. */
  readonly shift: Int32Array;
  readonly values: Uint8Array;
}

/** `counts[i]` codes have i + 1 bits; values in order of code (ITU T.81, annex C). */
export function huffmanTable(counts: Uint8Array, values: Uint8Array): HuffmanTable {
  const quick = new Uint16Array(512);
  const maxCode = new Int32Array(18).fill(-1);
  const shift = new Int32Array(18);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++) {
    const count = counts[length - 1]!;
    shift[length] = at - code;
    for (let i = 0; i < count; i++, code++, at++) if (length <= 9) quick.fill(length * 256 + values[at]!, code << (9 - length), (code + 1) << (9 - length));
    if (count > 0) maxCode[length] = code - 1;
    code <<= 1;
  }
  return { quick, maxCode, shift, values };
}

/** Reads the entropy-coded bits of a scan. Behind the data come zeros, as libjpeg gives them. */
export class BitReader {
  #hold = 0;
  #held = 0;
  /** Zeros given because the data ended. */
  missing = 0;

  constructor(
    readonly data: Uint8Array,
    public at: number,
  ) {}

  #fill(): void {
    while (this.#held <= 16) {
      let byte = 0;
      if (this.at >= this.data.length) this.missing++;
      else {
        byte = this.data[this.at]!;
        if (byte !== 255) this.at++;
        else if (this.data[this.at + 1] === 0) this.at += 2;
        else {
          // A marker: the scan is over.
          byte = 0;
          this.missing++;
        }
      }
      this.#hold = ((this.#hold << 8) | byte) & 0xffffff;
      this.#held += 8;
    }
  }

  bits(count: number): number {
    if (count === 0) return 0;
    if (this.#held < count) this.#fill();
    this.#held -= count;
    return (this.#hold >>> this.#held) & ((1 << count) - 1);
  }

  /** A number of `count` bits, negative when its first bit is 0 (T.81, EXTEND). */
  signed(count: number): number {
    const value = this.bits(count);
    return count > 0 && value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
  }

  symbol({ quick, maxCode, shift, values }: HuffmanTable): number {
    if (this.#held < 16) this.#fill();
    const hit = quick[(this.#hold >>> (this.#held - 9)) & 511]!;
    if (hit !== 0) {
      this.#held -= hit >>> 8;
      return hit & 255;
    }
    for (let length = 10; length <= 16; length++) {
      const code = (this.#hold >>> (this.#held - length)) & ((1 << length) - 1);
      if (code <= maxCode[length]!) {
        this.#held -= length;
        return values[code + shift[length]!]!;
      }
    }
    throw new Error("JPEG code is not in the table");
  }

  /** Drop the bits of the byte begun and step over a restart marker. */
  restart(): void {
    this.#hold = 0;
    this.#held = 0;
    while (this.at + 1 < this.data.length) {
      const marker = this.data[this.at + 1]!;
      if (this.data[this.at] === 255 && marker >= 0xd0 && marker <= 0xd7) {
        this.at += 2;
        return;
      }
      if (this.data[this.at] === 255 && marker !== 0 && marker !== 255) return;
      this.at++;
    }
  }
}
