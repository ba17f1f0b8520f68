import { BitReader, type HuffmanTable } from "./huffman.ts";
import { type Component, type Frame, type Tables, zigZag } from "./parse.ts";

interface Scan {
  readonly data: Uint8Array;
  /** Where the entropy-coded bytes start. */
  readonly at: number;
  readonly header: Uint8Array;
  readonly frame: Frame;
  readonly tables: Tables;
}

interface Part {
  readonly component: Component;
  readonly dc: HuffmanTable | undefined;
  readonly ac: HuffmanTable | undefined;
  /** The last DC value. */
  prediction: number;
}

/** Adds one scan to the coefficients of its components; returns where it ends. */
export function decodeScan({ data, at, header, frame, tables }: Scan): number {
  const count = header[0]!;
  const parts: Part[] = Array.from({ length: count }, (_, i) => {
    const component = frame.components.find(({ id }) => id === header[1 + 2 * i]);
    if (!component) throw new Error("JPEG scan of an unknown component");
    component.quant ??= tables.quant[component.quantId] ?? null;
    const spec = header[2 + 2 * i]!;
    return { component, dc: tables.dc[spec >> 4], ac: tables.ac[spec & 15], prediction: 0 };
  });
  const bits = new BitReader(data, at);
  const block = blockDecoder(bits, frame.progressive, {
    first: header[1 + 2 * count]!,
    last: header[2 + 2 * count]!,
    high: header[3 + 2 * count]! >> 4,
    low: header[3 + 2 * count]! & 15,
  });

  // A scan of one component has no MCUs: it goes block by block over what belongs to the picture.
  const single = count === 1 ? parts[0]! : null;
  const across = single ? Math.ceil(single.component.width / 8) : Math.ceil(frame.width / (8 * frame.maxH));
  const down = single ? Math.ceil(single.component.height / 8) : Math.ceil(frame.height / (8 * frame.maxV));
  const total = across * down;
  for (let mcu = 0; mcu < total; mcu++) {
    if (tables.restartInterval > 0 && mcu > 0 && mcu % tables.restartInterval === 0) {
      bits.restart();
      block.restart();
      for (const part of parts) part.prediction = 0;
    }
    const row = Math.floor(mcu / across);
    const col = mcu - row * across;
    if (single) block.decode(single, (row * single.component.blocksAcross + col) * 64);
    else
      for (const part of parts) {
        const { h, v, blocksAcross } = part.component;
        for (let y = 0; y < v; y++) for (let x = 0; x < h; x++) block.decode(part, ((row * v + y) * blocksAcross + col * h + x) * 64);
      }
    // Half a stream of nothing is damage, not a missing end.
    if (bits.missing > total * 64 + 64) throw new Error("JPEG data ends early");
  }
  return bits.at;
}

/** The coefficients a progressive scan gives, in file order, and the bits of them. */
interface Band {
  readonly first: number;
  readonly last: number;
  readonly high: number;
  readonly low: number;
}

function blockDecoder(bits: BitReader, progressive: boolean, { first, last, high, low }: Band) {
  let endOfBand = 0;
  const need = (table: HuffmanTable | undefined): HuffmanTable => {
    if (!table) throw new Error("JPEG scan without its Huffman table");
    return table;
  };

  const sequential = (part: Part, at: number): void => {
    const { coefficients } = part.component;
    const ac = need(part.ac);
    part.prediction += bits.signed(bits.symbol(need(part.dc)));
    coefficients[at] = part.prediction;
    for (let k = 1; k < 64; k++) {
      const symbol = bits.symbol(ac);
      const size = symbol & 15;
      k += symbol >> 4;
      if (size === 0) {
        if (symbol !== 0xf0) return;
        continue;
      }
      coefficients[at + zigZag[k & 63]!] = bits.signed(size);
    }
  };
  const dcFirst = (part: Part, at: number): void => {
    part.prediction += bits.signed(bits.symbol(need(part.dc)));
    part.component.coefficients[at] = part.prediction << low;
  };
  const dcRefine = (part: Part, at: number): void => {
    if (bits.bits(1)) part.component.coefficients[at]! |= 1 << low;
  };
  const acFirst = (part: Part, at: number): void => {
    if (endOfBand > 0) {
      endOfBand--;
      return;
    }
    const ac = need(part.ac);
    for (let k = first; k <= last; k++) {
      const symbol = bits.symbol(ac);
      const run = symbol >> 4;
      const size = symbol & 15;
      if (size === 0) {
        if (run < 15) {
          endOfBand = (1 << run) - 1 + bits.bits(run);
          return;
        }
        k += 15;
        continue;
      }
      k += run;
      part.component.coefficients[at + zigZag[k & 63]!] = bits.signed(size) << low;
    }
  };
  const acRefine = (part: Part, at: number): void => {
    const { coefficients } = part.component;
    const ac = need(part.ac);
    const plus = 1 << low;
    const refine = (i: number): void => {
      const value = coefficients[i]!;
      if (bits.bits(1) && (Math.abs(value) & plus) === 0) coefficients[i] = value + (value < 0 ? -plus : plus);
    };
    let k = first;
    if (endOfBand === 0) {
      for (; k <= last; k++) {
        const symbol = bits.symbol(ac);
        let run = symbol >> 4;
        let value = 0;
        if ((symbol & 15) !== 0) value = bits.bits(1) ? plus : -plus;
        else if (run < 15) {
          endOfBand = (1 << run) + bits.bits(run);
          break;
        }
        for (; k <= last; k++) {
          const i = at + zigZag[k]!;
          if (coefficients[i] !== 0) refine(i);
          else if (run-- === 0) {
            if (value !== 0) coefficients[i] = value;
            break;
          }
        }
      }
    }
    if (endOfBand > 0) {
      for (; k <= last; k++) {
        const i = at + zigZag[k]!;
        if (coefficients[i] !== 0) refine(i);
      }
      endOfBand--;
    }
  };

  const decode = !progressive ? sequential : first === 0 ? (high === 0 ? dcFirst : dcRefine) : high === 0 ? acFirst : acRefine;
  return {
    decode,
    restart(): void {
      endOfBand = 0;
    },
  };
}
