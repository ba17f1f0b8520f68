import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { FileMetadata } from "../../../src/layer/file-plan.ts";
import type { FileSpec } from "../../../src/layer/file-spec.ts";
import { gridOf, plainMetadata, plainSpec, wavyTile, writeWhole } from "./testing.ts";

const rgb = (["red", "green", "blue"] as const).map((role, b): FileMetadata["bands"][number] => ({
  name: `Band ${b + 1}`,
  role,
  unit: null,
  scale: 1,
  offset: 0,
}));
const cases: Readonly<Record<string, readonly [spec: FileSpec, bandCount: number, holes: number, change?: Partial<FileMetadata>]>> = {
  "uint8 RGB, LZW with predictor, overviews": [plainSpec("uint8", { compression: "lzw", predictor: true, overviews: true }), 3, 0, { bands: rgb }],
  "int16 with NoData, no compression, strips": [plainSpec("int16", { nodata: -32768, layout: { kind: "strips", rows: 20 } }), 1, 0.2],
  "uint16 × 6 stored by band, BigTIFF": [plainSpec("uint16", { compression: "lzw", bigTiff: "always" }), 6, 0],
  "float32 with NaN, floating point predictor": [plainSpec("float32", { compression: "lzw", predictor: true, nodata: Number.NaN }), 2, 0.2],
  "uint16, deflate with predictor": [plainSpec("uint16", { compression: "deflate", predictor: true }), 1, 0],
  "int16 with NoData, deflate": [plainSpec("int16", { compression: "deflate", nodata: -32768, layout: { kind: "strips", rows: 500 } }), 2, 0.2],
  "float64, no compression": [plainSpec("float64", { nodata: -1 }), 1, 0.2],
  "int32 with names, scale and recipe": [
    plainSpec("int32", { compression: "lzw", predictor: true }),
    1,
    0,
    { bands: [{ name: "height", role: "grey", unit: "m", scale: 0.1, offset: 5 }], recipe: '{"steps":[]}', sources: ["a.tif"], description: "x" },
  ],
};

/**
 * Files that GDAL 3.6.2 read as they were meant (gdal.test.ts), byte by byte; only codecs whose output is the same
 * everywhere. Where a change of the writer is meant to change them, GDAL has to see the new ones first.
 */
test.each(Object.entries(cases))("the file is still the one that GDAL accepted: %s", async (_, [spec, bandCount, holes, change]) => {
  const grid = gridOf(77, 53);
  const { blob } = await writeWhole(wavyTile(grid, spec, { bandCount, holes }), spec, { metadata: plainMetadata(grid, bandCount, change) });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  expect({ bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex").slice(0, 16) }).toMatchSnapshot();
});
