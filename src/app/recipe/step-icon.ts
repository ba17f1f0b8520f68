import {
  Blend,
  BoxSelect,
  CalendarCheck,
  CalendarDays,
  CalendarRange,
  Diff,
  Grid3x3,
  Layers,
  type LucideIcon,
  Pentagon,
  Shapes,
  Sigma,
  SquaresUnite,
  Triangle,
  Type,
} from "lucide-react";
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
  combineBands: Layers,
  setDates: CalendarDays,
  filterByTimes: CalendarRange,
  toSpatialLayer: CalendarCheck,
  aggregateByCell: Sigma,
  differenceOfDates: Diff,
};

/** The sign of a kind of step; a new kind has a plain one until it gets its own. */
export const iconOf = (op: OpId): LucideIcon => icons[op] ?? Shapes;
