import { Blend, BoxSelect, Grid3x3, Layers, type LucideIcon, Pentagon, Shapes, SquaresUnite, Triangle, Type } from "lucide-react";
import type { OpId } from "../../ops/index.ts";

const icons: Readonly<Record<string, LucideIcon>> = {
  union: SquaresUnite,
  bands: Layers,
  reproject: BoxSelect,
  tileToLayout: Grid3x3,
  mask: Pentagon,
  convertType: Type,
  merge: Blend,
  pyramid: Triangle,
};

/** The sign of a kind of step; a new kind has a plain one until it gets its own. */
export const iconOf = (op: OpId): LucideIcon => icons[op] ?? Shapes;
