import { expect, test } from "vitest";
import { rampGradient, rampNames, rampSize, rampTable } from "./ramps.ts";
import type { RampId } from "./state.ts";

const ids = Object.keys(rampNames) as RampId[];
const entry = (table: Uint8Array, i: number) => [...table.subarray(i * 4, i * 4 + 4)];

test("ramps begin and end in their known colours", () => {
  expect(entry(rampTable("viridis", false), 0)).toEqual([0x44, 0x01, 0x54, 255]);
  expect(entry(rampTable("viridis", false), 255)).toEqual([0xfd, 0xe7, 0x25, 255]);
  expect(entry(rampTable("magma", false), 0)).toEqual([0, 0, 4, 255]);
  expect(entry(rampTable("greys", false), 255)).toEqual([250, 250, 250, 255]);
  expect(entry(rampTable("terrain", false), 0)).toEqual([51, 102, 153, 255]);
});

test("diverging is blue below, red above and pale between", () => {
  const table = rampTable("diverging", false);
  const [low, middle, high] = [0, 128, 255].map((i) => entry(table, i));
  expect(low![2]).toBeGreaterThan(low![0]!);
  expect(high![0]).toBeGreaterThan(high![2]!);
  expect(Math.min(...middle!)).toBeGreaterThan(230);
});

test("a reversed ramp is the ramp backwards", () => {
  for (const id of ids) {
    const [ahead, back] = [rampTable(id, false), rampTable(id, true)];
    expect(back.length).toBe(rampSize * 4);
    if (id === "classes") continue;
    for (let i = 0; i < rampSize; i++) expect(entry(back, i)).toEqual(entry(ahead, rampSize - 1 - i));
  }
});

test("classes are ten different colours in equal steps", () => {
  const table = rampTable("classes", false);
  expect(new Set(Array.from({ length: rampSize }, (_, i) => entry(table, i).join())).size).toBe(10);
  expect(rampGradient("classes", false)).toContain("0% 10%");
});

test("a gradient starts and ends as its ramp", () => {
  for (const reversed of [false, true]) {
    const gradient = rampGradient("viridis", reversed);
    const [first, last] = reversed ? ["rgb(253 231 37)", "rgb(68 1 84)"] : ["rgb(68 1 84)", "rgb(253 231 37)"];
    expect(gradient.startsWith(`linear-gradient(to right, ${first},`)).toBe(true);
    expect(gradient.endsWith(`${last})`)).toBe(true);
  }
});
