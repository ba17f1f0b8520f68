import { expect, test } from "vitest";
import type { BandMeta, Instant } from "../layer/meta.ts";
import { areaCsv } from "./area-file.ts";

const band = (name: string): BandMeta => ({ name, role: "grey", unit: null, scale: 1, offset: 0 });
const own = { count: 3, min: -1.5, max: 2, mean: 1 / 3, sum: 1, deviation: 0.1 };
const none = { count: 0, min: Number.NaN, max: Number.NaN, mean: Number.NaN, sum: 0, deviation: Number.NaN };

test("a line an area and band in full digits, nothing for what does not exist", () => {
  const rows = [
    { area: 0, instant: null, bands: [own] },
    { area: 1, instant: null, bands: [none] },
  ];
  expect(areaCsv(rows, [band("Red, near")])).toBe(
    'area,band,count,min,max,mean,sum,std\r\n1,"Red, near",3,-1.5,2,0.3333333333333333,1,0.1\r\n2,"Red, near",0,,,,,\r\n',
  );
});

test("dates are ISO 8601 in UTC, where there are any", () => {
  const instant = Date.UTC(2026, 2, 8) as Instant;
  expect(areaCsv([{ area: 0, instant, bands: [own] }], [band("b")]).split("\r\n")[1]).toMatch(/^1,2026-03-08T00:00:00\.000Z,b,3,/);
});
