import { Radio, RadioGroup } from "react-aria-components";

interface SegmentsProps<K extends string> {
  readonly label: string;
  /** Show the label above; otherwise it is for readers only. */
  readonly labelled?: boolean;
  readonly value: K | null;
  readonly options: readonly { readonly value: K; readonly label: string; readonly disabled?: boolean; readonly title?: string }[];
  onChange(value: K): void;
}

/** A choice of two to four, all in sight. */
export function Segments<K extends string>({ label, labelled = false, value, options, onChange }: SegmentsProps<K>) {
  const choose = (chosen: string) => {
    const option = options.find((o) => o.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <div>
      {labelled && (
        <span className="label" aria-hidden="true">
          {label}
        </span>
      )}
      <RadioGroup className="segments" orientation="horizontal" aria-label={label} value={value} onChange={choose}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="segment" isDisabled={option.disabled ?? false}>
            <span className="cut" title={option.title}>
              {option.label}
            </span>
          </Radio>
        ))}
      </RadioGroup>
    </div>
  );
}
