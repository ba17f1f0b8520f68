import type { Lab } from "./lab.ts";

/** Numbers row by row; null is a cell without a value. */
export type CellRows = readonly (readonly (number | null)[])[];

/** How an answer is held against the expectation. */
export type Compare = { readonly kind: "exact" } | { readonly kind: "approx"; readonly tol: number };

/** One case of a vector file. What `input` and `params` hold depends on `op`. */
export interface Vector<Input = unknown, Params = unknown> {
  readonly id: string;
  readonly op: string;
  /** The cell type by GeoTrellis' name: "int16", "int16ud-500", "uint8raw". */
  readonly dtype?: string;
  readonly nodata?: number | "NaN" | null;
  readonly input: Input;
  readonly params: Params;
  readonly expected: unknown;
  readonly compare: Compare;
  /** Where upstream behaves differently or surprisingly. */
  readonly known_defect?: string;
}

export interface VectorFile {
  readonly vectors: readonly Vector[];
}

/** Calls the public API for one vector and answers in the shape of `expected`; a fault is an answer too. */
export type Handler = (vector: Vector, lab: Lab) => unknown;

/** Handlers by the vectors' `op`. */
export type Handlers = Readonly<Record<string, Handler>>;

/** A handler that knows the shape of its vectors. */
export const handler =
  <Input, Params>(run: (vector: Vector<Input, Params>, lab: Lab) => unknown): Handler =>
  // The op's name tells the shape; a file that breaks it makes the vector fail, nothing more.
  (vector, lab) =>
    run(vector as Vector<Input, Params>, lab);
