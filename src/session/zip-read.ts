/** A file in an archive; `bytes` is read when it is used. */
export interface ZipPart {
  readonly name: string;
  readonly sizeBytes: number;
  bytes(): Promise<Blob>;
}

const endMark = 0x06054b50;
const end64Mark = 0x06064b50;
const locatorMark = 0x07064b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const endBytes = 22;
const longestComment = 0xffff;
const most = 0xffffffff;
/** A directory of more is none of a project. */
const directoryLimitBytes = 2 ** 24;

/** The files of a zip (or Zip64) by its directory; no file is read yet. Null for what is no zip, or is cut or damaged. */
export async function zipParts(zip: Blob): Promise<readonly ZipPart[] | null> {
  const found = await directoryPlace(zip);
  if (!found || found.sizeBytes > directoryLimitBytes || found.offset + found.sizeBytes > zip.size) return null;
  const view = await viewOf(zip, found.offset, found.sizeBytes);
  const parts: ZipPart[] = [];
  for (let at = 0; at < view.byteLength; ) {
    const entry = entryAt(view, at);
    if (!entry) return null;
    const { name, method, packedBytes, sizeBytes, offset } = entry;
    parts.push({ name, sizeBytes, bytes: () => unpacked(zip, offset, packedBytes, method) });
    at = entry.end;
  }
  return parts;
}

async function viewOf(zip: Blob, offset: number, length: number): Promise<DataView> {
  return new DataView(await zip.slice(offset, offset + length).arrayBuffer());
}

async function directoryPlace(zip: Blob): Promise<{ readonly offset: number; readonly sizeBytes: number } | null> {
  const start = Math.max(0, zip.size - endBytes - longestComment);
  const view = await viewOf(zip, start, zip.size - start);
  let at = view.byteLength - endBytes;
  while (at >= 0 && view.getUint32(at, true) !== endMark) at--;
  if (at < 0) return null;
  const sizeBytes = view.getUint32(at + 12, true);
  const offset = view.getUint32(at + 16, true);
  if (sizeBytes !== most && offset !== most) return { offset, sizeBytes };
  const locator = at - 20;
  if (locator < 0 || view.getUint32(locator, true) !== locatorMark) return null;
  const end = await viewOf(zip, Number(view.getBigUint64(locator + 8, true)), 56);
  if (end.byteLength < 56 || end.getUint32(0, true) !== end64Mark) return null;
  return { offset: Number(end.getBigUint64(48, true)), sizeBytes: Number(end.getBigUint64(40, true)) };
}

/** One entry of the directory and where the next begins; null where there is none. */
function entryAt(view: DataView, at: number) {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== entryMark) return null;
  const nameBytes = view.getUint16(at + 28, true);
  const extraBytes = view.getUint16(at + 30, true);
  const extra = at + 46 + nameBytes;
  const end = extra + extraBytes + view.getUint16(at + 32, true);
  if (end > view.byteLength) return null;
  const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameBytes));
  const small = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  const [sizeBytes = 0, packedBytes = 0, offset = 0] = widened(view, extra, extra + extraBytes, small);
  return { name, method: view.getUint16(at + 10, true), packedBytes, sizeBytes, offset, end };
}

/** Numbers that do not fit their four bytes stand in the entry's Zip64 field, in this order. */
function widened(view: DataView, from: number, to: number, values: readonly number[]): readonly number[] {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return values.map((value) => {
      if (value !== most || next + 8 > to) return value;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return values;
}

/** A file's bytes: a slice of the archive where it is stored as it is. An empty Blob for what is packed in a way that no browser unpacks. */
async function unpacked(zip: Blob, offset: number, packedBytes: number, method: number): Promise<Blob> {
  const head = await viewOf(zip, offset, 30);
  if (head.byteLength < 30 || head.getUint32(0, true) !== localMark) return new Blob();
  const start = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = zip.slice(start, start + packedBytes);
  if (method === 0) return packed;
  return method === 8 ? new Response(packed.stream().pipeThrough(new DecompressionStream("deflate-raw"))).blob() : new Blob();
}
