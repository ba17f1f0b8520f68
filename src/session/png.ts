/** Rows of one byte a pixel that points into up to 256 colours, or of four bytes a pixel. */
export type Picture =
  | { readonly kind: "indexed"; readonly cols: number; readonly rows: number; readonly pixels: Uint8Array; readonly colours: Uint8Array }
  | { readonly kind: "rgba"; readonly cols: number; readonly rows: number; readonly pixels: Uint8Array };

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A PNG file. (PNG specification, W3C 2003: IHDR, PLTE and tRNS for an index, one IDAT, IEND; rows without a filter.) */
export async function encodePng(picture: Picture): Promise<Uint8Array<ArrayBuffer>> {
  const { zlibSync } = await import("fflate");
  const { kind, cols, rows, pixels } = picture;
  const bytes = kind === "indexed" ? 1 : 4;
  const lines = new Uint8Array(rows * (cols * bytes + 1));
  for (let row = 0; row < rows; row++) lines.set(pixels.subarray(row * cols * bytes, (row + 1) * cols * bytes), row * (cols * bytes + 1) + 1);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, cols);
  view.setUint32(4, rows);
  // Eight bits; colour type 3 is an index, 6 is red, green, blue and alpha.
  header.set([8, kind === "indexed" ? 3 : 6, 0, 0, 0], 8);
  const palette = kind === "indexed" ? paletteChunks(picture.colours) : [];
  return joined([Uint8Array.from(signature), chunk("IHDR", header), ...palette, chunk("IDAT", zlibSync(lines)), chunk("IEND", new Uint8Array(0))]);
}

function paletteChunks(colours: Uint8Array): Uint8Array[] {
  const count = colours.length / 4;
  const opaque = new Uint8Array(count * 3);
  const alphas = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    opaque.set(colours.subarray(i * 4, i * 4 + 3), i * 3);
    alphas[i] = colours[i * 4 + 3]!;
  }
  return [chunk("PLTE", opaque), chunk("tRNS", alphas)];
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) out[4 + i] = name.charCodeAt(i);
  out.set(data, 8);
  view.setUint32(data.length + 8, checksum(out.subarray(4, data.length + 8)));
  return out;
}

const checksums = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 as PNG and zip have it. */
function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) value = checksums[(value ^ bytes[i]!) & 255]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
