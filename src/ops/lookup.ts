import type { CellOp, FoldOp, GatherOp, RouteOp } from "./define.ts";
import { type FoldId, folds, type OpId, ops } from "./index.ts";

type AnyOp = CellOp<unknown, unknown> | GatherOp<unknown, unknown> | RouteOp<unknown>;

/** The op behind an id, with its parameter type forgotten: `derive` has parsed the parameters by the op's own schema. */
export const opOf = (id: OpId): AnyOp => ops[id] as unknown as AnyOp;

/** The fold behind an id; the caller passes parameters that the fold's schema has parsed. */
export const foldOf = (id: FoldId): FoldOp<unknown, unknown, unknown> => folds[id] as unknown as FoldOp<unknown, unknown, unknown>;
