import { X } from "lucide-react";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { IconButton } from "../controls/button.tsx";
import { Later } from "../controls/later.tsx";
import { Section } from "../controls/section.tsx";
import { TextField } from "../controls/text-field.tsx";
import { useUnreadFields } from "../controls/unread.tsx";
import { layerOf, metaOf } from "../layer-facts.ts";
import { DatesChoice } from "./dates-choice.tsx";
import { draftProblems } from "./draft-problems.ts";
import { ExportFoot } from "./export-foot.tsx";
import { FileSection } from "./file-section.tsx";
import { PlaceSection } from "./place-section.tsx";

/** Where, in which cells and in which file a layer is exported; its size stands below before it starts. */
export function ExportSheet() {
  const draft = useSession((s) => (s.right.kind === "export" ? s.right.draft : null));
  const layer = useSession((s) => (draft ? layerOf(s, draft.layer) : null));
  const meta = useSession((s) => (draft ? metaOf(s, draft.layer) : null));
  const { unread, Around } = useUnreadFields();
  if (!draft) return null;
  const problems = meta ? { ...draftProblems(draft, meta), ...(unread.length > 0 && { whole: unreadText(unread) }) } : {};
  return (
    <aside className="column right" aria-label="Export GeoTIFF" data-region="inspector">
      <div className="panel-head sheet-head">
        <h2 className="strong">Export GeoTIFF</h2>
        <span className="small muted cut">{layer?.name}</span>
        <span className="grow" />
        <IconButton icon={X} label="Close export" hotkey="Esc" onClick={() => commands.closeRight()} />
      </div>
      {layer && meta ? (
        <Later>
          <Around>
            <div className="scroll">
              <Section>
                <div className="beside">
                  <span className="label" aria-hidden="true">
                    File name
                  </span>
                  <TextField
                    label="File name"
                    value={draft.fileName}
                    problem={problems.fileName ?? null}
                    onCommit={(text) => commands.setExport({ ...draft, fileName: withEnding(text, (draft.dates?.length ?? 0) > 1) })}
                  />
                </div>
                <DatesChoice draft={draft} meta={meta} />
              </Section>
              <PlaceSection draft={draft} meta={meta} problems={problems} />
              <FileSection draft={draft} meta={meta} problems={problems} />
            </div>
          </Around>
          <ExportFoot draft={draft} layer={layer} meta={meta} problems={problems} />
        </Later>
      ) : (
        <Section>
          <p className="note">This layer cannot be exported: its recipe does not work as it is.</p>
        </Section>
      )}
    </aside>
  );
}

/** "What stands in NoData and West is no number." */
const unreadText = (fields: readonly string[]) => `What stands in ${fields.join(" and ")} is no number.`;

/** A GeoTIFF's name ends in .tif or .tiff, that of several in .zip. */
function withEnding(text: string, isZip: boolean): string {
  const name = text.trim();
  if (name === "" || (isZip ? /\.zip$/i : /\.tiff?$/i).test(name)) return name;
  return `${name}.${isZip ? "zip" : "tif"}`;
}
