import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { zlibSync } from "fflate";
import { build } from "vite";
import { bench, describe } from "vitest";
import { interleave, splitBytePlanes } from "../interleave.ts";
import { seeded } from "../testing.ts";

/** What ships: vitest's own loader reads every import through an object, which loops like these feel. */
async function bundled(file: string, name: string): Promise<(bytes: Uint8Array) => Uint8Array> {
  const lib = { entry: join(import.meta.dirname, file), formats: ["es" as const] };
  const built = await build({ configFile: false, logLevel: "silent", build: { write: false, lib } });
  const { code } = (built as Extract<typeof built, readonly unknown[]>)[0]!.output[0];
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`))[name];
}

/** Fractal ground from 256 cells down to a single one, about 0 to 1. */
function ground(cols: number, rows: number, seed: number): Float64Array {
  const random = seeded(seed);
  const lattice = Float64Array.from({ length: 1024 * 1024 }, random);
  const out = new Float64Array(cols * rows);
  const fade = (t: number) => t * t * (3 - 2 * t);
  for (let width = 256, height = 0.5; width >= 1; width /= 2, height /= 2)
    for (let i = 0; i < out.length; i++) {
      const x = (i % cols) / width;
      const y = Math.floor(i / cols) / width;
      const corner = (col: number, row: number) => lattice[(((Math.floor(y) + row) & 1023) << 10) | ((Math.floor(x) + col) & 1023)]!;
      const u = fade(x % 1);
      const v = fade(y % 1);
      out[i]! += height * ((1 - v) * ((1 - u) * corner(0, 0) + u * corner(1, 0)) + v * ((1 - u) * corner(0, 1) + u * corner(1, 1)));
    }
  return out;
}

const side = 500;
const heights = ground(side, 2 * side, 1);
const grain = seeded(2);
/** Cells of a block as they come to be deflated, 1 MB of each kind: the runs a second that are printed are MB/s. */
const inputs = {
  "terrain in uint16, predictor 2": interleave(
    [Uint16Array.from(heights, (height) => 1500 * height)],
    { cols: side, rows: 2 * side, blockCols: side, blockRows: 2 * side },
    true,
  ),
  "aerial image in 4 × uint8, predictor 2": interleave(
    [3, 4, 5, 6].map((seed) => Uint8Array.from(ground(side, side, seed), (light, i) => 100 * light + 80 * heights[i]! + 8 * (grain() + grain()))),
    { cols: side, rows: side, blockCols: side, blockRows: side },
    true,
  ),
  "terrain in float32, predictor 3": splitBytePlanes(
    interleave(
      [Float32Array.from(heights.subarray(0, side * side), (height) => 2000 * height)],
      { cols: side, rows: side, blockCols: side, blockRows: side },
      false,
    ),
    { cellBytes: 4, rowCells: side, step: 1 },
  ),
};

const ways: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  "zlib level 6": (bytes) => deflateSync(bytes, { level: 6 }),
  "zlib level 1": (bytes) => deflateSync(bytes, { level: 1 }),
  "fflate level 6": (bytes) => zlibSync(bytes, { level: 6 }),
  "fflate level 1": (bytes) => zlibSync(bytes, { level: 1 }),
  "ours in script": await bundled("deflate-script.ts", "deflateInScript"),
  "ours by kernels": await bundled("deflate-fast.ts", "deflateFast"),
};

for (const [kind, bytes] of Object.entries(inputs))
  describe(kind, () => {
    for (const [way, work] of Object.entries(ways)) bench(`${way}: ${(work(bytes).length / bytes.length).toFixed(3)} of the size`, () => void work(bytes));
  });
