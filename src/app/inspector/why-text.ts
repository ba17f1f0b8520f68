import { cellTypeInfo } from "../../cells/cell-type.ts";
import { opOf } from "../../ops/lookup.ts";
import type { WhyNodata } from "../../session/readings.ts";
import type { RecipeStep } from "../../session/state.ts";
import { number, reading } from "../format.ts";

/** Why a cell is NoData, in one sentence. `layer` is the layer's name, `steps` its recipe. */
export function whyText(why: WhyNodata, layer: string, steps: readonly RecipeStep[]): string {
  const sentence = reasonOf(why, layer, steps);
  return why.band === null ? sentence : `Band ${why.band + 1}: ${sentence}`;
}

function reasonOf(why: WhyNodata, layer: string, steps: readonly RecipeStep[]): string {
  switch (why.kind) {
    case "outside":
      return `The point lies outside the files of ${layer}.`;
    case "source":
      return why.file === "" ? "The file holds NoData there." : `${why.file} holds NoData there.`;
    case "masked":
      return `Masked out by ${stepName(steps, why.stage)}: the cell lies ${why.keep === "inside" ? "outside every area" : "inside an area"}.`;
    case "cut-off":
      return `After ${stepName(steps, why.stage)}, the layer does not reach this point.`;
    case "resampled":
      return `${capital(stepName(steps, why.stage))} found no cell with a value there: the new cell's centre lies beside those of the layer before.`;
    case "other-layer":
      return `${capital(stepName(steps, why.stage))} has no value there: another of its layers is NoData or does not reach this point.`;
    case "overflow": {
      const { label, min, max } = cellTypeInfo(why.cellType);
      return `${reading(why.value)} is out of the range of ${label} (${number(min)} to ${number(max)}), which ${stepName(steps, why.stage)} turns into NoData.`;
    }
    case "nodata-number":
      return `${reading(why.value)} became ${reading(why.nodata)} in ${stepName(steps, why.stage)}, and that number stands for NoData.`;
    case "division":
      return `Division by zero in ${stepName(steps, why.stage)}: ${why.part}.`;
    case "no-result":
      return `${why.part} has no result there, in ${stepName(steps, why.stage)}.`;
    case "operand":
      return `${why.part} is NoData there, so ${stepName(steps, why.stage)} has no result.`;
    case "step":
      return why.value === null || Number.isNaN(why.value)
        ? `${capital(stepName(steps, why.stage))} gives no value there.`
        : `${capital(stepName(steps, why.stage))} gives no value where the cell was ${reading(why.value)}.`;
    default:
      return why satisfies never;
  }
}

/** "step 2, Mask by area". */
function stepName(steps: readonly RecipeStep[], stage: number): string {
  const step = steps[stage - 1];
  return step ? `step ${stage}, ${opOf(step.op).title}` : `step ${stage}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
