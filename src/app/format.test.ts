import { describe, expect, it } from "vitest";
import { bytes, duration, lonLat, number, parseNumber, percent, reading, timeLeft } from "./format.ts";

describe("numbers for people", () => {
  it("are grouped by no-break spaces and carry a real minus", () => {
    expect(number(-16467754.5)).toBe("\u221216\u00a0467\u00a0754.5");
    expect(number(-0.0000001, 2)).toBe("\u22121.000e\u22127");
    expect(number(0)).toBe("0");
  });
  it("read back as they were written", () => {
    for (const value of [0, -32768, 1234567.25, 0.000123, -1e20]) expect(parseNumber(number(value))).toBeCloseTo(value, 6);
  });
  it("are understood with a comma or thin spaces, and refused when they are words", () => {
    expect(parseNumber("1\u202f234,5")).toBe(1234.5);
    expect(parseNumber("nan")).toBeNaN();
    expect(parseNumber("12 m")).toBeNull();
    expect(parseNumber("")).toBeNull();
  });
  it("show five digits of a reading", () => {
    expect(reading(0.123456789)).toBe("0.12346");
    expect(reading(1190)).toBe("1\u00a0190");
  });
});

it("bytes, shares, times and places have one spelling each", () => {
  expect(bytes(24_500_000)).toBe("24.5\u00a0MB");
  expect(bytes(999_999)).toBe("1\u00a0MB");
  expect(bytes(0)).toBe("0\u00a0bytes");
  expect(percent(0.332, 1)).toBe("33.2\u00a0%");
  expect(duration(8600)).toBe("9\u00a0s");
  expect(duration(4_800_000)).toBe("80\u00a0min");
  expect(timeLeft(300)).toBe("finishing");
  expect(timeLeft(null)).toBe("");
  expect(lonLat(13.66051, -46.3312)).toBe("13.6605°\u00a0E, 46.3312°\u00a0S");
});
