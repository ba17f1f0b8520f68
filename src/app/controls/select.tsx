import { ChevronDown } from "lucide-react";
import { Select as AriaSelect, Button, ListBox, ListBoxItem, Popover, SelectValue } from "react-aria-components";
import { Icon } from "./icon.tsx";

export interface Option<K extends string> {
  readonly value: K;
  readonly label: string;
  /** A few quiet words after the label. */
  readonly aside?: string;
}

interface SelectProps<K extends string> {
  readonly label: string;
  readonly labelled?: boolean;
  readonly value: K | null;
  readonly options: readonly Option<K>[];
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly invalid?: boolean;
  onChange(value: K): void;
}

/** A choice of more than four, or of options with long names. */
export function Select<K extends string>({
  label,
  labelled = false,
  value,
  options,
  placeholder = "Choose…",
  disabled = false,
  invalid,
  onChange,
}: SelectProps<K>) {
  const shown = options.find((o) => o.value === value);
  return (
    <AriaSelect
      aria-label={label}
      value={value}
      isDisabled={disabled}
      placeholder={placeholder}
      onChange={(key) => {
        const option = options.find((o) => o.value === key);
        if (option) onChange(option.value);
      }}
    >
      {labelled && (
        <span className="label" aria-hidden="true">
          {label}
        </span>
      )}
      <Button className="field" data-invalid={invalid || undefined}>
        <SelectValue className="chosen cut">
          {shown ? (
            <>
              {shown.label} {shown.aside && <span className="muted">{shown.aside}</span>}
            </>
          ) : (
            <span className="muted">{placeholder}</span>
          )}
        </SelectValue>
        <Icon of={ChevronDown} />
      </Button>
      <Popover className="popover select-popover" offset={4}>
        <ListBox className="options" items={options.map((o) => ({ ...o, id: o.value }))}>
          {(option) => (
            <ListBoxItem className="option" id={option.value} textValue={option.label}>
              <span className="cut">{option.label}</span>
              {option.aside && <span className="aside">{option.aside}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
