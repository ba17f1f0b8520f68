import { useEffect, useMemo, useRef, useState } from "react";
import { cellTypeInfo } from "../../cells/cell-type.ts";
import { faultOf } from "../../fault.ts";
import { cellCount } from "../../layer/keys.ts";
import type { ConvertTypeParams } from "../../ops/convert-type.ts";
import type { OverflowCount } from "../../ops/overflow-count.ts";
import { commands } from "../../session/commands.ts";
import { narrowingOf } from "../../session/overflow.ts";
import type { LayerId, RecipeStep } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { faultLine } from "../fault-text.ts";
import { number } from "../format.ts";

type Count = { readonly kind: "none" } | { readonly kind: "counting" } | { readonly kind: "counted"; readonly text: string };

/** Layers up to here are counted without being asked. */
const countsAtOnce = 4_000_000;

/** How many cells do not fit the type that a step puts them into: counted at once in small layers, else when asked. Nothing where all must fit. */
export function OverflowNote({ layer, step }: { readonly layer: LayerId; readonly step: RecipeStep }) {
  const [count, setCount] = useState<Count>({ kind: "none" });
  const document = useSession((s) => s.document);
  const derived = useSession((s) => s.derived);
  const found = useMemo(() => narrowingOf({ document, derived }, layer, step.id), [document, derived, layer, step.id]);
  const asked = found ? `${found.numbers.id} ${JSON.stringify(found.into)}` : "";
  const latest = useRef("");
  const start = () => {
    if (!found) return;
    latest.current = asked;
    // An answer to what was asked before comes too late.
    const tell = (told: Count) => latest.current === asked && setCount(told);
    tell({ kind: "counting" });
    commands.countOverflow(layer, step.id).then(
      (counted) => tell(counted ? { kind: "counted", text: overflowWords(counted, found.into) } : { kind: "none" }),
      (error) => tell({ kind: "counted", text: faultLine(faultOf(error)) }),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted anew when the numbers or the type are others
  useEffect(() => {
    latest.current = "";
    setCount({ kind: "none" });
    if (found && cellCount(found.numbers.meta) * found.numbers.meta.bands.length <= countsAtOnce) start();
  }, [asked]);
  if (!found) return null;
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
