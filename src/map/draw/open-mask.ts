import type { Areas } from "../../grid/areas.ts";
import { type Crs, WGS84 } from "../../grid/crs.ts";
import { hasAreas, type WithAreas } from "../../ops/areas-field.ts";
import { commands } from "../../session/commands.ts";
import type { LayerId, Mode, State, StepId } from "../../session/state.ts";

type Tool = Extract<Mode, { kind: "draw" }>["tool"];

/** The mask, or other step with areas, whose areas are on the map: the one being drawn on, else the one whose form is open. */
export interface OpenMask {
  readonly layer: LayerId;
  readonly step: StepId;
  readonly params: WithAreas;
  /** Where the mask has its edges straight. */
  readonly crs: Crs;
  /** Null while the areas are only shown. */
  readonly tool: Tool | null;
  /** The area chosen for editing. */
  readonly area: number | null;
}

export function openMask({ mode, openStep, document, derived }: Pick<State, "mode" | "openStep" | "document" | "derived">): OpenMask | null {
  const id = mode.kind === "draw" ? mode.step : openStep;
  for (const layer of document.layers) {
    const at = layer.recipe.steps.findIndex((step) => step.id === id && hasAreas(step.params));
    const step = layer.recipe.steps[at];
    if (!step || !hasAreas(step.params)) continue;
    // Stage 0 is the source, so the stage before step n is stage n.
    const crs = derived[layer.id]?.stages[at]?.meta.rasters[0]?.grid.crs ?? WGS84;
    const drawing = mode.kind === "draw" ? mode : null;
    return { layer: layer.id, step: step.id, params: step.params, crs, tool: drawing?.tool ?? null, area: drawing?.area ?? null };
  }
  return null;
}

export const setAreas = ({ layer, step, params }: OpenMask, areas: Areas): void => commands.setParams(layer, step, { ...params, areas });

export const setTool = ({ layer, step }: OpenMask, tool: Tool, area: number | null): void => commands.setMode({ kind: "draw", layer, step, tool, area });
