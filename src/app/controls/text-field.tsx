import { CircleAlert } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useState } from "react";
import { Icon } from "./icon.tsx";

interface TextFieldProps {
  readonly label: string;
  readonly labelled?: boolean;
  readonly value: string;
  readonly unit?: ReactNode;
  readonly placeholder?: string;
  readonly problem?: string | null;
  readonly disabled?: boolean;
  readonly numeric?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
  /** On Enter and when the field is left, if the text changed. */
  onCommit(text: string): void;
  onKeyDown?(event: KeyboardEvent<HTMLInputElement>, text: string): void;
}

/** One line of text that applies on Enter or when it is left; Escape brings the old text back. */
export function TextField({ label, labelled = false, value, unit, placeholder, problem, disabled, numeric = false, ref, onCommit, onKeyDown }: TextFieldProps) {
  const [text, setText] = useState(value);
  const id = useId();
  useEffect(() => setText(value), [value]);
  const commit = () => {
    if (text !== value) onCommit(text);
  };
  return (
    <div>
      {labelled && (
        <label className="label" htmlFor={id}>
          {label}
        </label>
      )}
      <span className="field" data-invalid={problem ? true : undefined} data-disabled={disabled || undefined}>
        <input
          id={id}
          ref={ref}
          type="text"
          inputMode={numeric ? "decimal" : "text"}
          autoComplete="off"
          spellCheck={false}
          aria-label={labelled ? undefined : label}
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          value={text}
          placeholder={placeholder}
          disabled={disabled}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
            else if (event.key === "Escape" && text !== value) {
              event.stopPropagation();
              setText(value);
            } else onKeyDown?.(event, text);
          }}
        />
        {unit && <span className="unit">{unit}</span>}
      </span>
      {problem && <Problem id={`${id}-problem`}>{problem}</Problem>}
    </div>
  );
}

/** Why an edit was not taken, under its field. */
export const Problem = ({ id, children }: { readonly id?: string; readonly children: ReactNode }) => (
  <p className="problem" id={id} role="alert">
    <Icon of={CircleAlert} />
    <span>{children}</span>
  </p>
);
