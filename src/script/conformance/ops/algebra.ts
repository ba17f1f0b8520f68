import type { RasterLayer } from "../../raster-layer.ts";
import type { Lab } from "../lab.ts";
import { type CellRows, type Handlers, handler } from "../vector.ts";

/** GeoPySpark's rule: the type of the operands, numbers cut off and wrapped at every operation. */
const upstream = { cellType: "input", overflow: "wrap" } as const;

type Side = number | CellRows;
interface Sides {
  readonly left: Side;
  readonly right: Side;
  readonly left_type?: string;
  readonly right_type?: string;
}

/** Each operator with what it is for a layer at the left, and for a number at the left of a layer. */
const binary: Readonly<
  Record<string, readonly [forwards: (l: RasterLayer, r: RasterLayer | number) => RasterLayer, backwards: (l: number, r: RasterLayer) => RasterLayer]>
> = {
  "+": [(l, r) => l.add(r, upstream), (l, r) => r.add(l, upstream)],
  "-": [(l, r) => l.subtract(r, upstream), (l, r) => r.reverseSubtract(l, upstream)],
  "*": [(l, r) => l.multiply(r, upstream), (l, r) => r.multiply(l, upstream)],
  "/": [(l, r) => l.divide(r, upstream), (l, r) => r.reverseDivide(l, upstream)],
  "%": [(l, r) => l.modulo(r, upstream), (l, r) => r.calculate(`${l} % cells`, upstream)],
  "**": [(l, r) => l.power(r, upstream), (l, r) => r.reversePower(l, upstream)],
  max: [(l, r) => l.localMax(r, upstream), (l, r) => r.localMax(l, upstream)],
  min: [(l, r) => l.localMin(r, upstream), (l, r) => r.localMin(l, upstream)],
  and: [(l, r) => l.and(r, upstream), (l, r) => r.and(l, upstream)],
  or: [(l, r) => l.or(r, upstream), (l, r) => r.or(l, upstream)],
  xor: [(l, r) => l.xor(r, upstream), (l, r) => r.xor(l, upstream)],
  atan2: [(l, r) => l.atan2(r, upstream), (l, r) => r.calculate(`atan2(${l}, cells)`, upstream)],
  "==": [(l, r) => l.equal(r), (l, r) => r.equal(l)],
  "!=": [(l, r) => l.unequal(r), (l, r) => r.unequal(l)],
  "<": [(l, r) => l.less(r), (l, r) => r.greater(l)],
  "<=": [(l, r) => l.lessOrEqual(r), (l, r) => r.greaterOrEqual(l)],
  ">": [(l, r) => l.greater(r), (l, r) => r.less(l)],
  ">=": [(l, r) => l.greaterOrEqual(r), (l, r) => r.lessOrEqual(l)],
};

const aliases: Readonly<Record<string, string>> = {
  add: "+",
  subtract: "-",
  multiply: "*",
  divide: "/",
  power: "**",
  pow: "**",
  "&": "and",
  "|": "or",
  "^": "xor",
  local_max: "max",
  local_min: "min",
  equal: "==",
  unequal: "!=",
  less: "<",
  greater: ">",
};

const sides = handler<Sides, { readonly operator: string }>(async ({ input, params, dtype = "float64" }, lab) => {
  const name = params.operator.toLowerCase();
  const [forwards, backwards] = binary[aliases[name] ?? name]!;
  const { left, right } = input;
  const [leftType, rightType] = [input.left_type ?? dtype, input.right_type ?? dtype];
  const l = isCells(left) ? await lab.single({ cells: left }, leftType) : left;
  const r = isCells(right) ? await lab.single({ cells: right }, rightType) : right;
  const result = typeof l === "object" ? forwards(l, r) : typeof r === "object" ? backwards(l, r) : null;
  return result && answer(result, lab);
});

/** What is neither cells nor a number goes to the API as it is: to be refused. */
const isCells = (side: Side): side is CellRows => Array.isArray(side);

/** Reductions by GeoTrellis' names; n-th ones with the n of the parameters. */
const reductions: Readonly<Record<string, (first: RasterLayer, others: readonly RasterLayer[], n: number) => RasterLayer>> = {
  mean: (first, others) => first.localMean(others, upstream),
  variance: (first, others) => first.localVariance(others, upstream),
  standarddeviation: (first, others) => first.localStandardDeviation(others, upstream),
  std: (first, others) => first.localStandardDeviation(others, upstream),
  median: (first, others) => first.localMedian(others, upstream),
  variety: (first, others) => first.localVariety(others, upstream),
  sum: (first, others) => first.localSum(others, upstream),
  add: (first, others) => first.localSum(others, upstream),
  min: (first, others) => first.localMin(others, upstream),
  max: (first, others) => first.localMax(others, upstream),
  range: (first, others) => first.localRange(others, upstream),
  minn: (first, others, n) => first.localMinN(n, others, upstream),
  maxn: (first, others, n) => first.localMaxN(n, others, upstream),
  majority: (first, others, n) => first.localMajority(n, others, upstream),
  mode: (first, others, n) => first.localMajority(n, others, upstream),
  minority: (first, others, n) => first.localMinority(n, others, upstream),
};

/** Operators on one layer by the name of their method. */
const unary = [
  "abs",
  "negate",
  "sqrt",
  "log",
  "log10",
  "exp",
  "round",
  "floor",
  "ceil",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "sinh",
  "cosh",
  "tanh",
  "not",
  "defined",
  "undefined",
] as const;

/** Expressions of arrays write "and" and "or" of conditions as & and |, and may name the library. */
const ofNumpy = (expression: string): string =>
  expression
    .replace(/\b(?:np|numpy)\./g, "")
    .replace(/&/g, " and ")
    .replace(/\|/g, " or ");

export const algebraHandlers: Handlers = {
  local_binary: sides,
  local_compare: sides,

  local_unary: handler<{ cells: CellRows }, { readonly operator: string }>(async (vector, lab) => {
    const name = vector.params.operator.toLowerCase();
    const method = unary.find((one) => one === name)!;
    return answer((await lab.layer(vector))[method](upstream), lab);
  }),

  local_reduce: handler<{ tiles: readonly CellRows[] }, { readonly operator: string; readonly n?: number }>(
    async ({ input, params, dtype = "float64" }, lab) => {
      const layers = await Promise.all(input.tiles.map((cells) => lab.single({ cells }, dtype)));
      const [first, ...others] = layers;
      return answer(reductions[params.operator.toLowerCase().replace(/_/g, "")]!(first!, others, params.n ?? 0), lab);
    },
  ),

  local_chain: handler<Readonly<Record<string, CellRows>>, { readonly expression: string }>(async ({ input, params, dtype = "float64" }, lab) => {
    const names: Record<string, RasterLayer> = {};
    for (const [name, cells] of Object.entries(input)) names[name] = await lab.single({ cells }, dtype);
    const [first] = Object.values(names);
    return answer(first!.calculate(ofNumpy(params.expression), { names, ...upstream }), lab);
  }),

  map_cells: handler<unknown, { readonly expression: string }>(async (vector, lab) => {
    const layer = await lab.layer(vector);
    return answer(layer.mapCells(ofNumpy(vector.params.expression), { overflow: "wrap", stored: true }), lab);
  }),

  map_tiles: handler<unknown, { readonly expression: string }>(async (vector, lab) => {
    const layer = await lab.layer(vector);
    return answer(layer.mapTiles(ofNumpy(vector.params.expression)), lab);
  }),

  convert_data_type: handler<unknown, { readonly new_type: string; readonly no_data_value?: number | null }>(async (vector, lab) => {
    const { new_type: type, no_data_value: nodata } = vector.params;
    const layer = (await lab.layer(vector)).convertDataType(type, nodata ?? undefined, "wrap");
    return answer(layer, lab);
  }),

  with_no_data: handler<unknown, { readonly no_data_value: number }>(async (vector, lab) => {
    const layer = (await lab.layer(vector)).withNoData(vector.params.no_data_value);
    return answer(layer, lab);
  }),

  cell_type_union: handler<{ left: string; right: string }, unknown>(async ({ input }, lab) => {
    const [left, right] = await Promise.all([input.left, input.right].map((type) => lab.single({ cells: [[1]] }, type)));
    return { cell_type: lab.typeName(left!.add(right!, upstream)) };
  }),
};

async function answer(layer: RasterLayer, lab: Lab) {
  const bands = await lab.bands(layer);
  const raw = await lab.rawBands(layer);
  return { cells: bands[0], bands, cells_raw: raw[0], bands_raw: raw, cell_type: lab.typeName(layer), nodata: layer.metadata.nodata };
}
