import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, Ref } from "react";
import { Icon } from "./icon.tsx";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: "plain" | "primary" | "quiet" | "link";
  readonly size?: "small" | "normal" | "medium" | "large";
  readonly icon?: LucideIcon;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with a word, and a sign before it where one helps. */
export const Button = ({ look = "plain", size = "normal", icon, children, className = "", ...rest }: ButtonProps) => (
  <button type="button" {...rest} className={`button ${className}`} data-look={look} data-size={size}>
    {icon && <Icon of={icon} />}
    {children}
  </button>
);

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: LucideIcon;
  /** What it does, for readers and as a title. */
  readonly label: string;
  /** Its key, shown in the title. */
  readonly hotkey?: string;
  readonly size?: "small" | "normal";
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with a common sign and no word. */
export const IconButton = ({ icon, label, hotkey, size = "normal", ...rest }: IconButtonProps) => (
  <button type="button" title={hotkey ? `${label} (${hotkey})` : label} aria-label={label} {...rest} className="icon-button" data-size={size}>
    <Icon of={icon} />
  </button>
);
