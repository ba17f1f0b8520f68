import type { LayerMeta } from "../layer/meta.ts";
import { recoloured } from "./change-recipe.ts";
import { firstStyle, select, zoomTo } from "./edit-layers.ts";
import { freshId } from "./fresh-id.ts";
import { change } from "./history.ts";
import type { LayerId, Recipe } from "./state.ts";

/** A new layer on top, selected and in view. */
export function showRecipe(name: string, recipe: Recipe, meta: LayerMeta): LayerId {
  const id = freshId<LayerId>();
  const style = recoloured(firstStyle(meta), recipe);
  change("Add layer", (document) => ({ ...document, layers: [{ id, name, visible: true, opacity: 1, recipe, style }, ...document.layers] }));
  select(id);
  zoomTo(id);
  return id;
}
