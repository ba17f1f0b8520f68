import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellType } from "../cells/cell-type.ts";
import { type ExpressionSetting, expressionOf } from "./expression.ts";
import { problemText } from "./problem.ts";

const nd = Number.NaN;

function setting(cellType: CellType = "float64", more: Partial<ExpressionSetting> = {}): ExpressionSetting {
  return {
    layers: [
      { name: "a", bandNames: ["Red", "NIR band"], cellType, nodata: null },
      { name: "other", bandNames: ["Band 1"], cellType, nodata: null },
    ],
    firstBand: 1,
    cellType: "auto",
    overflow: "clamp",
    ...more,
  };
}

/** The result's bands for cells of a.b1, a.b2 and other.b1. */
function run(text: string, bands: readonly (readonly number[])[], given = setting()): number[][] {
  const checked = expressionOf(text, given);
  if (!checked.ok) throw new Error(problemText(checked.problem));
  return checked.expression
    .program()(
      bands.map((band) => Float64Array.from(band)),
      bands[0]!.length,
    )
    .map((band) => [...band]);
}
const value = (text: string, x = 0, y = 0, z = 0, given = setting()): number | undefined => run(text, [[x], [y], [z]], given)[0]?.[0];
const problem = (text: string, given = setting()): string => {
  const checked = expressionOf(text, given);
  return checked.ok ? "" : problemText(checked.problem);
};
const storage = (text: string, cellType: CellType, more: Partial<ExpressionSetting> = {}) => {
  const checked = expressionOf(text, setting(cellType, more));
  return checked.ok ? [checked.expression.storage.cellType, checked.expression.storage.nodata] : problemText(checked.problem);
};

describe("reading", () => {
  test.each([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["10 - 4 - 3", 3],
    ["2 ** 3 ** 2", 512],
    ["-2 ** 2", -4],
    ["2 ** -1", 0.5],
    ["12 / 4 / 3", 1],
    ["7 % 3 * 2", 2],
    ["1 + 1 == 2 and 3 > 2", 1],
    ["not 1 > 2 and 1 > 2", 0],
    ["1 > 2 or 2 > 1 and 1 > 0", 1],
    ["6 and 3 xor 1 or 8", 11],
    [".5 + 1e-1 + 2.", 2.6],
    ["IF(1 < 2, 10, 20)", 10],
    ["- - 3 + + 2", 5],
    ["2 * pi", 2 * Math.PI],
  ])("%s is %d", (text, expected) => {
    expect(value(text)).toBeCloseTo(expected, 12);
  });

  test("layers and bands are found by name and by number", () => {
    const cells = [[1], [2], [5]];
    expect(run("b1 + 10 * b2 + 100 * other", cells)).toEqual([[521]]);
    expect(run("red + 10 * NIR_band + 100 * other.b1", cells)).toEqual([[521]]);
    expect(run('a."NIR band" * 2', cells)).toEqual([[4]]);
    expect(run("b0 + b1", cells, setting("float64", { firstBand: 0 }))).toEqual([[3]]);
    expect(run("cells * 10", cells)).toEqual([[10], [20]]);
    expect(run("a + other", cells)).toEqual([[6], [7]]);
  });

  test("b4 is the fourth band, B4 the one that is called so", () => {
    const layers = [{ name: "a", bandNames: ["B2", "B3", "B4", "B8"], cellType: "float64", nodata: null }] as const;
    const cells = [[2], [3], [4], [8]];
    expect(run("b4 * 10 + B4", cells, setting("float64", { layers }))).toEqual([[84]]);
    expect(run('b1 * 10 + "b4"', cells, setting("float64", { layers }))).toEqual([[24]]);
    expect(run("b1 * 10 + b8", cells, setting("float64", { layers }))).toEqual([[28]]);
  });

  test.each([
    ["", "expected a value at 1"],
    ["(nir - 1", "expected ) at 9"],
    ["(b1 + b2) / b1)", "expected no ) at 15"],
    ["b1 b2", "expected an operator at 4"],
    ["2x", "expected an operator at 2"],
    ["b1 +", "expected a value at 5"],
    ["b1 + * b2", "expected a value at 6"],
    ["b1 = 2", 'write "==" to compare at 4'],
    ["b1 ^ 2", 'write "**" for a power, "xor" for either or at 4'],
    ["b1 && b2", 'write "and" at 4'],
    ["b1 # 2", "cannot read # at 4"],
    ["1 < b1 < 3", 'comparisons do not chain: write "a < b and b < c" at 8'],
    ["foo + 1", "no layer or band foo at 1"],
    ["1 + b3", "no layer or band b3 at 5"],
    ["a.b3", "the layer a has no band b3 at 1"],
    ["x.b1", "no layer x at 1"],
    ["a. + 1", "expected the name of a band at 4"],
    ["foo(1)", "no function foo at 1"],
    ["sqrt(1, 2)", "sqrt takes 1 value at 1"],
    ["max()", "max takes 1 value or more at 1"],
    ["min_n(b1, b2, 3)", "expected a whole number, 0 for the first at 7"],
    ['"b1', 'expected a closing " at 4'],
    ["max(1, 2", "expected ) at 9"],
    [`${"(".repeat(300)}1`, "nested too deeply at 201"],
  ])("%s: %s", (text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  test("layers of different numbers of bands do not meet", () => {
    const layers = [
      { name: "a", bandNames: ["1", "2"], cellType: "uint8", nodata: null },
      { name: "c", bandNames: ["1", "2", "3"], cellType: "uint8", nodata: null },
    ] as const;
    expect(problem("a + c", setting("uint8", { layers }))).toBe("2 bands meet 3: choose one band, as in cells.b1 at 1");
  });
});

describe("NoData", () => {
  test.each([
    ["b1 + b2", 1, nd, nd],
    ["b1 / b2", 1, 0, nd],
    ["b1 / b2", 0, 0, nd],
    ["b1 % b2", 5, 0, nd],
    ["b1 ** 0", nd, 0, nd],
    ["b1 ** 0", 7, 0, 1],
    ["b1 ** b2", 0, -1, nd],
    ["sqrt(b1)", -4, 0, nd],
    ["log(b1)", 0, 0, nd],
    ["log10(b1)", -1, 0, nd],
    ["b1 < b2", nd, 5, 0],
    ["b1 >= b2", nd, nd, 0],
    ["b1 == b2", nd, nd, 1],
    ["b1 == b2", nd, 1, 0],
    ["b1 != b2", nd, 1, 1],
    ["b1 != b2", nd, nd, 0],
    ["b1 and b2", nd, 1, nd],
    ["not b1", nd, 1, nd],
    ["defined(b1)", nd, 0, 0],
    ["undefined(b1)", nd, 0, 1],
    ["where(b1, 1, 2)", nd, 0, nd],
    ["where(b1 > 3, b2, 7)", 4, nd, nd],
    ["where(b1 > 3, b2, 7)", 1, nd, 7],
    ["where(b1 > 3, nd, b1)", 4, 0, nd],
    ["max(b1, b2)", 1, nd, nd],
    ["min(b1, b2)", 1, nd, nd],
    ["sum(b1, b2)", 1, nd, nd],
    ["mean(b1, b2)", 1, nd, 1],
    ["mean(b1, b2)", nd, nd, nd],
    ["variance(b1, b2)", 1, nd, nd],
    ["median(b1, b2)", nd, 4, 4],
    ["variety(b1, b2)", nd, nd, nd],
    ["max_n(0, b1, b2)", nd, 4, 4],
    ["min_n(1, b1, b2)", nd, 4, nd],
    ["majority(b1, b2)", nd, 4, 4],
  ])("%s of %d and %d is %d", (text, x, y, expected) => {
    expect(value(text, x, y)).toBe(expected);
  });
});

describe("over layers", () => {
  test("a single layer means its bands, several layers go band by band", () => {
    expect(run("max(a)", [[1], [9], [5]])).toEqual([[9]]);
    expect(run("max(a, other)", [[1], [9], [5]])).toEqual([[5], [9]]);
    expect(run("max_n(1, a)", [[1], [9], [5]])).toEqual([[1]]);
  });
  test.each([
    ["majority(7, 1, 7, 1, 3)", 1],
    ["majority_n(1, 7, 1, 7, 1, 3)", 7],
    ["majority_n(2, 7, 1, 7, 1, 3)", 3],
    ["majority_n(3, 7, 1, 7, 1, 3)", nd],
    ["minority(7, 1, 7, 1, 3)", 3],
    ["minority_n(1, 7, 1, 7, 1, 3)", 1],
    ["variance(1, 41, 9, 5)", 1004 / 3],
    ["std(1, 41, 9, 5)", Math.sqrt(1004 / 3)],
    ["range(3, 9, 4)", 6],
    ["median(9, 1, 4)", 4],
    ["median(9, 1, 4, 5)", 4.5],
    ["variety(1, 2, 2, 1)", 2],
    ["mean(1, 2, 6)", 3],
    ["min_n(1, 5, 5, 7)", 5],
  ])("%s is %d", (text, expected) => {
    expect(value(text)).toBe(expected);
    // The same from cells, which are not worked out beforehand.
    const numbers = text.replace(/(?<=[(, ])\d+(?=[,)])/g, "(b1 + $&)");
    const cells = /_n\(/.test(text) ? numbers.replace(/\(\(b1 \+ (\d+)\)/, "($1") : numbers;
    expect(value(cells)).toBe(expected);
  });
});

test("bits are those of two's complement, also beyond 32 bits", () => {
  const whole = fc.maxSafeInteger();
  fc.assert(
    fc.property(whole, whole, (x, y) => {
      expect(value("b1 and b2", x, y)).toBe(Number(BigInt(x) & BigInt(y)));
      expect(value("b1 xor b2", x, y)).toBe(Number(BigInt(x) ^ BigInt(y)));
      expect(value("b1 or b2", x, y)).toBe(Number(BigInt(x) | BigInt(y)));
    }),
  );
  expect(value("not b1", 5)).toBe(-6);
  expect(value("b1 and b2", 6.9, 3.9)).toBe(2);
});

describe("the type of a result", () => {
  test.each([
    ["a", "uint8", "uint8", null],
    ["a + other", "uint8", "uint16", 65535],
    ["a - other", "uint8", "int16", -32768],
    ["a * other", "uint16", "uint32", 4294967295],
    ["a * other", "int32", "float64", nd],
    ["a * 2", "int8", "int16", -32768],
    ["a / other", "uint8", "float32", nd],
    ["a / other", "int32", "float64", nd],
    ["a / other", "float32", "float32", nd],
    ["a + 0.5", "float32", "float32", nd],
    ["a + 1", "float64", "float64", nd],
    ["a > 3", "float64", "bool", null],
    ["not (a > 3)", "float64", "bool", null],
    ["(a > 3) + (other > 3)", "uint8", "uint8", 255],
    ["where(a > 3, 1, nd)", "uint8", "uint8", 255],
    ["abs(a)", "int16", "uint16", 65535],
    ["exp(a)", "uint8", "float64", nd],
    ["exp(a / 1000)", "uint8", "float32", nd],
    ["round(a / 10)", "uint8", "uint8", 255],
    ["sqrt(a)", "uint8", "float32", nd],
    ["a and 15", "int32", "int32", null],
    ["a and 15", "uint32", "uint8", 255],
    ["mean(a)", "uint8", "float32", nd],
    ["variety(a)", "float32", "uint8", 255],
    ["a ** 2", "uint8", "uint16", 65535],
  ])("%s of %s is %s with NoData %s", (text, from, cellType, nodata) => {
    expect(storage(text, from as CellType)).toEqual([cellType, nodata]);
  });

  test("the layer's NoData stays where it can be no result", () => {
    const layers = [{ name: "a", bandNames: ["1"], cellType: "uint8", nodata: 0 }] as const;
    expect(storage("where(a > 7, nd, a)", "uint8", { layers })).toEqual(["uint8", 0]);
    expect(storage("a - 1", "uint8", { layers })).toEqual(["int16", 0].map((x, i) => (i === 0 ? x : -32768)));
  });

  test("as the operands: more bits win, floats before whole numbers, else the right one", () => {
    const layers = (left: CellType, right: CellType) =>
      [
        { name: "a", bandNames: ["1"], cellType: left, nodata: 5 },
        { name: "c", bandNames: ["1"], cellType: right, nodata: 7 },
      ] as const;
    const union = (left: CellType, right: CellType) => storage("a + c", left, { layers: layers(left, right), cellType: "input" });
    expect(union("int16", "int32")).toEqual(["int32", 7]);
    expect(union("float64", "float32")).toEqual(["float64", 5]);
    expect(union("float32", "int32")).toEqual(["float32", 5]);
    expect(union("uint16", "int16")).toEqual(["int16", 7]);
    expect(storage("a * 2.5", "int16", { cellType: "input" })).toEqual(["int16", null]);
  });

  test("nothing overflows and no value is lost, whatever the cells and the expression", () => {
    const types = fc.constantFrom<CellType>("uint8", "int8", "uint16", "int16");
    const leaf = fc.oneof(
      fc.constantFrom("b1", "b2", "other"),
      fc.integer({ min: -300, max: 300 }).map((n) => (n < 0 ? `(${n})` : `${n}`)),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.tuple(tie("tree"), fc.constantFrom("+", "-", "*", "and", "or", "xor", "%"), tie("tree")).map(([l, sign, r]) => `(${l} ${sign} ${r})`),
        tie("tree").map((inner) => `abs(${inner})`),
        tie("tree").map((inner) => `(-${inner})`),
        tie("tree")
          .map((inner) => `not ${inner}`)
          .map((text) => `(${text})`),
        fc.tuple(tie("tree"), tie("tree"), tie("tree"), tie("tree")).map(([l, r, yes, no]) => `where((${l}) > (${r}), ${yes}, ${no})`),
      ),
    }));
    fc.assert(
      fc.property(types, tree, fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 3, maxLength: 3 }), (type, text, picks) => {
        const { min, max } = { uint8: { min: 0, max: 255 }, int8: { min: -128, max: 127 }, uint16: { min: 0, max: 65535 }, int16: { min: -32768, max: 32767 } }[
          type as "uint8"
        ]!;
        const cells = [0, 1, 2].map((band) => [min, max, ...picks.map((pick) => min + (pick[band]! % (max - min + 1)))]);
        const plain = run(text as string, cells, setting(type, { cellType: "float64" }));
        // Of the two zeros, whole number types have one.
        const zeroes = (all: number[][]) => all.map((band) => band.map((x) => x + 0));
        expect(zeroes(run(text as string, cells, setting(type)))).toEqual(zeroes(plain));
      }),
      { numRuns: 60 },
    );
  });
});

describe("stored step by step", () => {
  const stepwise = (overflow: ExpressionSetting["overflow"]) => ({ cellType: "input", overflow }) as const;
  test("every operation cuts off and overflows by itself", () => {
    expect(value("b1 / 2 * 2", 7, 0, 0, setting("int32", stepwise("clamp")))).toBe(6);
    expect(value("b1 * 2 - 50", 100, 0, 0, setting("int8", stepwise("clamp")))).toBe(77);
    expect(value("b1 * 2 - 50", 100, 0, 0, setting("int8", stepwise("wrap")))).toBe(-106);
    expect(value("b1 * 2 - 50", 100, 0, 0, setting("int8", stepwise("nodata")))).toBe(nd);
    expect(value("b1 + 5.1", -3, 0, 0, setting("int32", stepwise("wrap")))).toBe(2);
    expect(value("variance(1, 41, 9, b1)", 5, 0, 0, setting("int32", stepwise("wrap")))).toBe(335);
    expect(value("std(1, 41, 9, b1)", 5, 0, 0, setting("int32", stepwise("wrap")))).toBe(18);
  });

  test("an explicit type is met at the end only", () => {
    expect(value("b1 / 2 * 2", 7, 0, 0, setting("int32", { cellType: "int32" }))).toBe(7);
    expect(value("b1 * 2 - 50", 100, 0, 0, setting("int8", { cellType: "int8" }))).toBe(127);
  });
});

test("whole is the same as in pieces", () => {
  const cells = 5000;
  const bands = [0, 1, 2].map((band) => Array.from({ length: cells }, (_, i) => (i % 97 === 0 ? nd : Math.sin(i * (band + 1)) * 100)));
  const text = "where(b1 > b2, (b1 - b2) / (b1 + b2), mean(a, other) ** 2 + (b1 + b2) * (b1 + b2)) + std(b1, b2, other)";
  const whole = run(text, bands)[0]!;
  for (const from of [0, 1, 2047, 2048, 2049, 4999])
    expect(
      run(
        text,
        bands.map((band) => band.slice(from)),
      )[0],
    ).toEqual(whole.slice(from));
});
