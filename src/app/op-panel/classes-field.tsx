import { type ClassList, classesSchema } from "../../ops/classes-field.ts";
import { useSession } from "../../session/use-session.ts";
import { ClassRows } from "../classes/class-rows.tsx";
import { type ClassMethod, MethodChoice } from "../classes/method-choice.tsx";
import { Problem } from "../controls/text-field.tsx";
import type { FieldProps } from "./op-form.tsx";
import { settledParams } from "./settled.ts";

const limitWords: Readonly<Record<string, string>> = {
  lessThanOrEqualTo: "Up to",
  lessThan: "Below",
  greaterThanOrEqualTo: "From",
  greaterThan: "Above",
  exact: "Equal to",
};

/** The classes of a reclassification: measured ones show their limits, those made by hand are a table. */
export function ClassesField({ value, problem, layer, step, onChange }: FieldProps) {
  const classes = classesSchema.safeParse(value).data;
  const made = useSession((s) => settledParams(s, layer, step.id));
  const measured = classesSchema.safeParse(made?.classes).data;
  const settled = measured?.kind === "table" ? measured.rows : null;
  const strategy = (step.params as { readonly strategy?: string }).strategy ?? "";
  if (!classes) return null;
  const isByHand = classes.kind === "table";
  const count = isByHand ? classes.rows.length : classes.count;
  const rows = isByHand ? classes.rows : (settled ?? []);
  const byHand = (): ClassList => ({ kind: "table", rows: rows.length > 0 ? [...rows] : [{ limit: 0, value: 1 }] });
  const choose = (method: ClassMethod) => onChange(method === "manual" ? byHand() : { kind: "measured", method, count: Math.max(2, count) });
  return (
    <div className="stack">
      <MethodChoice
        method={isByHand ? "manual" : classes.method}
        count={count}
        onMethod={choose}
        onCount={(next) => classes.kind === "measured" && onChange({ ...classes, count: next })}
      />
      {!isByHand && !settled && <p className="note">The limits are being measured over all cells.</p>}
      {rows.length > 0 && (
        <ClassRows
          rows={rows}
          limitWord={limitWords[strategy] ?? "Limit"}
          valueWord="becomes"
          {...(isByHand && { onChange: (next) => onChange({ kind: "table", rows: next.map(({ limit, value: to }) => ({ limit, value: to })) }) })}
        />
      )}
      {problem && <Problem>{problem}</Problem>}
    </div>
  );
}
