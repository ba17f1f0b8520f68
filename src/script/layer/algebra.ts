import type { Overflow } from "../../algebra/fit.ts";
import { fail } from "../../fault.ts";
import { type CellsFunction, mappedCells, mappedTiles, type TileFunction } from "../map-function.ts";
import { toCellType } from "../options.ts";
import { LayerBase } from "./base.ts";

export interface AlgebraOptions {
  /** "auto": nothing overflows; "input": GeoPySpark's, the type of the operands, cut off and stored at every operation; or a type. */
  readonly cellType?: string;
  /** What becomes of numbers that the type does not hold. Clamped unless told. */
  readonly overflow?: Overflow;
}

/** The other side of an operation: a layer on the same cells, or a number; null is NoData. */
export type Operand = AlgebraLayer | number | null;

/**
 * Map algebra: arithmetic, comparisons and functions, cell by cell. Bands go with bands, and a layer of one band with every
 * band. Every operation is a method by itself, as scripts look for them.
 */
export abstract class AlgebraLayer extends LayerBase {
  /**
   * Any expression. This layer is `cells`, and its bands go by name or as b1, b2 …; `names` tells what others are called, and
   * this one too. The layers must lie on the same cells, else `bad-input`.
   */
  calculate(expression: string, { names = {}, ...options }: AlgebraOptions & { readonly names?: Readonly<Record<string, AlgebraLayer>> } = {}): this {
    const [own] = Object.entries(names).find(([, layer]) => layer === this) ?? ["cells"];
    const others = Object.entries(names).filter(([name]) => name !== own);
    const stranger = others.find(([, layer]) => !(layer instanceof AlgebraLayer));
    if (stranger) refuseType("calculate", `names.${stranger[0]}`, stranger[1], "a layer");
    const inputs = others.map(([, layer]) => layer);
    return this.step("calculate", { expression, names: [own, ...others.map(([name]) => name)], firstBand: 1, ...storing("calculate", options) }, inputs);
  }

  /**
   * Every cell of every band through an expression over `cells`, or through a function of the stored numbers of a band of a
   * tile. The layer's type and NoData stay. A function runs on this page, not in the workers, and answers a promise. An
   * expression leaves NoData out, unless `stored` lets it see the stored numbers too.
   */
  mapCells(expression: string, options?: AlgebraOptions & { readonly stored?: boolean }): this;
  mapCells(work: CellsFunction, options?: AlgebraOptions): Promise<this>;
  mapCells(map: string | CellsFunction, { cellType = "input", stored, ...options }: AlgebraOptions & { readonly stored?: boolean } = {}): this | Promise<this> {
    if (typeof map === "string") return this.step("mapCells", { expression: map, ...storing("mapCells", { cellType, ...options }), ...(stored && { stored }) });
    if (typeof map !== "function") refuseType("mapCells", "map", map, "an expression or a function");
    return mappedCells(this.node, map, storing("mapCells", { cellType, ...options })).then((node) => this.like(node));
  }

  /** Every tile through an expression, whose bands are b0, b1 … as in `tile.cells[0]`, or through a function. The result may have other bands and another type. */
  mapTiles(expression: string, options?: AlgebraOptions): this;
  mapTiles(work: TileFunction): Promise<this>;
  mapTiles(map: string | TileFunction, options: AlgebraOptions = {}): this | Promise<this> {
    if (typeof map === "string") return this.step("calculate", { expression: map, names: ["cells"], firstBand: 0, ...storing("mapTiles", options) });
    if (typeof map !== "function") refuseType("mapTiles", "map", map, "an expression or a function");
    return mappedTiles(this.node, map).then((node) => this.like(node));
  }

  /** The sum. */
  add(other: Operand, options?: AlgebraOptions): this {
    return this.computed("add", "a + b", [other], options);
  }
  /** This layer less the other. */
  subtract(other: Operand, options?: AlgebraOptions): this {
    return this.computed("subtract", "a - b", [other], options);
  }
  /** The product. */
  multiply(other: Operand, options?: AlgebraOptions): this {
    return this.computed("multiply", "a * b", [other], options);
  }
  /** The quotient; divided by zero is NoData. */
  divide(other: Operand, options?: AlgebraOptions): this {
    return this.computed("divide", "a / b", [other], options);
  }
  /** What is left after division, with the sign of the divisor. */
  modulo(other: Operand, options?: AlgebraOptions): this {
    return this.computed("modulo", "a % b", [other], options);
  }
  /** This layer to the power of the other; anything to the power of 0 is 1. */
  power(other: Operand, options?: AlgebraOptions): this {
    return this.computed("power", "a ** b", [other], options);
  }
  /** The other less this layer: 10 - layer. */
  reverseSubtract(other: Operand, options?: AlgebraOptions): this {
    return this.computed("reverseSubtract", "b - a", [other], options);
  }
  /** The other divided by this layer: 1 / layer. */
  reverseDivide(other: Operand, options?: AlgebraOptions): this {
    return this.computed("reverseDivide", "b / a", [other], options);
  }
  /** The other to the power of this layer: 2 ** layer. */
  reversePower(other: Operand, options?: AlgebraOptions): this {
    return this.computed("reversePower", "b ** a", [other], options);
  }
  /** The angle in radians from the x axis to (other, this). */
  atan2(other: Operand, options?: AlgebraOptions): this {
    return this.computed("atan2", "atan2(a, b)", [other], options);
  }
  /** Bits that both have; a fraction is cut off, NoData stays. */
  and(other: Operand, options?: AlgebraOptions): this {
    return this.computed("and", "a and b", [other], options);
  }
  /** Bits that either has. */
  or(other: Operand, options?: AlgebraOptions): this {
    return this.computed("or", "a or b", [other], options);
  }
  /** Bits that one has and the other has not. */
  xor(other: Operand, options?: AlgebraOptions): this {
    return this.computed("xor", "a xor b", [other], options);
  }
  /** 1 where both are the same, also where neither has a value; never NoData, as all comparisons. */
  equal(other: Operand, options?: AlgebraOptions): this {
    return this.computed("equal", "a == b", [other], options);
  }
  /** 1 where they differ; a value and no value differ. */
  unequal(other: Operand, options?: AlgebraOptions): this {
    return this.computed("unequal", "a != b", [other], options);
  }
  /** 1 where this layer is below the other. */
  less(other: Operand, options?: AlgebraOptions): this {
    return this.computed("less", "a < b", [other], options);
  }
  /** 1 where it is below or the same. */
  lessOrEqual(other: Operand, options?: AlgebraOptions): this {
    return this.computed("lessOrEqual", "a <= b", [other], options);
  }
  /** 1 where it is above. */
  greater(other: Operand, options?: AlgebraOptions): this {
    return this.computed("greater", "a > b", [other], options);
  }
  /** 1 where it is above or the same. */
  greaterOrEqual(other: Operand, options?: AlgebraOptions): this {
    return this.computed("greaterOrEqual", "a >= b", [other], options);
  }
  /** Without sign. */
  abs(options?: AlgebraOptions): this {
    return this.computed("abs", "abs(a)", [], options);
  }
  /** The other sign. */
  negate(options?: AlgebraOptions): this {
    return this.computed("negate", "-a", [], options);
  }
  /** Square root; NoData for negative numbers. */
  sqrt(options?: AlgebraOptions): this {
    return this.computed("sqrt", "sqrt(a)", [], options);
  }
  /** Natural logarithm; NoData for 0 and below. */
  log(options?: AlgebraOptions): this {
    return this.computed("log", "log(a)", [], options);
  }
  /** Logarithm to base 10; NoData for 0 and below. */
  log10(options?: AlgebraOptions): this {
    return this.computed("log10", "log10(a)", [], options);
  }
  /** e to the power of this layer. */
  exp(options?: AlgebraOptions): this {
    return this.computed("exp", "exp(a)", [], options);
  }
  /** Nearest whole number, halves upwards. */
  round(options?: AlgebraOptions): this {
    return this.computed("round", "round(a)", [], options);
  }
  /** Next whole number below. */
  floor(options?: AlgebraOptions): this {
    return this.computed("floor", "floor(a)", [], options);
  }
  /** Next whole number above. */
  ceil(options?: AlgebraOptions): this {
    return this.computed("ceil", "ceil(a)", [], options);
  }
  /** Of radians. */
  sin(options?: AlgebraOptions): this {
    return this.computed("sin", "sin(a)", [], options);
  }
  /** Of radians. */
  cos(options?: AlgebraOptions): this {
    return this.computed("cos", "cos(a)", [], options);
  }
  /** Of radians. */
  tan(options?: AlgebraOptions): this {
    return this.computed("tan", "tan(a)", [], options);
  }
  /** In radians; NoData beyond -1 to 1. */
  asin(options?: AlgebraOptions): this {
    return this.computed("asin", "asin(a)", [], options);
  }
  /** In radians; NoData beyond -1 to 1. */
  acos(options?: AlgebraOptions): this {
    return this.computed("acos", "acos(a)", [], options);
  }
  /** In radians. */
  atan(options?: AlgebraOptions): this {
    return this.computed("atan", "atan(a)", [], options);
  }
  /** Hyperbolic sine. */
  sinh(options?: AlgebraOptions): this {
    return this.computed("sinh", "sinh(a)", [], options);
  }
  /** Hyperbolic cosine. */
  cosh(options?: AlgebraOptions): this {
    return this.computed("cosh", "cosh(a)", [], options);
  }
  /** Hyperbolic tangent. */
  tanh(options?: AlgebraOptions): this {
    return this.computed("tanh", "tanh(a)", [], options);
  }
  /** 1 for 0 and 0 for 1 of booleans; every bit turned over of whole numbers. */
  not(options?: AlgebraOptions): this {
    return this.computed("not", "not a", [], options);
  }
  /** 1 where there is a value, else 0. */
  defined(options?: AlgebraOptions): this {
    return this.computed("defined", "defined(a)", [], options);
  }
  /** 1 where there is none, else 0. */
  undefined(options?: AlgebraOptions): this {
    return this.computed("undefined", "undefined(a)", [], options);
  }
  /** `yes` where this layer is not 0, else `no`; NoData where this layer has no value. */
  ifCell(yes: Operand, no: Operand = null, options?: AlgebraOptions): this {
    return this.computed("ifCell", "where(a, b, c)", [yes, no], options);
  }

  /** `replacement` (NoData unless told) where another layer equals a value, this layer elsewhere. */
  localMask(other: AlgebraLayer, value: number | null, replacement: Operand = null, options?: AlgebraOptions): this {
    return this.computed("localMask", "where(b == c, d, a)", [other, value, replacement], options);
  }

  /** `replacement` (NoData unless told) where another layer does not equal a value, this layer elsewhere. */
  localInverseMask(other: AlgebraLayer, value: number | null, replacement: Operand = null, options?: AlgebraOptions): this {
    return this.computed("localInverseMask", "where(b == c, a, d)", [other, value, replacement], options);
  }

  /** An expression in which this layer is a, and the operands b, c … */
  private computed(op: string, expression: string, operands: readonly Operand[], options: AlgebraOptions = {}): this {
    const layers: AlgebraLayer[] = [];
    const words = new Map<string, string>();
    for (const [i, operand] of operands.entries()) {
      if (operand instanceof AlgebraLayer) layers.push(operand);
      words.set("bcd"[i]!, operand instanceof AlgebraLayer ? letterOf(layers.length) : literal(op, operand));
    }
    const text = expression.replace(/\b[bcd]\b/g, (word) => words.get(word) ?? word);
    return this.lettered(op, text, layers, options);
  }

  /** An expression in which this layer is a, and further layers go by `letterOf`. */
  protected lettered(op: string, expression: string, layers: readonly AlgebraLayer[], options: AlgebraOptions): this {
    const names = ["a", ...layers.map((_, i) => letterOf(i + 1))];
    return this.step("calculate", { expression, names, firstBand: 1, ...storing(op, options) }, layers);
  }
}

/** a, b … z, layer27 … without words of the language. */
export const letterOf = (index: number): string => "abcdefghijklmnopqrstuvwxyz"[index] ?? `layer${index + 1}`;

/** A number as an expression writes it. */
export function literal(op: string, value: unknown): string {
  if (value === null || Number.isNaN(value)) return "nd";
  if (typeof value !== "number") return refuseType(op, "other", value, "a layer or a number");
  if (!Number.isFinite(value)) fail({ tag: "bad-param", op, param: "other", problem: "a finite number is needed" });
  return value < 0 ? `(${value})` : String(value);
}

/** Fails with `bad-type`: what was given, and what is expected. */
export const refuseType = (op: string, param: string, given: unknown, expected: string): never =>
  fail({ tag: "bad-type", op, param, given: given === null ? "null" : typeof given, expected });

function storing(op: string, { cellType = "auto", overflow = "clamp" }: AlgebraOptions): { readonly cellType: string; readonly overflow: Overflow } {
  return { cellType: cellType === "auto" || cellType === "input" ? cellType : toCellType(op, cellType), overflow };
}
