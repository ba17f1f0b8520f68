import { Switch as AriaSwitch } from "react-aria-components";

interface SwitchProps {
  /** What it switches; readers hear "Mask: on". */
  readonly name: string;
  /** Words beside it, when the name is not in sight already. */
  readonly caption?: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  onChange(on: boolean): void;
}

/** On and off, at once. */
export const Switch = ({ name, caption, on, disabled = false, onChange }: SwitchProps) => (
  <AriaSwitch className="switch" aria-label={`${name}: ${on ? "on" : "off"}`} isSelected={on} isDisabled={disabled} onChange={onChange}>
    <span className="mark" />
    {caption && <span className="small muted cut">{caption}</span>}
  </AriaSwitch>
);
