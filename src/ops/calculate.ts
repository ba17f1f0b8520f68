import { z } from "zod";
import { type Expression, expressionOf } from "../algebra/expression.ts";
import { problemText } from "../algebra/problem.ts";
import type { Program } from "../algebra/program.ts";
import { cellTypeInfo } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { type JoinedRaster, joinRasters } from "../layer/join.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { cellOp } from "./define.ts";
import { expressionField, namedLayers, overflowField, resultBands, resultTypeField } from "./expression-field.ts";

const schema = z.object({
  expression: expressionField("Layers and bands by name, + - * / % **, comparisons, and or not, functions"),
  /** What the expression calls each input, the first one first. */
  names: z.array(z.string().min(1)),
  cellType: resultTypeField("As the operands, step by step"),
  overflow: overflowField("For a cell type of your choice; automatic never needs it"),
  /** Whether the first band is b1 or b0. */
  firstBand: z.union([z.literal(0), z.literal(1)]),
});
export type CalculateParams = z.infer<typeof schema>;

type Inputs = readonly [LayerMeta, ...LayerMeta[]];

/**
 * An expression over layers and bands, cell by cell. Layers must lie on one grid of cells; the result has the rasters and
 * tiles that all of them have. It is stored so that nothing overflows, unless a type is asked for.
 */
export const calculate = cellOp<CalculateParams, Program>({
  title: "Raster calculator",
  help: "Compute cells from layers and bands by a formula",
  words: [
    "map algebra",
    "expression",
    "formula",
    "band math",
    "ndvi",
    "index",
    "add",
    "subtract",
    "multiply",
    "divide",
    "compare",
    "greater",
    "less",
    "equal",
    "and or not",
    "if",
    "where",
    "local",
    "sqrt",
    "abs",
    "log",
    "exp",
    "power",
    "round",
    "floor",
    "ceil",
    "sin cos tan trigonometry",
    "defined undefined",
    "layers: min max mean median variety majority minority",
  ],
  version: 1,
  takes: "many",
  params: schema,
  summary: ({ expression, cellType }) => (cellType === "auto" || cellType === "input" ? expression : `${expression}, ${cellTypeInfo(cellType).label}`),
  initial(inputs) {
    const names = inputs.reduce<string[]>((taken) => [...taken, freeLetter(taken)], []);
    return { expression: names.slice(0, 2).join(" - "), names, cellType: "auto", overflow: "clamp", firstBand: 1 };
  },
  infer(inputs, params): LayerMeta {
    const { bandCount, storage } = expressionIn(inputs, params);
    const joined = together(inputs);
    if (joined.length === 0) fail({ tag: "bad-input", op: "calculate", problem: shareCells(inputs) ? apartInTime : apartInPlace });
    const [first] = inputs;
    return { ...first, ...storage, rasters: joined.map(({ raster }) => raster), bands: resultBands(first, bandCount, params.expression), palette: null };
  },
  prepare: (inputs, params) => expressionIn(inputs, params).program(),
  sources: (raster, inputs) => together(inputs)[raster]?.sources ?? [],
  kernel: ({ grid, bands }, _params, { prepared }) => ({ grid, bands: prepared(bands, grid.cols * grid.rows) }),
});

const apartInPlace = "the layers do not lie on the same cells; lay them onto the first one's layout with tileToLayout";
const apartInTime = "the layers have no date in common; take one date of a layer with toSpatialLayer, and it goes with every date";

/** The rasters that layers have in common; dates keep them apart only where a layer has several. */
function together(inputs: Inputs): readonly JoinedRaster[] {
  const before = known.get(inputs[0]);
  if (before?.inputs.length === inputs.length && before.inputs.every((input, i) => input === inputs[i])) return before.joined;
  const joined = joinedOf(inputs);
  known.set(inputs[0], { inputs, joined });
  return joined;
}

/** Every tile asks; long series take a while to pair. */
const known = new WeakMap<LayerMeta, { readonly inputs: Inputs; readonly joined: readonly JoinedRaster[] }>();

function joinedOf(inputs: Inputs): readonly JoinedRaster[] {
  const hasOneDate = inputs.every(({ rasters }) => rasters.every(({ instant }) => instant === rasters[0]?.instant));
  const isCommon = inputs.every(({ rasters }) => rasters[0]?.instant === inputs[0].rasters[0]?.instant);
  return joinRasters(hasOneDate && !isCommon ? undated(inputs) : inputs, "tiles");
}

/** True for layers on the same cells somewhere, whatever their dates. */
export const shareCells = (inputs: Inputs): boolean => joinRasters(undated(inputs), "tiles").length > 0;

function undated([first, ...rest]: Inputs): Inputs {
  const without = (meta: LayerMeta): LayerMeta => ({ ...meta, rasters: meta.rasters.map((raster) => ({ ...raster, instant: null })) });
  return [without(first), ...rest.map(without)];
}

/** A letter, or a number behind one, that no layer of an expression is called. e is a constant. */
export function freeLetter(taken: readonly string[]): string {
  const letter = [..."abcdfghijklmnopqrstuvwxyz"].find((one) => !taken.includes(one));
  return letter ?? `layer${taken.length + 1}`;
}

function expressionIn(inputs: Inputs, { expression, names, cellType, overflow, firstBand }: CalculateParams): Expression {
  const refuse = (param: string, problem: string) => fail({ tag: "bad-param", op: "calculate", param, problem });
  if (names.length !== inputs.length) refuse("names", `${names.length} names for ${inputs.length} layers`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) refuse("names", `two layers are called ${twice}`);
  const checked = expressionOf(expression, { layers: namedLayers(inputs, names), firstBand, cellType, overflow });
  return checked.ok ? checked.expression : refuse("expression", problemText(checked.problem));
}
