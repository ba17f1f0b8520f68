import { useEffect, useId, useMemo, useRef, useState } from "react";
import { expressionOf } from "../../algebra/expression.ts";
import { type ExpressionProblem, problemText } from "../../algebra/problem.ts";
import { calculate } from "../../ops/calculate.ts";
import { namedLayers } from "../../ops/expression-field.ts";
import { deriveRecipe } from "../../session/derive.ts";
import { useSession } from "../../session/use-session.ts";
import { Problem } from "../controls/text-field.tsx";
import { ExpressionInput } from "./expression-field-input.tsx";
import { ExpressionLayers } from "./expression-field-layers.tsx";
import { type NamedMeta, presetsFor } from "./expression-words.ts";
import { inputOf } from "./input-of.ts";
import type { FieldProps } from "./op-form.tsx";
import { Help } from "./plain-fields.tsx";

/** A good formula is computed this long after the last key. */
const restMs = 450;

/** A formula over the step's layers: typed with completion, checked as it is typed, computed once it is good and the keys rest. */
export function ExpressionField({ meta, value, problem, layer, step, onChange }: FieldProps) {
  const given = typeof value === "string" ? value : "";
  const [text, setText] = useState(given);
  const [last, setLast] = useState(given);
  if (last !== given) {
    setLast(given);
    setText(given);
  }
  const input = useSession((s) => inputOf(s, layer, step.id));
  const others = useSession((s) => step.others.map((recipe) => deriveRecipe(recipe, s.scenes).stages.at(-1)?.meta ?? null));
  const isCalculator = step.op === "calculate";
  const params = useMemo(() => (isCalculator ? calculate.params.safeParse(step.params).data : undefined), [isCalculator, step.params]);
  const names = params?.names ?? ["cells"];
  const firstBand = params?.firstBand ?? 1;
  const layers = useMemo((): readonly NamedMeta[] => {
    const own = input && !isCalculator ? { ...input, bands: input.bands.slice(0, 1).map((band) => ({ ...band, name: "" })) } : input;
    return [own, ...others].flatMap((one, i) => (one ? [{ name: params ? (params.names[i] ?? "") : "cells", meta: one }] : []));
  }, [input, others, params, isCalculator]);
  const found = problemIn(text, layers, firstBand);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    if (text === given || found) return;
    const timer = setTimeout(() => change.current(text), restMs);
    return () => clearTimeout(timer);
  }, [text, given, found]);
  const id = useId();
  const presets = isCalculator && input ? presetsFor(input, firstBand) : [];
  const shown = text.trim() === "" ? "A formula is needed; the last one stays." : found ? sentence(found) : problem;
  return (
    <div className="stack">
      <div>
        <label className="label" htmlFor={id}>
          {meta.label}
        </label>
        <ExpressionInput
          id={id}
          text={text}
          problem={found}
          describedBy={shown ? `${id}-problem` : undefined}
          layers={layers}
          firstBand={firstBand}
          onType={setText}
          isChanged={text !== given}
          onUndo={() => setText(given)}
          onDone={() => !found && text !== given && onChange(text)}
        />
        {shown ? <Problem id={`${id}-problem`}>{shown}</Problem> : <Help meta={meta} />}
      </div>
      {presets.length > 0 && (
        <fieldset className="chips" aria-label="Ready formulas">
          {presets.map((preset) => (
            <button
              key={preset.name}
              type="button"
              className="button"
              data-size="small"
              title={`${preset.help}: ${preset.expression}`}
              aria-pressed={text === preset.expression}
              onClick={() => {
                setText(preset.expression);
                onChange(preset.expression);
              }}
            >
              {preset.name}
            </button>
          ))}
        </fieldset>
      )}
      {isCalculator && input && <ExpressionLayers layer={layer} step={step} names={names} metas={[input, ...others]} />}
    </div>
  );
}

function problemIn(text: string, layers: readonly NamedMeta[], firstBand: 0 | 1): ExpressionProblem | null {
  const [first, ...rest] = layers.map(({ meta }) => meta);
  if (!first) return null;
  const names = layers.map(({ name }) => name);
  const checked = expressionOf(text, { layers: namedLayers([first, ...rest], names), firstBand, cellType: "auto", overflow: "clamp" });
  return checked.ok ? null : checked.problem;
}

/** "Expected ) at 14." */
function sentence(found: ExpressionProblem): string {
  const words = problemText(found);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
