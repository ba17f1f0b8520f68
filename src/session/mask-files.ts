import type { Areas } from "../grid/areas.ts";
import { joinShapes } from "../grid/shapes.ts";
import { hasAreas, type WithAreas } from "../ops/areas-field.ts";
import { hasShapes } from "../ops/shapes-field.ts";
import { setParams } from "./edit-steps.ts";
import { download } from "./export-file.ts";
import { addFailure } from "./failures.ts";
import type { Skipped } from "./geojson.ts";
import { addNotice } from "./notices.ts";
import { readShapes } from "./shapes.ts";
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

/** Add the areas of a vector file to a step with areas. */
export async function importAreas(layer: LayerId, step: StepId, file: File): Promise<void> {
  try {
    await addVector(layer, step, file);
  } catch (error) {
    addFailure(file.name, error);
  }
}

/** Add the areas of a vector file to a step's, or all shapes of a GeoJSON with points or lines where the step takes them. */
export async function addVector(layer: LayerId, step: StepId, file: File): Promise<void> {
  const takesShapes = hasShapes(maskOf(layer, step)?.params);
  const shapes = takesShapes ? await readShapes(file) : null;
  const skipped = { points: 0, lines: 0 };
  const areas = shapes ? null : await readAreas(file, skipped);
  const params = maskOf(layer, step)?.params;
  if (!params) return;
  if (shapes && hasShapes(params)) setParams(layer, step, { ...params, shapes: joinShapes(params.shapes, shapes) });
  if (areas) addAreas(layer, step, areas);
  tellSkipped(file.name, skipped);
}

/** Add areas to those of a step. */
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
