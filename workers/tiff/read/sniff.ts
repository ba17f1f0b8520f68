/** What bytes that are not a TIFF look like, in a word for people; null when nothing is recognised. */
export function otherFormat(head: Uint8Array): string | null {
  const text = new TextDecoder("latin1").decode(head.subarray(0, 512));
  const trimmed = text.replace(/^ï»¿/, "").trimStart();
  for (const [name, matches] of signatures) if (matches(text, trimmed)) return name;
  return head.length > 0 && head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13)) ? "text" : null;
}

const starts = (magic: string) => (text: string) => text.startsWith(magic);

const signatures: readonly (readonly [name: string, matches: (text: string, trimmed: string) => boolean])[] = [
  ["PNG", starts("\x89PNG")],
  ["JPEG", starts("\xff\xd8\xff")],
  ["JPEG 2000", (text) => text.startsWith("\0\0\0\x0cjP") || text.startsWith("\xff\x4f\xff\x51")],
  ["JPEG XL", (text) => text.startsWith("\xff\x0a") || text.startsWith("\0\0\0\x0cJXL")],
  ["GIF", starts("GIF8")],
  ["WebP", (text) => text.startsWith("RIFF") && text.slice(8, 12) === "WEBP"],
  ["BMP", starts("BM")],
  ["PDF", starts("%PDF")],
  ["HDF5", starts("\x89HDF")],
  ["HDF4", starts("\x0e\x03\x13\x01")],
  ["NetCDF", starts("CDF")],
  ["GRIB", starts("GRIB")],
  ["NITF", starts("NITF")],
  ["Erdas Imagine", starts("EHFA_HEADER_TAG")],
  ["ECW", starts("ecw")],
  ["MrSID", starts("msid")],
  ["SQLite (GeoPackage or MBTiles)", starts("SQLite format 3")],
  ["zip", starts("PK\x03\x04")],
  ["gzip", starts("\x1f\x8b")],
  ["7-Zip", starts("7z\xbc\xaf")],
  ["Zarr, GeoJSON or other JSON", (_, trimmed) => /^[{[]/.test(trimmed)],
  ["GDAL virtual raster (VRT)", (_, trimmed) => trimmed.startsWith("<VRTDataset")],
  ["web page (HTML)", (_, trimmed) => /^<(!doctype html|html)/i.test(trimmed)],
  ["XML", (_, trimmed) => trimmed.startsWith("<")],
  ["Esri ASCII grid", (_, trimmed) => /^ncols\s/i.test(trimmed)],
  ["Git LFS pointer", (_, trimmed) => trimmed.startsWith("version https://git-lfs")],
];
