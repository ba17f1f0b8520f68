import { useEffect, useState } from "react";
import type { LayerMeta } from "../../layer/meta.ts";
import { keptCells, type MaskParams, mask } from "../../ops/mask.ts";
import type { LayerId, RecipeStep } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { number, percent } from "../format.ts";
import { subtitle } from "../layer-facts.ts";
import { inputOf, outputOf } from "./input-of.ts";
import { OverflowNote } from "./overflow-note.tsx";

/** The last line of a form: what the step does to this layer. */
export function EffectNote({ layer, step }: { readonly layer: LayerId; readonly step: RecipeStep }) {
  const input = useSession((s) => inputOf(s, layer, step.id));
  const output = useSession((s) => outputOf(s, layer, step.id));
  if (step.op === "mask") return input && <MaskNote input={input} params={step.params} />;
  if (!output || !step.on) return null;
  return (
    <>
      <OverflowNote key={step.id} layer={layer} step={step} />
      <p className="note">Gives {subtitle(output)}.</p>
    </>
  );
}

/** Above this many vertices the count would be felt while dragging. */
const mostVertices = 20_000;

/** "Keeps 16 467 754 of 49 653 132 cells (33.2 %)." Counted a moment after the last edit. */
function MaskNote({ input, params }: { readonly input: LayerMeta; readonly params: unknown }) {
  const [text, setText] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setText(maskEffect(input, params)), 150);
    return () => clearTimeout(timer);
  }, [input, params]);
  return text === "" ? null : <p className="note">{text}</p>;
}

function maskEffect(input: LayerMeta, params: unknown): string {
  const parsed = mask.params.safeParse(params);
  if (!parsed.success) return "";
  const { areas }: MaskParams = parsed.data;
  if (areas.polygons.length === 0) return "Keeps every cell until there is an area.";
  if (areas.polygons.reduce((sum, rings) => sum + rings.reduce((n, ring) => n + ring.length, 0), 0) > mostVertices) return "";
  const { kept, total } = keptCells(input, parsed.data);
  if (kept === 0) return "Keeps no cell: no area meets this layer.";
  return `Keeps ${number(kept, 0)} of ${number(total, 0)} cells (${percent(kept / total, 1)}).`;
}
