import { ListOrdered } from "lucide-react";
import { cssColour } from "../../classes/colour-ramp.ts";
import { mostClasses } from "../../ops/measurement.ts";
import { byClasses } from "../../ops/reclassify.ts";
import { classColours, classesWanted, classLimits, firstClasses } from "../../session/class-style.ts";
import { commands } from "../../session/commands.ts";
import type { ClassStyle, LayerId, Style } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { ClassRows } from "../classes/class-rows.tsx";
import { type ClassMethod, MethodChoice } from "../classes/method-choice.tsx";
import { Button } from "../controls/button.tsx";
import { Section } from "../controls/section.tsx";
import { faultLine } from "../fault-text.ts";
import { plural } from "../format.ts";
import { layerOf, statisticsOf } from "../layer-facts.ts";
import { Exactness } from "./exactness.tsx";
import { Histogram } from "./histogram.tsx";

/** The classes in which a layer is drawn: how they are made, where they end, and the same as a step of the recipe. */
export function ClassSection({ id, style }: { readonly id: LayerId; readonly style: Style }) {
  const classes = style.classes ?? firstClasses;
  const statistics = useSession((s) => statisticsOf(s, id, style.band));
  const ready = useSession((s) => s.derived[id]?.ok ?? false);
  const limits = useSession((s) => {
    const layer = layerOf(s, id);
    return layer ? classLimits(s, layer) : null;
  });
  const set = (part: Partial<ClassStyle>) => commands.setStyle(id, { classes: { ...classes, ...part } });
  const shown = limits ?? [];
  const colours = classColours(style, shown.length).map(cssColour);
  const choose = (method: ClassMethod) => set(method === "manual" ? { method, limits: shown.length > 0 ? shown : [0] } : { method });
  const rows = shown.map((limit, i) => ({ limit, value: i + 1, colour: colours[i]! }));
  const reclassify = () =>
    commands.addStep(
      id,
      "reclassify",
      byClasses(
        classes.method === "manual"
          ? { kind: "table", rows: rows.map(({ limit, value }) => ({ limit, value })) }
          : { kind: "measured", method: classes.method, count: classes.count },
      ),
    );
  return (
    <Section title="Classes" aside={ready && <Exactness id={id} band={style.band} level={statistics?.level ?? null} />}>
      {ready && <Histogram statistics={statistics} band={style.band} limits={shown} colours={colours} />}
      <MethodChoice
        method={classes.method}
        count={classes.method === "manual" ? shown.length : classes.count}
        onMethod={choose}
        onCount={(count) => set({ count })}
      />
      {limits === null && ready && <Measuring id={id} />}
      {limits !== null && classes.method !== "manual" && limits.length < classes.count && (
        <p className="note">The values make {plural(limits.length, "class", "classes")} only.</p>
      )}
      {rows.length > 0 && (
        <ClassRows
          rows={rows}
          limitWord="Up to"
          valueWord={null}
          {...(classes.method === "manual" && {
            onChange: (next) =>
              set({
                limits: next
                  .map(({ limit }) => limit)
                  .sort((l, r) => l - r)
                  .slice(0, mostClasses),
              }),
          })}
        />
      )}
      <div>
        <Button icon={ListOrdered} disabled={!ready || rows.length === 0} title="Adds a step that gives each class its number" onClick={reclassify}>
          Reclassify by these
        </Button>
      </div>
    </Section>
  );
}

/** While limits are measured, and why they are not when that failed. */
function Measuring({ id }: { readonly id: LayerId }) {
  const wants = useSession((s) => {
    const layer = layerOf(s, id);
    return layer ? (classesWanted(s, layer)?.name ?? null) : null;
  });
  const visible = useSession((s) => layerOf(s, id)?.visible ?? false);
  const fault = useSession((s) => (wants === null ? null : (s.unmeasurable[wants] ?? null)));
  if (fault && wants !== null)
    return (
      <p className="note">
        {fault.tag === "cancelled" ? "The limits were not measured." : faultLine(fault)}{" "}
        <Button look="link" size="small" onClick={() => commands.measureAgain(wants)}>
          Measure
        </Button>
      </p>
    );
  return <p className="note">{visible ? "The limits are being measured over all cells." : "Show the layer to measure its limits."}</p>;
}
