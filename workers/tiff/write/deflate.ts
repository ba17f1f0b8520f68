import { zlibSync } from "fflate";

/** Bytes as a zlib stream, by the browser's own compressor where it has one. The input is left alone. */
export const deflate = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  typeof CompressionStream === "undefined" ? Promise.resolve(deflateInScript(bytes)) : deflateNatively(bytes);

/** The same in script, for browsers without CompressionStream. */
export const deflateInScript = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => zlibSync(bytes, { level: 6 });

/** Writer and reader by hand: piping a Blob through a Response costs two to three times as much. */
async function deflateNatively(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new CompressionStream("deflate");
  const writer = stream.writable.getWriter();
  const [, , out] = await Promise.all([writer.write(bytes), writer.close(), drain(stream.readable)]);
  return out;
}

async function drain(readable: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array<ArrayBuffer>> {
  const reader = readable.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    chunks.push(next.value);
    size += next.value.length;
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
