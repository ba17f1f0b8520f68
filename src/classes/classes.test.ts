import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breakOf, strategies } from "./break-map.ts";
import { deviationLimits, equalLimits, quantileLimits, type Tally } from "./breaks.ts";
import { bytesOf, colourOf, cssColour, rampStops, withAlphaGradient } from "./colour-ramp.ts";
import { matplotlibColours, matplotlibNames, matplotlibStops } from "./matplotlib-ramps.ts";
import { joinMoments, momentsOf, noMoments } from "./moments.ts";
import { namedColours, rampNames } from "./named-ramps.ts";
import { naturalBreaks } from "./natural-breaks.ts";
import { BucketCounter, quantilesOf } from "./streaming.ts";

const tallies = fc
  .uniqueArray(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 9, selector: ([value]) => value })
  .map((pairs): Tally => pairs.sort(([l], [r]) => l - r));

describe("break maps", () => {
  test("a value finds the break that a search through all of them finds", () => {
    const breaks = fc.uniqueArray(fc.integer({ min: -9, max: 9 }), { maxLength: 6 }).map((all) => Float64Array.from(all).sort());
    fc.assert(
      fc.property(breaks, fc.constantFrom(...strategies), fc.integer({ min: -20, max: 20 }), (sorted, strategy, doubled) => {
        const value = doubled / 2;
        const all = [...sorted];
        const expected = {
          lessThan: all.findIndex((limit) => value < limit),
          lessThanOrEqualTo: all.findIndex((limit) => value <= limit),
          greaterThan: all.findLastIndex((limit) => value > limit),
          greaterThanOrEqualTo: all.findLastIndex((limit) => value >= limit),
          exact: all.indexOf(value),
        };
        expect(breakOf(sorted, strategy, value)).toBe(expected[strategy]);
        expect(breakOf(sorted, strategy, Number.NaN)).toBe(-1);
      }),
    );
  });
});

describe("limits", () => {
  test("natural breaks are the best of all ways to cut", () => {
    fc.assert(
      fc.property(tallies, fc.integer({ min: 1, max: 5 }), (tally, count) => {
        const limits = naturalBreaks(tally, count);
        expect(limits).toHaveLength(Math.min(count, tally.length));
        const best = Math.min(...waysToCut(tally, limits.length).map(costOf));
        expect(costOf(cutAt(tally, limits))).toBeCloseTo(best, 8);
      }),
      { numRuns: 60 },
    );
  });

  test("natural breaks of thousands of values are there at once and in order", () => {
    const tally: Tally = Array.from({ length: 16_384 }, (_, i) => [Math.sin(i) * 10 + i / 100, 1 + (i % 7)] as const).sort(([l], [r]) => l - r);
    const limits = naturalBreaks(tally, 12);
    expect(limits).toEqual([...limits].sort((l, r) => l - r));
    expect(limits.at(-1)).toBe(tally.at(-1)![0]);
  });

  test("quantiles give as many limits as asked for whenever there are so many values, the last one the maximum", () => {
    fc.assert(
      fc.property(tallies, fc.integer({ min: 1, max: 9 }), (tally, count) => {
        const limits = quantileLimits(tally, count);
        expect(limits).toHaveLength(Math.min(count, tally.length));
        expect(limits).toEqual([...new Set(limits)].sort((l, r) => l - r));
        expect(limits.at(-1)).toBe(tally.at(-1)![0]);
      }),
    );
  });

  test("quantiles of values that differ hold equal numbers", () => {
    const tally: Tally = Array.from({ length: 100 }, (_, i) => [i, 1] as const);
    expect(quantileLimits(tally, 4)).toEqual([24, 49, 74, 99]);
  });

  test("a value that fills a class takes no cells from the others", () => {
    expect(
      quantileLimits(
        [
          [0, 1000],
          [1, 10],
          [2, 10],
          [3, 10],
        ],
        4,
      ),
    ).toEqual([0, 1, 2, 3]);
  });

  test("equal intervals end at the very maximum; one value is one class", () => {
    expect(equalLimits(0, 0.3, 3)).toEqual([0.09999999999999999, 0.19999999999999998, 0.3]);
    expect(equalLimits(7, 7, 5)).toEqual([7]);
  });

  test("deviations lie about the mean, and none beyond the values", () => {
    expect(deviationLimits({ min: 0, max: 100, mean: 50, deviation: 10 }, 4)).toEqual([40, 50, 60, 100]);
    expect(deviationLimits({ min: 45, max: 55, mean: 50, deviation: 10 }, 4)).toEqual([50, 55]);
  });
});

describe("histograms", () => {
  test("buckets keep every cell, the range, and their order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        (values, most) => {
          const counter = new BucketCounter(most);
          for (const value of values) counter.add(value);
          const { min, max, buckets } = counter.result;
          expect([min, max]).toEqual([Math.min(...values), Math.max(...values)]);
          expect(buckets.length).toBeLessThanOrEqual(most);
          expect(buckets.reduce((sum, [, cells]) => sum + cells, 0)).toBe(values.length);
          expect(buckets.map(([label]) => label)).toEqual(buckets.map(([label]) => label).sort((l, r) => l - r));
        },
      ),
    );
  });

  test("quantiles rise from the minimum to the maximum", () => {
    const counted = { min: 0, max: 9, buckets: [[1, 4] as const, [8, 4] as const] };
    expect(quantilesOf(counted, [0, 0.25, 0.5, 0.75, 1])).toEqual([0, 0.5, 1, 4.5, 9]);
  });

  test("moments of parts joined are the moments of the whole", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 }), fc.nat(40), (values, cut) => {
        const part = (from: number, to: number) => momentsOf([Float64Array.from(values.slice(from, to))]);
        const joined = joinMoments(part(0, cut), part(cut, values.length));
        const whole = part(0, values.length);
        expect(joined.valid).toBe(whole.valid);
        expect(joined.mean).toBeCloseTo(whole.mean, 8);
        expect(joined.squares).toBeCloseTo(whole.squares, 3);
      }),
    );
    expect(joinMoments(noMoments, noMoments)).toEqual(noMoments);
  });
});

describe("colours", () => {
  test("a colour is its bytes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (colour) => {
        expect(colourOf(...bytesOf(colour))).toBe(colour);
      }),
    );
    expect(cssColour(0xff8000ff)).toBe("#ff8000");
    expect(cssColour(0xff800080)).toBe("#ff800080");
  });

  test("a ramp keeps its ends, however many colours it gets", () => {
    for (const name of rampNames) {
      const colours = namedColours(name)!;
      for (const count of [2, 5, 300]) {
        const stops = rampStops(colours, count);
        expect([stops.length, stops[0], stops.at(-1)]).toEqual([count, colours[0], colours.at(-1)]);
      }
    }
  });

  test("the 18 ramps of GeoTrellis are there, and names are read in any case", () => {
    expect(rampNames).toHaveLength(18);
    expect(namedColours("BLUETOORANGE")![0]).toBe(0x2586abff);
    expect(namedColours("nothing")).toBeNull();
  });

  test("Matplotlib's maps have their known ends", () => {
    const ends = (name: string) => [matplotlibColours(name)![0]!, matplotlibColours(name)!.at(-1)!].map((colour) => cssColour(colour));
    expect(ends("viridis")).toEqual(["#440154", "#fde725"]);
    expect(ends("hot")).toEqual(["#0b0000", "#ffffff"]);
    expect(ends("coolwarm")).toEqual(["#3b4cc0", "#b40426"]);
    expect(ends("jet")).toEqual(["#000080", "#800000"]);
    expect(ends("Blues")).toEqual(["#f7fbff", "#08306b"]);
    expect(ends("RdBu_r")).toEqual(["#053061", "#67001f"]);
    expect(matplotlibStops("viridis", 3)!.map((colour) => cssColour(colour))).toEqual(["#440154", "#21918c", "#fde725"]);
    for (const name of matplotlibNames) expect(matplotlibColours(name)!.every((colour) => (colour & 255) === 255)).toBe(true);
  });

  test("an alpha gradient runs from the first to the last colour", () => {
    expect(withAlphaGradient([0xff0000ff, 0x00ff00ff, 0x0000ffff]).map((colour) => colour & 255)).toEqual([0, 127, 255]);
  });
});

/** All ways to cut a tally into runs. */
function waysToCut(tally: Tally, count: number): Tally[][] {
  if (count === 1) return [[tally]];
  return Array.from({ length: tally.length - count + 1 }, (_, i) =>
    waysToCut(tally.slice(i + 1), count - 1).map((rest) => [tally.slice(0, i + 1), ...rest]),
  ).flat();
}

const cutAt = (tally: Tally, limits: readonly number[]): Tally[] =>
  limits.map((limit, i) => tally.filter(([value]) => value <= limit && (i === 0 || value > limits[i - 1]!)));

const costOf = (runs: readonly Tally[]): number =>
  runs.reduce((sum, run) => {
    const cells = run.reduce((n, [, c]) => n + c, 0);
    const mean = run.reduce((n, [value, c]) => n + value * c, 0) / cells;
    return sum + run.reduce((n, [value, c]) => n + (value - mean) ** 2 * c, 0);
  }, 0);
