import { parse, type Tree } from "../algebra/parse.ts";
import { cellTypeInfo } from "../cells/cell-type.ts";
import { widen } from "../cells/tile.ts";
import { FaultError } from "../fault.ts";
import type { BandsParams } from "../ops/bands.ts";
import type { CalculateParams } from "../ops/calculate.ts";
import type { ConvertTypeParams } from "../ops/convert-type.ts";
import type { MapCellsParams } from "../ops/map-cells.ts";
import type { MaskParams } from "../ops/mask.ts";
import type { DerivedNode, LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import { enginePool } from "./engine.ts";
import type { TraceStage, WhyNodata } from "./readings.ts";
import type { CellPlace } from "./series.ts";
import type { Recipe, RecipeStep } from "./state.ts";

/** A stage of a recipe at a point: its cell, and what it holds; null where no raster lies. */
export interface Looked {
  readonly node: LayerNode;
  readonly place: CellPlace | null;
  readonly values: readonly number[] | null;
}

/** Where a cell without a value lost it, band by band from the last stage back; null when every band has one. */
export async function whyNodata(looks: readonly Looked[], { steps }: Recipe): Promise<WhyNodata | null> {
  const last = looks.at(-1);
  if (!last || last.values?.every((value) => !Number.isNaN(value))) return null;
  const lost = last.values?.findIndex(Number.isNaN) ?? 0;
  let band = lost;
  let stage = looks.length - 1;
  while (stage > 0) {
    const before = looks[stage - 1]!;
    const from = bandBefore(steps[stage - 1], band, before.values, looks[stage]!.values);
    if (from === "other" || hasValue(before, from)) break;
    band = from === "any" ? 0 : from;
    stage--;
  }
  const told = last.values && last.values.length > 1 && last.values.some((value) => !Number.isNaN(value)) ? lost : null;
  return { band: told, ...(await causeAt(looks, steps, stage, band)) };
}

/** The band of each stage that a band of the last one comes from; null from where it is another layer's. */
export function bandsBack(stages: readonly TraceStage[], steps: readonly RecipeStep[], band: number): readonly (number | null)[] {
  const back: (number | null)[] = [band];
  for (let stage = stages.length - 1; stage > 0; stage--) {
    const at = back[0] ?? null;
    const from = at === null ? "other" : bandBefore(steps[stage - 1], at, stages[stage - 1]!.values, stages[stage]!.values);
    back.unshift(from === "other" ? null : from === "any" ? 0 : from);
  }
  return back;
}

type Cause = WhyNodata extends infer Why ? (Why extends { readonly band: number | null } ? Omit<Why, "band"> : never) : never;

async function causeAt(looks: readonly Looked[], steps: readonly RecipeStep[], stage: number, band: number): Promise<Cause> {
  const at = looks[stage]!;
  if (stage === 0) return at.values === null ? { kind: "outside" } : { kind: "source", file: sourceName(at) };
  const before = looks[stage - 1]!;
  const step = steps[stage - 1]!;
  const value = valueIn(before, bandBefore(step, band, before.values, at.values));
  if (step.op === "mask") return { kind: "masked", stage, keep: (step.params as MaskParams).keep };
  if (at.values === null) return { kind: "cut-off", stage };
  const { node } = at;
  if (node.kind === "derived" && at.place && (step.op === "calculate" || step.op === "mapCells")) {
    const part = await failingPart({ node, place: at.place, band });
    if (part) return { ...part, stage };
  }
  if (step.op === "convertType" && value !== null) {
    const { overflow } = step.params as ConvertTypeParams;
    const { cellType, nodata } = node.meta;
    const { min, max, float } = cellTypeInfo(cellType);
    const kept = float ? value : Math.trunc(value);
    if (overflow === "nodata" && (kept < min || kept > max)) return { kind: "overflow", stage, value, cellType };
    if (nodata !== null) return { kind: "nodata-number", stage, value, nodata };
  }
  if (step.op === "reproject" || step.op === "tileToLayout") return { kind: "resampled", stage };
  if (step.others.length > 0) return { kind: "other-layer", stage };
  return { kind: "step", stage, value };
}

type Values = readonly number[] | null;

/** The band before a step that one of its bands comes from: "any" where a step makes bands of all, "other" where it is another layer's. */
function bandBefore(step: RecipeStep | undefined, band: number, before: Values, after: Values): number | "any" | "other" {
  if (!step?.on || !before || !after) return band;
  // The op's schema parsed these parameters when the layer was derived.
  if (step.op === "bands") return (step.params as BandsParams).bands[band] ?? band;
  if (step.op === "combineBands") return band < before.length ? band : "other";
  return before.length === after.length ? band : "any";
}

/** The value of a band; of any band the first one that has a value. */
const valueIn = ({ values }: Looked, band: number | "any" | "other"): number | null =>
  typeof band === "number" ? (values?.[band] ?? null) : (values?.find((value) => !Number.isNaN(value)) ?? null);

function hasValue(looked: Looked, band: number | "any"): boolean {
  const value = valueIn(looked, band);
  return value !== null && !Number.isNaN(value);
}

const sourceName = ({ node, place }: Looked): string => (place ? (node.meta.rasters[place.raster]?.name ?? "") : "");

/** How a derived node's cell is asked about. */
interface Asked {
  readonly node: DerivedNode;
  readonly place: CellPlace;
  readonly band: number;
}

/** Parts of an expression that are looked at; longer ones are told as a whole. */
const partsAtMost = 60;

/** The innermost part of a formula that has no value although its operands have one, by computing each part at the cell. */
async function failingPart(asked: Asked): Promise<{ readonly kind: "division" | "no-result" | "operand"; readonly part: string } | null> {
  // Both ops' parameters hold an expression; the schema parsed it when the layer was derived.
  const { expression } = asked.node.step.params as CalculateParams | MapCellsParams;
  let left = partsAtMost;
  const valueAt = async (tree: Tree): Promise<number> => {
    if (tree.kind === "number") return tree.value;
    left--;
    return left < 0 ? 0 : partValue(asked, expression.slice(tree.at, tree.end));
  };
  const find = async (tree: Tree): Promise<{ readonly kind: "division" | "no-result" | "operand"; readonly part: string } | null> => {
    if (!Number.isNaN(await valueAt(tree))) return null;
    const part = expression.slice(tree.at, tree.end);
    if (tree.kind !== "call") return { kind: "operand", part };
    for (const arg of tree.args) {
      const inner = await find(arg);
      if (inner) return inner;
    }
    const divisor = tree.operation === "divide" || tree.operation === "modulo" ? tree.args[1] : undefined;
    return { kind: divisor && (await valueAt(divisor)) === 0 ? "division" : "no-result", part };
  };
  return find(parse(expression));
}

/** A part of a node's expression at its cell, in full numbers; 0 for one that stands for no layer. */
async function partValue({ node, place, band }: Asked, expression: string): Promise<number> {
  try {
    const params = { ...(node.step.params as CalculateParams | MapCellsParams), expression, cellType: "float64", overflow: "nodata" };
    const part = derive({ op: node.step.op, params }, node.inputs);
    const window = { raster: place.raster, level: 0, col: place.col, row: place.row, cols: 1, rows: 1 };
    const { bands } = widen(await enginePool().run(part, { kind: "window", node: part.id, window }, { priority: () => -1 }));
    return (bands[band] ?? bands[0])?.[0] ?? Number.NaN;
  } catch (error) {
    if (error instanceof FaultError && error.fault.tag === "bad-param") return 0;
    throw error;
  }
}
