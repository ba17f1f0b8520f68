import type { Areas } from "../grid/areas.ts";
import { hasAreas, type WithAreas } from "../ops/areas-field.ts";
import { setParams } from "./edit-steps.ts";
import { download } from "./export-file.ts";
import { addFailure } from "./failures.ts";
import type { Skipped } from "./geojson.ts";
import { addNotice } from "./notices.ts";
import type { LayerId, StepId } from "./state.ts";
import { session } from "./store.ts";
import { areasToGeoJson, joinAreas, readAreas } from "./vectors.ts";

/** A mask step's areas as a GeoJSON download in longitude and latitude. */
export function exportMask(layer: LayerId, step: StepId): void {
  const found = maskOf(layer, step);
  if (!found) return;
  const url = URL.createObjectURL(new Blob([areasToGeoJson(found.params.areas)], { type: "application/geo+json" }));
  download(url, `${found.name} mask.geojson`);
  // The browser has taken the bytes when the click returns to the event loop.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Add the areas of a vector file to a mask step. */
export async function importAreas(layer: LayerId, step: StepId, file: File): Promise<void> {
  const skipped = { points: 0, lines: 0 };
  try {
    addAreas(layer, step, await readAreas(file, skipped));
    tellSkipped(file.name, skipped);
  } catch (error) {
    addFailure(file.name, error);
  }
}

/** Add areas to those of a mask step. */
export function addAreas(layer: LayerId, step: StepId, areas: Areas): void {
  const found = maskOf(layer, step);
  if (found) setParams(layer, step, { ...found.params, areas: joinAreas(found.params.areas, areas) });
}

/** Say what of a vector file was left out, if anything was. */
export function tellSkipped(file: string, { points, lines }: Skipped): void {
  if (points + lines > 0) addNotice({ kind: "shapes-ignored", file, points, lines });
}

function maskOf(id: LayerId, stepId: StepId): { readonly name: string; readonly params: WithAreas } | null {
  const layer = session.getState().document.layers.find((one) => one.id === id);
  const step = layer?.recipe.steps.find((one) => one.id === stepId);
  return layer && step && hasAreas(step.params) ? { name: layer.name, params: step.params } : null;
}
