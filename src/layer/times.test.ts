import fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf, instantText } from "./instant.ts";
import { parseTime, proposeTimes, timeIn } from "./times.ts";

const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
const proposed = (...names: string[]) => {
  const found = proposeTimes(names);
  return found && { format: found.format, dates: found.instants.map((instant) => iso(instant)) };
};

test("dates in file names are found in the ways that archives write them", () => {
  expect(proposed("snow_2026-03-08.tif", "snow_2026-04-24.tif")).toEqual({
    format: "yyyy-MM-dd",
    dates: ["2026-03-08T00:00:00.000Z", "2026-04-24T00:00:00.000Z"],
  });
  expect(proposed("ndvi20240605.tif")).toEqual({ format: "yyyyMMdd", dates: ["2024-06-05T00:00:00.000Z"] });
  expect(proposed("flow_2024_156.tif")).toEqual({ format: "yyyy_DDD", dates: ["2024-06-04T00:00:00.000Z"] });
  expect(proposed("MOD13Q1.A2024156.h18v04.tif")?.dates).toEqual(["2024-06-04T00:00:00.000Z"]);
  expect(proposed("S2A_MSIL2A_20240605T101021_N0510_R022_T33TVM_20240605T163219.tif")).toEqual({
    format: "yyyyMMdd'T'HHmmss",
    dates: ["2024-06-05T10:10:21.000Z"],
  });
  expect(proposed("LC08_L2SP_191028_20240605_20240611_02_T1_SR_B4.TIF")?.dates).toEqual(["2024-06-05T00:00:00.000Z"]);
});

test("a way of writing is proposed only when every name follows it, and numbers that are no date are none", () => {
  expect(proposed("a_2024-06-05.tif", "b.tif")).toBeNull();
  expect(proposed("soca_nw.tif", "soca_se.tif")).toBeNull();
  expect(proposed("tile_20241399.tif")).toBeNull();
  expect(proposed("a_2023-02-29.tif")).toBeNull();
  expect(proposed("a_2024_366.tif")?.dates).toEqual(["2024-12-31T00:00:00.000Z"]);
  expect(proposed("a_2023_366.tif")?.dates ?? null).toBeNull();
  expect(proposeTimes([])).toBeNull();
});

test("a pattern has anything for * and quoted letters for themselves", () => {
  expect(iso(timeIn("S2A_20200101_x_20240605.tif", "_x_yyyyMMdd"))).toBe("2024-06-05T00:00:00.000Z");
  expect(iso(timeIn("day05of06in2024", "'day'dd*MM*yyyy"))).toBe("2024-06-05T00:00:00.000Z");
  expect(timeIn("2024-06-05", "no date")).toBeNull();
});

test("a tag is read as a whole", () => {
  expect(iso(parseTime("2026:03:08 10:30:00", "yyyy:MM:dd HH:mm:ss"))).toBe("2026-03-08T10:30:00.000Z");
  expect(parseTime("2026:03:08 10:30:00 and more", "yyyy:MM:dd HH:mm:ss")).toBeNull();
});

test("any written time is read again", () => {
  const format = "yyyy-MM-dd HH:mm:ss.SSS";
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1800, 0), max: Date.UTC(2200, 0) - 1 }), (ms) => {
      const text = new Date(ms).toISOString().replace("T", " ").replace("Z", "");
      expect(parseTime(text, format)).toBe(ms);
      expect(timeIn(`x_${text}.tif`, format)).toBe(ms);
    }),
  );
});

test("an instant is told as shortly as it can be", () => {
  const told = (text: string) => instantText(instantOf(Date.parse(text)));
  expect(told("2026-03-08T00:00:00Z")).toBe("2026-03-08");
  expect(told("2026-03-08T10:00:00Z")).toBe("2026-03-08 10:00");
  expect(told("2026-03-08T10:30:05Z")).toBe("2026-03-08 10:30:05");
  expect(told("2026-03-08T00:00:00.007Z")).toBe("2026-03-08 00:00:00.007");
});
