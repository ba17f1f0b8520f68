import { ZSTDDecoder } from "zstddec";

let ready: Promise<ZSTDDecoder> | null = null;

/**
 * Undo Zstandard into `out`; returns the bytes written. What the frame holds beyond `out` is dropped, up to `roomBytes` in
 * all where the frame does not tell its size. A damaged frame throws.
 */
export async function decodeZstd(input: Uint8Array, out: Uint8Array, roomBytes: number): Promise<number> {
  ready ??= start();
  const decoder = await ready;
  // The room must be given: the library trusts whatever a damaged frame claims.
  const room = Math.max(out.length, roomBytes, Math.min(contentBytes(input), ROOM_LIMIT_BYTES));
  const decoded = decoder.decode(input, room);
  // Error codes of the library come as negative lengths, which leave an empty or a nonsensical slice.
  if (decoded.length === 0 || decoded.length > room) throw new Error("damaged Zstandard frame");
  const wanted = decoded.length > out.length ? decoded.subarray(0, out.length) : decoded;
  out.set(wanted);
  return wanted.length;
}

const FRAME_MAGIC = 0xfd2fb528;
const ROOM_LIMIT_BYTES = 268_435_456;

/** What the frame's header says of its size (RFC 8878, 3.1.1.1); 0 when it does not. */
function contentBytes(input: Uint8Array): number {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (input.length < 14) return 0;
  if (view.getUint32(0, true) !== FRAME_MAGIC) throw new Error("not a Zstandard frame");
  const descriptor = input[4]!;
  const single = (descriptor & 32) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3]!;
  const at = 5 + (single ? 0 : 1) + dictionary;
  const size = descriptor >> 6;
  if (size === 0) return single ? input[at]! : 0;
  if (size === 1) return view.getUint16(at, true) + 256;
  return size === 2 ? view.getUint32(at, true) : at + 8 <= input.length ? Number(view.getBigUint64(at, true)) : 0;
}

async function start(): Promise<ZSTDDecoder> {
  const decoder = new ZSTDDecoder();
  await decoder.init();
  return decoder;
}
