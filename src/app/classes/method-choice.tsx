import { breakMethodWords } from "../../ops/classes-field.ts";
import { type BreakMethod, breakMethods, mostClasses } from "../../ops/measurement.ts";
import { NumberField } from "../controls/number-field.tsx";
import { Select } from "../controls/select.tsx";

/** How classes are made: by a measured method, or by hand. */
export type ClassMethod = BreakMethod | "manual";

const asides: Readonly<Record<ClassMethod, string>> = {
  quantile: "as many cells in each",
  equalInterval: "of the same width",
  naturalBreaks: "where the gaps are",
  deviations: "one deviation wide",
  manual: "limits you type",
};

const options = [
  ...breakMethods.map((value) => ({ value, label: breakMethodWords[value], aside: asides[value] })),
  { value: "manual" as const, label: "By hand", aside: asides.manual },
];

interface MethodChoiceProps {
  readonly method: ClassMethod;
  readonly count: number;
  onMethod(method: ClassMethod): void;
  onCount(count: number): void;
}

/** The method of classes and how many there are. */
export const MethodChoice = ({ method, count, onMethod, onCount }: MethodChoiceProps) => (
  <div className="classes-method">
    <Select label="Classes by" labelled value={method} options={options} onChange={onMethod} />
    <NumberField
      label="Classes"
      labelled
      value={count}
      decimals={0}
      disabled={method === "manual"}
      onChange={(next) => onCount(Math.max(2, Math.min(mostClasses, Math.round(next))))}
    />
  </div>
);
