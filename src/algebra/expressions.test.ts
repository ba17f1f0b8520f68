import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expressionOf } from "./expression.ts";
import { problemText } from "./problem.ts";

interface ExpressionFile {
  readonly oracle: string;
  readonly bands: Readonly<Record<string, readonly (number | null)[]>>;
  readonly expressions: readonly { readonly expression: string; readonly cells: readonly (number | null)[] }[];
}
const { oracle, bands, expressions } = JSON.parse(readFileSync(new URL("./expressions.json", import.meta.url), "utf8")) as ExpressionFile;
const names = Object.keys(bands);
const cells = Object.values(bands).map((band) => Float64Array.from(band, (cell) => cell ?? Number.NaN));
const layers = names.map((name) => ({ name, bandNames: ["Band 1"], cellType: "float64", nodata: null }) as const);

test.each(expressions.map(({ expression, cells: expected }) => [expression, expected] as const))(`%s is as ${oracle} says`, (expression, expected) => {
  const checked = expressionOf(expression, { layers: [layers[0]!, ...layers.slice(1)], firstBand: 1, cellType: "float64", overflow: "clamp" });
  if (!checked.ok) throw new Error(problemText(checked.problem));
  const [band] = checked.expression.program()(cells, cells[0]!.length);
  for (const [i, cell] of expected.entries()) {
    if (cell === null) expect(band![i]).toBeNaN();
    else expect(Math.abs(band![i]! - cell)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(cell)));
  }
});
