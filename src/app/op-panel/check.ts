import type { z } from "zod";
import { cellTypes } from "../../cells/cell-type.ts";
import { issueWords } from "../../ops/issue-words.ts";
import { opOf } from "../../ops/lookup.ts";
import { deriveRecipe } from "../../session/derive.ts";
import type { LayerDoc, RecipeStep, State } from "../../session/state.ts";
import { faultLine } from "../fault-text.ts";
import { number } from "../format.ts";

/** Why parameters do not work: a sentence per field name, "" for the step as a whole. Empty when they do. */
export type Problems = Readonly<Record<string, string>>;

/** Tries parameters on a layer's recipe without reading a cell. */
export function problemsOf(layer: LayerDoc, step: RecipeStep, params: unknown, scenes: State["scenes"]): Problems {
  const parsed = opOf(step.op).params.safeParse(params);
  if (!parsed.success) return Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0] ?? ""), issueText(issue)]));
  const steps = layer.recipe.steps.map((one) => (one.id === step.id ? { ...one, params, on: true } : one));
  const derived = deriveRecipe({ ...layer.recipe, steps }, scenes);
  // Numbers that are still to be measured are no problem.
  if (derived.ok || derived.wants || derived.step !== step.id) return {};
  const { fault } = derived;
  return { [fault.tag === "bad-param" ? fault.param : ""]: faultLine(fault) };
}

/** A refused value's reason as a sentence. */
export function issueText(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value") return issue.values.length === cellTypes.length ? "Choose a cell type." : "Choose one of the options.";
  const words = issueWords(issue, number);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
