const red = new Int16Array(256);
const blue = new Int16Array(256);
const greenOfRed = new Int32Array(256);
const greenOfBlue = new Int32Array(256);
for (let i = 0; i < 256; i++) {
  const x = i - 128;
  red[i] = (91881 * x + 32768) >> 16;
  blue[i] = (116130 * x + 32768) >> 16;
  greenOfRed[i] = -46802 * x;
  greenOfBlue[i] = -22554 * x + 32768;
}

/**
 * One row of Y, Cb and Cr planes of 8 bits to interleaved red, green, blue at `to`, in libjpeg's fixed point (jdcolor.c):
 * R = Y + 1.402 Cr, G = Y − 0.34414 Cb − 0.71414 Cr, B = Y + 1.772 Cb.
 */
export function yCbCrRow(planes: readonly [luma: Uint8Array, cb: Uint8Array, cr: Uint8Array], out: Uint8ClampedArray, at: number, count: number): void {
  const [luma, cbs, crs] = planes;
  for (let i = 0, to = at; i < count; i++, to += 3) {
    const y = luma[i]!;
    const cb = cbs[i]!;
    const cr = crs[i]!;
    out[to] = y + red[cr]!;
    out[to + 1] = y + ((greenOfBlue[cb]! + greenOfRed[cr]!) >> 16);
    out[to + 2] = y + blue[cb]!;
  }
}

const clamp = (value: number): number => Math.max(0, Math.min(255, value));

/** How a TIFF without JPEG keeps YCbCr: luma weights, and the black and white of each component. */
export interface YCbCrSpace {
  readonly luma: readonly [red: number, green: number, blue: number];
  readonly blackWhite: readonly number[];
}

export const DEFAULT_YCBCR: YCbCrSpace = { luma: [0.299, 0.587, 0.114], blackWhite: [0, 255, 128, 255, 128, 255] };

/** Bytes of a block whose chroma is shared by units of h × v pixels. */
export const unitBytes = (cols: number, rows: number, h: number, v: number): number => Math.ceil(cols / h) * Math.ceil(rows / v) * (h * v + 2);

/** Units of h · v luma samples, one Cb, one Cr (TIFF 6.0, section 21) to interleaved red, green, blue, as libtiff does (tif_color.c). */
export function unitsToRgb(
  units: Uint8Array,
  { cols, rows, h, v, space }: { cols: number; rows: number; h: number; v: number; space: YCbCrSpace },
): Uint8Array {
  const { luminance, redOf, blueOf, greenOfCr, greenOfCb } = spaceTables(space);
  const out = new Uint8Array(cols * rows * 3);
  const across = Math.ceil(cols / h);
  const each = h * v + 2;
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < cols; x++) {
      const at = (Math.floor(y / v) * across + Math.floor(x / h)) * each;
      const light = luminance[units[at + (y % v) * h + (x % h)]!]!;
      const cb = units[at + each - 2]!;
      const cr = units[at + each - 1]!;
      const to = (y * cols + x) * 3;
      out[to] = clamp(light + redOf[cr]!);
      out[to + 1] = clamp(light + ((greenOfCb[cb]! + greenOfCr[cr]!) >> 16));
      out[to + 2] = clamp(light + blueOf[cb]!);
    }
  return out;
}

function spaceTables({ luma: [lumaRed, lumaGreen, lumaBlue], blackWhite }: YCbCrSpace) {
  const fix = (value: number) => Math.floor(Math.min(2, Math.max(0, value)) * 65536 + 0.5);
  const toRed = 2 - 2 * lumaRed;
  const toBlue = 2 - 2 * lumaBlue;
  const scaled = (code: number, black: number, white: number, range: number) =>
    Math.trunc(Math.min(4096, Math.max(-4096, ((code - Math.trunc(black)) * range) / (white - black || 1))));
  const [y0 = 0, y1 = 255, cb0 = 128, cb1 = 255, cr0 = 128, cr1 = 255] = blackWhite;
  const codes = Array.from({ length: 256 }, (_, i) => i);
  const crs = codes.map((i) => scaled(i - 128, cr0 - 128, cr1 - 128, 127));
  const cbs = codes.map((i) => scaled(i - 128, cb0 - 128, cb1 - 128, 127));
  return {
    luminance: codes.map((i) => scaled(i, y0, y1, 255)),
    redOf: crs.map((cr) => (fix(toRed) * cr + 32768) >> 16),
    blueOf: cbs.map((cb) => (fix(toBlue) * cb + 32768) >> 16),
    greenOfCr: crs.map((cr) => -fix((lumaRed * toRed) / lumaGreen) * cr),
    greenOfCb: cbs.map((cb) => -fix((lumaBlue * toBlue) / lumaGreen) * cb + 32768),
  };
}
