import { compress, init } from "@bokuweb/zstd-wasm";

/** GDAL's own default; above it time doubles for a few per cent. */
const level = 9;

let loading: Promise<void> | null = null;

/** Bytes as one Zstandard frame. The first call loads the codec. The input is left alone. */
export async function zstd(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  await (loading ??= init());
  return new Uint8Array(compress(bytes, level));
}
