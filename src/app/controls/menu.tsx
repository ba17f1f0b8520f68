import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Menu as AriaMenu, Button, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { Icon } from "./icon.tsx";

export type MenuEntry =
  | { readonly id: string; readonly label: string; readonly icon?: LucideIcon; readonly hotkey?: string; readonly disabled?: boolean; run(): void }
  | { readonly id: string; readonly line: true };

interface MenuProps {
  readonly label: string;
  readonly className?: string;
  readonly entries: readonly MenuEntry[];
  /** What the button shows. */
  readonly children: ReactNode;
}

/** A button that opens a list of commands. */
export const Menu = ({ label, className = "icon-button", entries, children }: MenuProps) => (
  <MenuTrigger>
    <Button className={className} aria-label={label}>
      {children}
    </Button>
    <Popover className="popover" offset={4} placement="bottom end">
      <AriaMenu className="options" aria-label={label}>
        {entries.map((entry) =>
          "line" in entry ? (
            <Separator key={entry.id} className="option-line" />
          ) : (
            <MenuItem key={entry.id} id={entry.id} className="option" textValue={entry.label} isDisabled={entry.disabled ?? false} onAction={entry.run}>
              {entry.icon && <Icon of={entry.icon} />}
              <span>{entry.label}</span>
              {entry.hotkey && <kbd className="key">{entry.hotkey}</kbd>}
            </MenuItem>
          ),
        )}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
);
