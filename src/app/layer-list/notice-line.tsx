import { Info, X } from "lucide-react";
import { commands } from "../../session/commands.ts";
import type { Notice, NoticeFacts } from "../../session/state.ts";
import { IconButton } from "../controls/button.tsx";
import { Icon } from "../controls/icon.tsx";
import { bytes, plural } from "../format.ts";

/** Good to know, quietly: one sentence that can be put away. */
export function NoticeLine({ notice }: { readonly notice: Notice }) {
  const text = noticeText(notice.facts);
  return (
    <li className="notice small muted" title={"file" in notice.facts ? notice.facts.file : notice.facts.names.join("\n")}>
      <Icon of={Info} />
      <span className="grow" role="status">
        {text}
      </span>
      <IconButton icon={X} size="small" label={`Dismiss: ${text}`} onClick={() => commands.dismissNotice(notice.id)} />
    </li>
  );
}

function noticeText(facts: NoticeFacts): string {
  switch (facts.kind) {
    case "files-ignored":
      return `${plural(facts.names.length, "other file")} of the folder ${facts.names.length === 1 ? "was" : "were"} passed over.`;
    case "side-cars-alone":
      return `${facts.names.join(", ")} ${facts.names.length === 1 ? "belongs" : "belong"} to no file that waits for a CRS or a position.`;
    case "shapes-ignored": {
      const counts = [...(facts.points > 0 ? [plural(facts.points, "point")] : []), ...(facts.lines > 0 ? [plural(facts.lines, "line")] : [])];
      return `${counts.join(" and ")} of ${facts.file} ${facts.points + facts.lines === 1 ? "was" : "were"} left out: only areas make a mask.`;
    }
    case "read-whole":
      return `${facts.file} was read whole (${bytes(facts.sizeBytes)}): its server gives no parts of a file.`;
    case "no-overviews":
      return `${facts.file} has no overviews: a view of all of it reads most of its ${bytes(facts.sizeBytes)} from the server. Zoom in to read less.`;
    default:
      return facts satisfies never;
  }
}
