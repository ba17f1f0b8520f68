import { Plus, X } from "lucide-react";
import { useState } from "react";
import type { LayerMeta } from "../../layer/meta.ts";
import { commands } from "../../session/commands.ts";
import type { LayerId, Recipe, RecipeStep, State } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { IconButton } from "../controls/button.tsx";
import { Icon } from "../controls/icon.tsx";
import { Menu } from "../controls/menu.tsx";
import { TextField } from "../controls/text-field.tsx";
import { plural } from "../format.ts";
import { layerOf } from "../layer-facts.ts";

interface ExpressionLayersProps {
  readonly layer: LayerId;
  readonly step: RecipeStep;
  readonly names: readonly string[];
  /** What each of them is: this layer first, then the step's others; null where one cannot be made. */
  readonly metas: readonly (LayerMeta | null)[];
}

/** The layers that take part in a formula, each under a name that can be changed. */
export function ExpressionLayers({ layer, step, names, metas }: ExpressionLayersProps) {
  const own = useSession((s) => layerOf(s, layer)?.name ?? "");
  const titles = useSession((s) => step.others.map((recipe) => sourceOf(recipe, s.scenes)));
  const list = useSession((s) => s.document.layers.filter((one) => one.id !== layer));
  return (
    <div>
      <span className="label">Layers in the formula</span>
      <ul className="expression-layers" aria-label="Layers in the formula">
        {metas.map((meta, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a layer of a formula has no other identity than its place
          <li key={index}>
            <LayerWord layer={layer} step={step} index={index} name={names[index] ?? ""} />
            <span className="cut" title={index === 0 ? own : titles[index - 1]}>
              {index === 0 ? own : titles[index - 1]}
            </span>
            <span className="small muted">{meta ? plural(meta.bands.length, "band") : "cannot be made"}</span>
            {index > 0 && (
              <IconButton
                icon={X}
                size="small"
                label={`Take ${names[index]} out of the formula`}
                onClick={() => commands.removeCalculatorLayer(layer, step.id, index)}
              />
            )}
          </li>
        ))}
      </ul>
      {list.length > 0 && (
        <Menu
          label="Add layer to the formula"
          className="button expression-add"
          entries={list.map((one) => ({ id: one.id, label: one.name, run: () => commands.addCalculatorLayer(layer, step.id, one.id) }))}
        >
          <Icon of={Plus} />
          Add layer
        </Menu>
      )}
    </div>
  );
}

function LayerWord({ layer, step, index, name }: { readonly layer: LayerId; readonly step: RecipeStep; readonly index: number; readonly name: string }) {
  const [refused, setRefused] = useState<string | null>(null);
  return (
    <TextField
      label={index === 0 ? "Name of this layer in the formula" : `Name of layer ${index + 1} in the formula`}
      value={name}
      problem={refused}
      onCommit={(typed) => {
        const taken = commands.renameCalculatorLayer(layer, step.id, index, typed.trim());
        setRefused(taken ? null : "A word of letters, digits and _ that no other layer has.");
      }}
    />
  );
}

/** The file that a recipe starts from: "soca_nw.tif and 3 more". */
function sourceOf(recipe: Recipe, scenes: State["scenes"]): string {
  const [first, ...more] = recipe.scenes;
  const name = first === undefined ? "" : (scenes[first]?.meta.name ?? "");
  return more.length === 0 ? name : `${name} and ${more.length} more`;
}
