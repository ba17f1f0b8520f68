import { useState } from "react";
import { commands } from "../../session/commands.ts";
import type { LayerId } from "../../session/state.ts";
import { frame } from "../frame.ts";

/** The name while it is edited: Enter keeps it, Escape leaves it as it was. */
export function LayerName({ id, name }: { readonly id: LayerId; readonly name: string }) {
  const [text, setText] = useState(name);
  const finish = (keep: boolean) => {
    if (keep && text.trim() !== "" && text.trim() !== name) commands.rename(id, text.trim());
    frame.setState({ renaming: null });
  };
  return (
    <input
      className="layer-rename"
      aria-label={`New name of ${name}`}
      // biome-ignore lint/a11y/noAutofocus: the field stands where the name stood, and the user asked to edit it
      autoFocus
      value={text}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish(true);
        if (event.key === "Escape") {
          event.stopPropagation();
          finish(false);
        }
      }}
    />
  );
}
