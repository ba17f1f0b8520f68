import { FaultError } from "../fault.ts";

/** Unpacked files by their path in the zip. */
export type Unzipped = Readonly<Record<string, Uint8Array<ArrayBuffer>>>;

/** Packed bytes unpacked between two looks at the clock, and the time after which others have their turn: no zip makes the page stutter. */
const pieceBytes = 1 << 16;
const turnMs = 12;

/** The files of a zip whose path is wanted. A damaged or cut zip is a fault that names `file`. */
export async function unzip(bytes: Uint8Array, file: string, wanted: (path: string) => boolean): Promise<Unzipped> {
  const { Unzip, UnzipInflate } = await import("fflate");
  const parts: Record<string, Uint8Array[]> = {};
  const whole: Record<string, Uint8Array<ArrayBuffer>> = {};
  const damaged = (): never => {
    throw new FaultError({ tag: "bad-geometry", file, problem: "the zip is damaged" });
  };
  let seen = 0;
  const unpacking = new Unzip((entry) => {
    seen++;
    if (!wanted(entry.name)) return;
    const chunks: Uint8Array[] = [];
    parts[entry.name] = chunks;
    entry.ondata = (error, chunk, isLast) => {
      if (error) damaged();
      chunks.push(chunk.slice());
      if (isLast) whole[entry.name] = joined(chunks);
    };
    entry.start();
  });
  unpacking.register(UnzipInflate);
  let turn = performance.now();
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    try {
      unpacking.push(bytes.subarray(at, at + pieceBytes), at + pieceBytes >= bytes.length);
    } catch {
      damaged();
    }
    if (performance.now() - turn < turnMs) continue;
    await new Promise((resolve) => setTimeout(resolve));
    turn = performance.now();
  }
  return seen > 0 && Object.keys(parts).every((path) => whole[path]) ? whole : damaged();
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
