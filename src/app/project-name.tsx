import { useState } from "react";
import { commands } from "../session/commands.ts";
import { useSession } from "../session/use-session.ts";

/** The project's name, edited in place. */
export function ProjectName() {
  const name = useSession((s) => s.document.name);
  const [draft, setDraft] = useState<string | null>(null);
  const finish = (text: string) => {
    setDraft(null);
    if (text.trim() !== "" && text !== name) commands.renameProject(text.trim());
  };
  if (draft === null)
    return (
      <button type="button" className="project cut" title="Rename the project" onClick={() => setDraft(name)}>
        {name}
      </button>
    );
  return (
    <input
      className="project"
      aria-label="Project name"
      // biome-ignore lint/a11y/noAutofocus: the field stands where the pressed button stood
      autoFocus
      size={Math.max(8, draft.length)}
      value={draft}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => finish(draft)}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish(draft);
        if (event.key === "Escape") {
          event.stopPropagation();
          setDraft(null);
        }
      }}
    />
  );
}
