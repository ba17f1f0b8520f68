import { useEffect, useState } from "react";
import { cellTypeInfo } from "../../cells/cell-type.ts";
import { faultOf } from "../../fault.ts";
import { cellCount } from "../../layer/keys.ts";
import type { LayerMeta } from "../../layer/meta.ts";
import { type ConvertTypeParams, convertType, mayLose } from "../../ops/convert-type.ts";
import type { OverflowCount } from "../../ops/overflow-count.ts";
import { commands } from "../../session/commands.ts";
import { countsAtOnce } from "../../session/overflow.ts";
import type { LayerId, RecipeStep } from "../../session/state.ts";
import { Button } from "../controls/button.tsx";
import { faultLine } from "../fault-text.ts";
import { number } from "../format.ts";

type Count = { readonly kind: "none" } | { readonly kind: "counting" } | { readonly kind: "counted"; readonly text: string };

/** How many cells a conversion changes: counted at once in small layers, else when asked. Nothing where every value fits. */
export function OverflowNote({ layer, step, input }: { readonly layer: LayerId; readonly step: RecipeStep; readonly input: LayerMeta }) {
  const [count, setCount] = useState<Count>({ kind: "none" });
  const parsed = convertType.params.safeParse(step.params);
  const params = parsed.success ? parsed.data : null;
  const isOpen = params !== null && mayLose(input, params);
  const start = () => {
    if (!params) return;
    setCount({ kind: "counting" });
    commands.countOverflow(layer, step.id).then(
      (found) => setCount(found ? { kind: "counted", text: overflowWords(found, params) } : { kind: "none" }),
      (error) => setCount({ kind: "counted", text: faultLine(faultOf(error)) }),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted anew when the cells or the parameters are others
  useEffect(() => {
    setCount({ kind: "none" });
    if (isOpen && cellCount(input) * input.bands.length <= countsAtOnce) start();
  }, [input, step.params]);
  if (!isOpen) return null;
  return (
    <div className="note" role="status">
      {count.kind === "counted" ? count.text : count.kind === "counting" ? "Counting what does not fit…" : "Some values may not fit. "}
      {count.kind === "none" && (
        <Button size="small" look="link" onClick={start}>
          Count them
        </Button>
      )}
    </div>
  );
}

const fates = { clamp: "clamped", wrap: "wrapped around", nodata: "NoData then" } as const;

/** "Of 110 224 values, 12 are above 255 and 3 below 0: they are clamped. 40 lose a fraction." */
function overflowWords({ values, below, above, fractions, toNodata }: OverflowCount, { cellType, overflow }: ConvertTypeParams): string {
  const { min, max, float } = cellTypeInfo(cellType);
  const bound = (edge: number) => (float ? edge.toExponential(2) : number(edge));
  const are = (count: number) => `${number(count, 0)} ${count === 1 ? "is" : "are"}`;
  const outside = [...(above > 0 ? [`${are(above)} above ${bound(max)}`] : []), ...(below > 0 ? [`${are(below)} below ${bound(min)}`] : [])];
  const lines = [
    ...(outside.length > 0 ? [`${outside.join(" and ")}: ${above + below === 1 ? "it is" : "they are"} ${fates[overflow]}.`] : []),
    ...(fractions > 0 ? [`${number(fractions, 0)} ${fractions === 1 ? "loses its" : "lose their"} fraction.`] : []),
    ...(toNodata > 0 ? [`${number(toNodata, 0)} become${toNodata === 1 ? "s" : ""} NoData.`] : []),
  ];
  return lines.length === 0 ? `All ${number(values, 0)} values fit.` : `Of ${number(values, 0)} values, ${lines.join(" ")}`;
}
