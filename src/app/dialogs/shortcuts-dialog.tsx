import { X } from "lucide-react";
import { commands } from "../../session/commands.ts";
import { IconButton } from "../controls/button.tsx";
import { Switch } from "../controls/switch.tsx";
import { setLetters, useFrame } from "../frame.ts";

const keys: readonly (readonly [keys: readonly string[], does: string])[] = [
  [["Ctrl K"], "Find a step, layer or command"],
  [["Ctrl O"], "Choose files"],
  [["Ctrl E"], "Export GeoTIFF"],
  [["Ctrl Z", "Ctrl Shift Z"], "Undo, redo"],
  [["V"], "Show or hide the layer"],
  [["[", "]"], "Previous, next layer"],
  [[",", "."], "Previous, next date"],
  [["F"], "Fit the layer"],
  [["C"], "Compare: before and after, layers, dates"],
  [["P", "R", "H"], "Draw area, rectangle, hole"],
  [["Delete"], "Remove point, area, step or layer in focus"],
  [["F2"], "Rename the layer in focus"],
  [["Alt ↑", "Alt ↓"], "Move the layer or step in focus"],
  [["L", "I", "J"], "Layers, inspector, jobs"],
  [["+", "−", "arrows"], "Zoom and pan, with the map in focus"],
  [["1 – 9"], "Band, with the map in focus"],
  [["F6"], "Next region of the window"],
  [["Esc"], "Close the nearest thing"],
  [["?"], "This list"],
];

/** Every key and what it does. */
export function ShortcutsDialog() {
  const letters = useFrame((f) => f.letters);
  return (
    <>
      <div className="dialog-head row">
        <h2 className="grow">Keyboard shortcuts</h2>
        <IconButton icon={X} label="Close" hotkey="Esc" onClick={() => commands.closeDialog()} />
      </div>
      <dl className="shortcut-list scroll">
        {keys.map(([names, does]) => (
          <div key={does}>
            <dt>
              {names.map((name) => (
                <kbd key={name} className="key">
                  {name}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-foot">
        <span className="note grow">Single letters act only while no field has focus.</span>
        <Switch name="Single letters" caption="Single letters" on={letters} onChange={setLetters} />
      </div>
    </>
  );
}
