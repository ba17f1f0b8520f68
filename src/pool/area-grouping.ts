import type { Areas } from "../grid/areas.ts";
import type { FillRule } from "../grid/polygon.ts";
import type { Grouping } from "../ops/cell-groups.ts";
import { nodeId } from "../plan/node-id.ts";

/** A grouping by areas under the name of its content, so that workers know one they have prepared. */
export const areaGrouping = (areas: readonly Areas[], rule: FillRule = "centre"): Grouping => ({
  by: "areas",
  id: nodeId("areas", areas),
  areas: [...areas],
  rule,
});
