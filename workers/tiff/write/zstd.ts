import { compress, init } from "@bokuweb/zstd-wasm";

/** Smaller and faster than Deflate on the samples (383 against 408 kB, half the time); level 9 saves 2 % more for six times the time. */
const level = 3;

let loading: Promise<void> | null = null;

/** Bytes as one Zstandard frame. The first call loads the codec. The input is left alone. */
export async function zstd(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  await (loading ??= init());
  return new Uint8Array(compress(bytes, level));
}
