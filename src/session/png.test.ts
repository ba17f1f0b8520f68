import { unzlibSync } from "fflate";
import { expect, test } from "vitest";
import type { ColourTable } from "../classes/colour-map.ts";
import { encodePng } from "./png.ts";
import { pictureOf } from "./png-tiles.ts";

const table = (count: number): ColourTable => ({
  breaks: Float64Array.from({ length: count }, (_, i) => i),
  colours: Array.from({ length: count }, (_, i) => (((i % 256) << 24) | 0x00ff00ff) >>> 0),
  nodata: 0,
  fallback: 0xffffff80,
  strategy: "exact",
  whole: true,
});

/** Bytes of the chunks by name. */
function chunksOf(png: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(png.buffer);
  const chunks = new Map<string, Uint8Array>();
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    const length = view.getUint32(at);
    chunks.set(String.fromCharCode(...png.subarray(at + 4, at + 8)), png.subarray(at + 8, at + 8 + length));
  }
  return chunks;
}

test("up to 254 colours are an index, with places for values without a colour and for NoData", async () => {
  const values = Float64Array.from([0, 253.7, 999, Number.NaN, 7, 8]);
  const picture = pictureOf(table(254), { values, cols: 3, rows: 2 });
  expect([picture.kind, ...picture.pixels]).toEqual(["indexed", 0, 253, 254, 255, 7, 8]);
  const chunks = chunksOf(await encodePng(picture));
  expect([...chunks.keys()]).toEqual(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);
  expect([...unzlibSync(chunks.get("IDAT")!)]).toEqual([0, 0, 253, 254, 0, 255, 7, 8]);
  expect([...chunks.get("tRNS")!.subarray(253)]).toEqual([255, 128, 0]);
});

test("more colours stand in every pixel", async () => {
  const picture = pictureOf(table(255), { values: Float64Array.from([3, 254, Number.NaN]), cols: 3, rows: 1 });
  expect(picture.kind).toBe("rgba");
  const chunks = chunksOf(await encodePng(picture));
  expect([...unzlibSync(chunks.get("IDAT")!)]).toEqual([0, 3, 255, 0, 255, 254, 255, 0, 255, 0, 0, 0, 0]);
});
