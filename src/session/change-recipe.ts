import type { LayerMeta } from "../layer/meta.ts";
import { opOf } from "../ops/lookup.ts";
import { deriveRecipe } from "./derive.ts";
import { change } from "./history.ts";
import type { LayerDoc, LayerId, Recipe, Style } from "./state.ts";
import { session } from "./store.ts";

/**
 * Change the recipe of one layer, as `change` does. Where other bands come out than its style shows, it is drawn in one
 * band with a stretch of its own, and layers that shared its stretch keep theirs apart.
 */
export function changeRecipe(label: string, id: LayerId, edit: (recipe: Recipe, layer: LayerDoc) => Recipe, topic = ""): void {
  const { scenes } = session.getState();
  change(
    label,
    (document) => {
      const layer = document.layers.find((one) => one.id === id);
      if (!layer) return document;
      const recipe = edit(layer.recipe, layer);
      const made = deriveRecipe(recipe, scenes);
      const fits = !made.ok || styleFits(layer.style, made.node.meta);
      const layers = document.layers.map((one) => {
        if (one.id === id) return { ...one, recipe, style: recoloured(fits ? one.style : singleBand(one.style), recipe, layer.recipe) };
        return fits || one.style.stretchAs !== id ? one : { ...one, style: { ...one.style, stretchAs: null } };
      });
      return { ...document, layers };
    },
    topic,
  );
}

function styleFits(style: Style, { bands, palette }: LayerMeta): boolean {
  if (style.mode === "palette") return palette !== null;
  return (style.mode === "rgb" ? style.rgb : [style.band]).every((band) => band < bands.length);
}

const singleBand = (style: Style): Style => ({ ...style, mode: "single", band: 0, stretch: { kind: "percent", low: 2, high: 98 }, stretchAs: null });

/** A style in the colours of the last step's result, where that step was not the last before and has colours of its own. */
export function recoloured(style: Style, now: Recipe, before?: Recipe): Style {
  const op = lastOp(now);
  const ramp = op && op !== (before && lastOp(before)) ? opOf(op).ramp : undefined;
  return ramp ? { ...style, ramp } : style;
}

const lastOp = ({ steps }: Recipe) => steps.findLast((step) => step.on)?.op;
