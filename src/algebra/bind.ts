import type { Overflow, Storage } from "./fit.ts";
import { writtenName } from "./names.ts";
import type { Operation } from "./operation.ts";
import { type OperationName, operations } from "./operations.ts";
import type { Tree } from "./parse.ts";
import { refuse } from "./problem.ts";
import { unionStorage } from "./storage.ts";
import { constantRange, typeRange, type ValueRange } from "./value-range.ts";

/** A layer that an expression may name. */
export interface NamedLayer extends Storage {
  readonly name: string;
  readonly bandNames: readonly string[];
}

/** What the names of an expression mean. */
export interface Scope {
  /** The bands of the first layer also go by themselves, and all of them as `cells`. */
  readonly layers: readonly [NamedLayer, ...NamedLayer[]];
  /** b1 is the first band, or b0 is. */
  readonly firstBand: 0 | 1;
  /** Store the result of every operation in the type of its operands, as GeoPySpark does; else numbers stay as they are until the end. */
  readonly storesSteps: boolean;
  readonly overflow: Overflow;
}

/** What is computed for one band of the result. */
export type Value = { readonly range: ValueRange; readonly storage: Storage | null } & (
  | { readonly kind: "band"; readonly slot: number }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "call"; readonly operation: OperationName; readonly args: readonly Value[] }
);

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

/** The bands that a tree comes to in a scope: names looked up, bands paired, types known. Throws an ExpressionError. */
export function bind(tree: Tree, scope: Scope): readonly Value[] {
  switch (tree.kind) {
    case "number":
      return [numberValue(tree.value)];
    case "name":
      return named(tree, scope);
    case "call":
      return call(tree, scope);
    default:
      return tree satisfies never;
  }
}

const numberValue = (value: number): Value => ({ kind: "number", value, range: constantRange(value), storage: null });

function named({ name, member, quoted, at, end }: Extract<Tree, { kind: "name" }>, scope: Scope): readonly Value[] {
  const { layers } = scope;
  const layer = layers.findIndex((one) => one.name === name);
  const index = layer < 0 && name === "cells" && (member !== null || !quoted) ? 0 : layer;
  if (member !== null) {
    const found = layers[index] ?? refuse(`no layer ${name}`, { at, end });
    return [bandValue(scope, index, bandIndex(found, member, quoted, scope) ?? refuse(`the layer ${name} has no band ${member}`, { at, end }))];
  }
  const whole = layers[index];
  if (whole) return whole.bandNames.map((_, band) => bandValue(scope, index, band));
  const band = bandIndex(layers[0], name, quoted, scope);
  if (band !== null) return [bandValue(scope, 0, band)];
  const constant = Object.hasOwn(constants, name.toLowerCase()) ? constants[name.toLowerCase()] : undefined;
  return constant === undefined ? refuse(`no layer or band ${name}`, { at, end }) : [numberValue(constant)];
}

/** A band as b1, b2 … or by its name, also in another case. b4 is the fourth band whatever bands are called; in quotes it is a name. */
function bandIndex({ bandNames }: NamedLayer, name: string, quoted: boolean, { firstBand }: Scope): number | null {
  const written = bandNames.map(writtenName);
  const place = quoted ? null : /^b(\d{1,6})$/i.exec(name);
  const counted = place ? Number(place[1]) - firstBand : -1;
  const alike = written.findIndex((band) => band.toLowerCase() === name.toLowerCase());
  const found = [name.startsWith("b") ? counted : -1, bandNames.indexOf(name), written.indexOf(name), alike, counted];
  return found.find((index) => index >= 0 && index < bandNames.length) ?? null;
}

function bandValue({ layers }: Scope, layer: number, band: number): Value {
  const { cellType, nodata } = layers[layer]!;
  const before = layers.slice(0, layer).reduce((sum, one) => sum + one.bandNames.length, 0);
  return { kind: "band", slot: before + band, range: typeRange(cellType, nodata), storage: { cellType, nodata } };
}

function call({ operation: name, args, at, end }: Extract<Tree, { kind: "call" }>, scope: Scope): readonly Value[] {
  const operation: Operation = operations[name];
  const bound = args.map((arg) => bind(arg, scope));
  const order = operation.takesOrder ? bound.slice(0, 1) : [];
  if (order.length > 0) checkOrder(order[0]!, args[0]!);
  const rest = bound.slice(order.length);
  // Over a single layer means over its bands.
  if (operation.operands === "over" && rest.length === 1) return [made(name, [...order.flat(), ...rest[0]!], scope)];
  const width = Math.max(...bound.map((bands) => bands.length));
  const odd = bound.findIndex((bands) => bands.length !== 1 && bands.length !== width);
  if (odd >= 0) refuse(`${bound[odd]!.length} bands meet ${width}: choose one band, as in cells.b${scope.firstBand}`, { at, end });
  return Array.from({ length: width }, (_, band) =>
    made(
      name,
      bound.map((bands) => bands[bands.length === 1 ? 0 : band]!),
      scope,
    ),
  );
}

function checkOrder([order, more]: readonly Value[], place: Tree): void {
  const fits = !more && order?.kind === "number" && Number.isInteger(order.value) && order.value >= 0;
  if (!fits) refuse("expected a whole number, 0 for the first", place);
}

/** One band of a result; of numbers alone, the number. */
function made(name: OperationName, args: readonly Value[], scope: Scope): Value {
  if (name === "std") return made("sqrt", [made("variance", args, scope)], scope);
  if (name === "range") return made("subtract", [made("max", args, scope), made("min", args, scope)], scope);
  if (name === "not" && args[0]!.range.kind !== "bool") return made("notBits", args, scope);
  const operation: Operation = operations[name];
  if (args.every((arg) => arg.kind === "number")) return numberValue(computed(operation, args));
  const range = operation.range(args.map((arg) => arg.range));
  const storage = range.kind === "bool" && (name in truths || args.every((arg) => arg.range.kind === "bool")) ? truth : storageOf(name, args);
  if (!scope.storesSteps) return { kind: "call", operation: name, args, range, storage };
  return { kind: "call", operation: name, args, range: storage ? typeRange(storage.cellType, storage.nodata) : range, storage };
}

const truth: Storage = { cellType: "bool", nodata: null };
const truths: Partial<Record<OperationName, true>> = {
  equal: true,
  unequal: true,
  less: true,
  lessOrEqual: true,
  greater: true,
  greaterOrEqual: true,
  defined: true,
  undefined: true,
};

/** The union of the types of those operands that give the result its values. */
function storageOf(name: OperationName, args: readonly Value[]): Storage | null {
  const values = name === "where" ? args.slice(1) : args;
  const known = values.map((value) => value.storage).filter((storage) => storage !== null);
  return known.length === 0 ? null : known.reduce(unionStorage);
}

function computed(operation: Operation, args: readonly Extract<Value, { kind: "number" }>[]): number {
  const out = new Float64Array(1);
  operation.loop(
    out,
    args.map(({ value }) => Float64Array.of(value)),
    1,
  );
  return out[0]!;
}
