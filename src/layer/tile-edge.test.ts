import { expect, test } from "vitest";
import { tileEdge } from "./tile-edge.ts";

test("a tile of any number of bands stays within 16 million values, down to 64 by 64", () => {
  expect([1, 4, 64, 65, 224, 256, 1000, 1024, 60_000].map(tileEdge)).toEqual([512, 512, 512, 256, 256, 256, 128, 128, 64]);
});
