import type { OpId } from "./index.ts";

/** One op with its parameters, as data: what a recipe stores and what crosses to the worker. */
export interface Step {
  readonly op: OpId;
  /** Checked against the op's schema when the node is made. */
  readonly params: unknown;
}
