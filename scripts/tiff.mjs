import { deflateSync } from "node:zlib";

const ascii = 2;
const short = 3;
const long = 4;
const double = 12;
const entryBytes = { [ascii]: 1, [short]: 2, [long]: 4, [double]: 8 };

/** One directory entry; numbers are written little-endian in the width of their kind. */
function entry(tag, kind, values) {
  const data = kind === ascii ? Buffer.from(`${values}\0`, "utf8") : Buffer.alloc(values.length * entryBytes[kind]);
  if (kind !== ascii)
    for (const [i, value] of values.entries()) {
      if (kind === short) data.writeUInt16LE(value, i * 2);
      else if (kind === long) data.writeUInt32LE(value, i * 4);
      else data.writeDoubleLE(value, i * 8);
    }
  return { tag, kind, count: data.length / entryBytes[kind], data };
}

/** Differences along rows in the cells' own width, wrapping around (predictor 2). */
function difference(cells, cols, bands) {
  for (let start = 0; start < cells.length; start += cols * bands) for (let i = start + cols * bands - 1; i >= start + bands; i--) cells[i] -= cells[i - bands];
}

/** Bytes of one tile, its bands interleaved; beyond the image the last cell is repeated, which packs best. */
function tileBytes({ bands, cols, rows, deflate }, tileSize, left, top) {
  const cells = new bands[0].constructor(tileSize * tileSize * bands.length);
  for (let row = 0; row < tileSize; row++)
    for (let col = 0; col < tileSize; col++) {
      const from = Math.min(rows - 1, top + row) * cols + Math.min(cols - 1, left + col);
      for (let band = 0; band < bands.length; band++) cells[(row * tileSize + col) * bands.length + band] = bands[band][from];
    }
  if (deflate) difference(cells, tileSize, bands.length);
  const bytes = Buffer.from(cells.buffer, cells.byteOffset, cells.byteLength);
  return deflate ? deflateSync(bytes, { level: deflate }) : bytes;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

function metadata({ bandNames, unit, items }) {
  const lines = [
    ...Object.entries(items ?? {}).map(([name, text]) => `<Item name="${name}">${escaped(text)}</Item>`),
    ...(bandNames ?? []).map((name, i) => `<Item name="DESCRIPTION" sample="${i}" role="description">${escaped(name)}</Item>`),
    ...(unit ? [`<Item name="UNITTYPE" sample="0" role="unittype">${unit}</Item>`] : []),
  ];
  return lines.length > 0 ? [entry(42112, ascii, `<GDALMetadata>\n${lines.join("\n")}\n</GDALMetadata>\n`)] : [];
}

function colourMap(palette) {
  const table = new Array(768).fill(0);
  for (const [value, colour] of palette.entries()) for (const [channel, amount] of colour.entries()) table[channel * 256 + value] = amount * 257;
  return entry(320, short, table);
}

/**
 * A tiled little-endian GeoTIFF. `bands` are typed arrays of one integer type, row by row; `deflate` is the zlib level, 0 for none;
 * `origin` is the outer north-west corner in units of the projected `epsg`. Optional: nodata, palette, bandNames, unit, items, dateTime.
 */
export function geoTiff(image) {
  const { bands, cols, rows, origin, cell, epsg, nodata, palette, dateTime, deflate } = image;
  const tileSize = image.tileSize ?? 128;
  const tiles = [];
  for (let top = 0; top < rows; top += tileSize) for (let left = 0; left < cols; left += tileSize) tiles.push(tileBytes(image, tileSize, left, top));
  const each = (value) => bands.map(() => value);
  const signed = bands[0] instanceof Int16Array;
  const tileOffsets = entry(324, long, new Array(tiles.length).fill(0));
  const entries = [
    entry(256, long, [cols]),
    entry(257, long, [rows]),
    entry(258, short, each(bands[0].BYTES_PER_ELEMENT * 8)),
    entry(259, short, [deflate ? 8 : 1]),
    entry(262, short, [palette ? 3 : 1]),
    entry(277, short, [bands.length]),
    entry(284, short, [1]),
    ...(dateTime ? [entry(306, ascii, dateTime)] : []),
    ...(deflate ? [entry(317, short, [2])] : []),
    ...(palette ? [colourMap(palette)] : []),
    entry(322, long, [tileSize]),
    entry(323, long, [tileSize]),
    tileOffsets,
    entry(325, long, tiles.map((tile) => tile.length)), // biome-ignore format: one entry a line
    ...(bands.length > 1 ? [entry(338, short, new Array(bands.length - 1).fill(0))] : []),
    entry(339, short, each(signed ? 2 : 1)),
    entry(33550, double, [cell, cell, 0]),
    entry(33922, double, [0, 0, 0, origin[0], origin[1], 0]),
    // GeoKeys: projected model, cells are areas, the CRS by its code.
    entry(34735, short, [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, epsg]),
    ...metadata(image),
    ...(nodata === undefined ? [] : [entry(42113, ascii, String(nodata))]),
  ];
  return assemble(entries, tileOffsets, tiles);
}

/** Header, directory, long values and then the tiles, in this order. */
function assemble(entries, tileOffsets, tiles) {
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16LE(entries.length, 0);
  let position = 8 + directory.length;
  const outside = [];
  const places = entries.map(({ data }) => {
    if (data.length <= 4) return null;
    const place = position;
    const padded = Buffer.concat([data, Buffer.alloc(data.length % 2)]);
    outside.push(padded);
    position += padded.length;
    return place;
  });
  let tileStart = position;
  for (const [i, tile] of tiles.entries()) {
    tileOffsets.data.writeUInt32LE(tileStart, i * 4);
    tileStart += tile.length;
  }
  const offsetsAt = entries.indexOf(tileOffsets);
  if (places[offsetsAt] !== null) tileOffsets.data.copy(outside[places.slice(0, offsetsAt).filter((place) => place !== null).length]);
  for (const [i, { tag, kind, count, data }] of entries.entries()) {
    const at = 2 + i * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(kind, at + 2);
    directory.writeUInt32LE(count, at + 4);
    if (places[i] === null) data.copy(directory, at + 8);
    else directory.writeUInt32LE(places[i], at + 8);
  }
  const header = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  return Buffer.concat([header, directory, ...outside, ...tiles]);
}
