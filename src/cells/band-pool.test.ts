import { expect, test } from "vitest";
import { giveBack, takeBand } from "./band-pool.ts";

test("memory that is given back is used again, for a band of about its size only", () => {
  const first = takeBand(1000);
  giveBack([first]);
  expect(takeBand(400).buffer).not.toBe(first.buffer);
  const again = takeBand(900);
  expect(again.buffer).toBe(first.buffer);
  expect(again.length).toBe(900);
  expect(takeBand(900).buffer).not.toBe(first.buffer);
});

test("a band given back twice is lent once", () => {
  const band = takeBand(2000);
  giveBack([band, band.subarray(10)]);
  giveBack([band]);
  expect(takeBand(2000).buffer).toBe(band.buffer);
  expect(takeBand(2000).buffer).not.toBe(band.buffer);
});

test("memory that a result still holds is not given back", () => {
  const band = takeBand(3000);
  giveBack([band], [band.subarray(5)]);
  expect(takeBand(3000).buffer).not.toBe(band.buffer);
});

test("no more than 64 MB lie idle", () => {
  const bands = Array.from({ length: 20 }, () => takeBand(1 << 19));
  giveBack(bands);
  const again = Array.from({ length: 20 }, () => takeBand(1 << 19).buffer);
  expect(again.filter((buffer) => bands.some((band) => band.buffer === buffer))).toHaveLength(16);
});
