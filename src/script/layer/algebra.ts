import { LayerBase } from "./base.ts";

/** Map algebra: arithmetic, comparisons and functions, cell by cell. */
export abstract class AlgebraLayer extends LayerBase {}
