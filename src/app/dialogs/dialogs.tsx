import type { ReactNode } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { AddressDialog } from "./address-dialog.tsx";
import { CrsDialog } from "./crs-dialog.tsx";
import { Palette } from "./palette.tsx";
import { ProjectDialog } from "./project-dialog.tsx";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";

/** The one dialog that may be open. */
export function Dialogs() {
  const dialog = useSession((s) => s.dialog);
  switch (dialog.kind) {
    case "none":
      return null;
    case "crs":
      return (
        <Floating label="Choose a CRS">
          <CrsDialog key={dialog.scene} scene={dialog.scene} />
        </Floating>
      );
    case "address":
      return (
        <Floating label="Open from an address" className="asks">
          <AddressDialog />
        </Floating>
      );
    case "save-project":
      return (
        <Floating label="Save project" className="asks">
          <ProjectDialog />
        </Floating>
      );
    case "palette":
      return (
        <Floating label="Find steps, layers and commands" className="palette">
          <Palette />
        </Floating>
      );
    case "shortcuts":
      return (
        <Floating label="Keyboard shortcuts" className="shortcuts">
          <ShortcutsDialog />
        </Floating>
      );
    default:
      return dialog satisfies never;
  }
}

/** Keeps focus inside, closes on Escape or outside, gives focus back. */
const Floating = ({ label, className = "", children }: { readonly label: string; readonly className?: string; readonly children: ReactNode }) => (
  <ModalOverlay className="scrim" isOpen isDismissable onOpenChange={(open) => !open && commands.closeDialog()}>
    <Modal className={`dialog ${className}`}>
      <Dialog className="dialog-body" aria-label={label}>
        {children}
      </Dialog>
    </Modal>
  </ModalOverlay>
);
