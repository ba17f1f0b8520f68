/** One file of an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly blob: Blob;
}

/**
 * A zip archive of files that are stored as they are (GeoTIFFs are compressed already). The bytes are read once for their
 * checksum and stay where they are: the archive refers to them. Above 4 GB it is a Zip64.
 */
export async function zipOf(entries: readonly ZipEntry[], onBytes: (bytes: number) => void = () => undefined): Promise<Blob> {
  const parts: BlobPart[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { name, blob } of entries) {
    const file = { name: new TextEncoder().encode(name), size: blob.size, crc: await crcOf(blob, onBytes), at };
    const head = localHeader(file);
    parts.push(head, blob);
    directory.push(directoryEntry(file));
    at += head.length + blob.size;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  return new Blob([...parts, ...directory, ending(entries.length, size, at)], { type: "application/zip" });
}

interface ZippedFile {
  readonly name: Uint8Array;
  readonly size: number;
  readonly crc: number;
  /** Where its header begins. */
  readonly at: number;
}

const most = 0xffffffff;
/** Names are UTF-8. */
const flags = 0x0800;
/** 1980-01-01, the first day that the format knows: a date of writing would make equal archives differ. */
const dosDate = 0x0021;
const version = 45;

const localHeader = ({ name, size, crc }: ZippedFile): Uint8Array<ArrayBuffer> =>
  bytes(4, [0x04034b50], 2, [version, flags, 0, 0, dosDate], 4, [crc, most, most], 2, [name.length, 20], name, 2, [1, 16], 8, [size, size]);

const directoryEntry = ({ name, size, crc, at }: ZippedFile): Uint8Array<ArrayBuffer> =>
  bytes(4, [0x02014b50], 2, [version, version, flags, 0, 0, dosDate], 4, [crc, most, most], 2, [name.length, 28, 0, 0, 0], 4, [0, most], name, 2, [1, 24], 8, [
    size,
    size,
    at,
  ]);

/** The end of the directory, in both forms. */
const ending = (count: number, size: number, at: number): Uint8Array<ArrayBuffer> =>
  bytes(
    ...[4, [0x06064b50], 8, [44], 2, [version, version], 4, [0, 0], 8, [count, count, size, at]],
    ...[4, [0x07064b50, 0], 8, [at + size], 4, [1]],
    ...[4, [0x06054b50], 2, [0, 0, Math.min(count, 0xffff), Math.min(count, 0xffff)], 4, [Math.min(size, most), Math.min(at, most)], 2, [0]],
  );

/** Little-endian numbers, each list in the width (in bytes) before it, and bytes as they are. */
function bytes(...items: readonly (number | readonly number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  let width = 1;
  for (const item of items) {
    if (typeof item === "number") width = item;
    else if (item instanceof Uint8Array) out.push(...item);
    else for (const value of item) for (let i = 0; i < width; i++) out.push(Math.floor(value / 2 ** (8 * i)) % 256);
  }
  return Uint8Array.from(out);
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 as zip and PNG have it. */
async function crcOf(blob: Blob, onBytes: (bytes: number) => void): Promise<number> {
  let crc = 0xffffffff;
  const reader = blob.stream().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const chunk = next.value;
    for (let i = 0; i < chunk.length; i++) crc = table[(crc ^ chunk[i]!) & 255]! ^ (crc >>> 8);
    onBytes(chunk.length);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
