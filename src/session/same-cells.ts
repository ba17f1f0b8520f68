import { sameCrs } from "../grid/crs.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { shareCells } from "../ops/calculate.ts";
import type { OpId } from "../ops/index.ts";
import { layoutOf } from "../ops/layout-field.ts";
import { opOf } from "../ops/lookup.ts";
import { initialResampling } from "../ops/resampling-field.ts";
import { deriveRecipe } from "./derive.ts";
import { freshId } from "./fresh-id.ts";
import type { Recipe, RecipeStep, State } from "./state.ts";

/** True for steps that take several layers cell by cell: those must lie on the same cells. */
export const wantsSameCells = (op: OpId): boolean => opOf(op).form === "cell" && opOf(op).takes === "many";

/** A layer that is to take part in a step of another: its recipe, and what it comes to. */
export interface Guest {
  readonly recipe: Recipe;
  readonly meta: LayerMeta;
}

/** The guests of these recipes; those that cannot be made are left out. */
export const guestsOf = (recipes: readonly Recipe[], scenes: State["scenes"]): readonly Guest[] =>
  recipes.flatMap((recipe) => {
    const derived = deriveRecipe(recipe, scenes);
    return derived.ok ? [{ recipe, meta: derived.node.meta }] : [];
  });

/** The step that gives a host tiles to lay guests onto; null when it has them, or when all guests lie on its cells as they are. */
export function tilingFor(host: LayerMeta, guests: readonly Guest[]): RecipeStep | null {
  if (host.kind === "tiled" || guests.every(({ meta }) => shareCells([host, meta]))) return null;
  return { id: freshId(), on: true, op: "tileToLayout", params: opOf("tileToLayout").initial([host]), others: [] };
}

/** The guests' recipes on the cells of a tiled host: one that lies elsewhere is laid onto the host's layout. */
export function onCellsOf(host: LayerMeta, guests: readonly Guest[], hostName: string): readonly Recipe[] {
  const grid = host.kind === "tiled" ? host.rasters[0]?.grid : undefined;
  return guests.map(({ recipe, meta }) => {
    if (!grid || shareCells([host, meta])) return recipe;
    const layout = layoutOf(host, hostName);
    const isThere = meta.rasters.every((raster) => sameCrs(raster.grid.crs, grid.crs));
    const params = { layout, targetCrs: isThere ? null : grid.crs, resampling: initialResampling(meta) };
    return { ...recipe, steps: [...recipe.steps, { id: freshId(), on: true, op: "tileToLayout", params, others: [] }] };
  });
}
