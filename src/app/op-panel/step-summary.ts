import { opOf } from "../../ops/lookup.ts";
import type { RecipeStep } from "../../session/state.ts";
import { plural } from "../format.ts";

/** A few words for a closed step; parameters of an older version of the step say so instead. */
export function stepSummary({ op, params, others }: RecipeStep): string {
  const { params: schema, summary } = opOf(op);
  const parsed = schema.safeParse(params);
  if (!parsed.success) return "needs a look";
  const words = summary(parsed.data);
  if (words !== "") return words;
  return others.length > 0 ? `with ${plural(others.length, "layer")}` : "";
}
