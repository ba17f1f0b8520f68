import { ZSTDDecoder } from "zstddec";

let ready: Promise<ZSTDDecoder> | null = null;

/** Undo Zstandard into `out`; returns the bytes written. Throws when the frame is damaged or holds more than `out`. */
export async function decodeZstd(input: Uint8Array, out: Uint8Array): Promise<number> {
  ready ??= start();
  const decoder = await ready;
  // The size must be given: the library trusts whatever a damaged frame claims.
  if (new DataView(input.buffer, input.byteOffset, input.byteLength).getUint32(0, true) !== FRAME_MAGIC) throw new Error("not a Zstandard frame");
  const decoded = decoder.decode(input, out.length);
  // Error codes of the library come as negative lengths, which leave an empty or a nonsensical slice.
  if (decoded.length > out.length) throw new Error("damaged Zstandard frame");
  out.set(decoded);
  return decoded.length;
}

const FRAME_MAGIC = 0xfd2fb528;

async function start(): Promise<ZSTDDecoder> {
  const decoder = new ZSTDDecoder();
  await decoder.init();
  return decoder;
}
