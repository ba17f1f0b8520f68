import type { z } from "zod";
import { cellTypes } from "../../cells/cell-type.ts";
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
  if (derived.ok || derived.step !== step.id) return {};
  const { fault } = derived;
  return { [fault.tag === "bad-param" ? fault.param : ""]: faultLine(fault) };
}

/** A zod issue in plain words. */
export function issueText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "too_small":
      if (issue.origin === "array") return `At least ${number(Number(issue.minimum))} ${Number(issue.minimum) === 1 ? "is" : "are"} needed.`;
      return issue.inclusive === false ? `More than ${number(Number(issue.minimum))}.` : `At least ${number(Number(issue.minimum))}.`;
    case "too_big":
      return issue.inclusive === false ? `Less than ${number(Number(issue.maximum))}.` : `At most ${number(Number(issue.maximum))}.`;
    case "not_multiple_of":
      return `A multiple of ${number(issue.divisor)}.`;
    case "invalid_type":
      return issue.expected === "int" ? "A whole number is needed." : issue.expected === "number" ? "A number is needed." : "A value is needed.";
    case "invalid_value":
      return issue.values.length === cellTypes.length ? "Choose a cell type." : "Choose one of the options.";
    default:
      return issue.message.endsWith(".") ? issue.message : `${issue.message}.`;
  }
}
