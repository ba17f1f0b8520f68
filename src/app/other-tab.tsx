import { TriangleAlert } from "lucide-react";
import { useSession } from "../session/use-session.ts";
import { Icon } from "./controls/icon.tsx";

/** A strip under the top bar while another tab has the project. */
export function OtherTab() {
  const savesHere = useSession((s) => s.savesHere);
  if (savesHere) return null;
  return (
    <p className="elsewhere small" role="status">
      <Icon of={TriangleAlert} />
      <span>This project is open in another tab, so changes here are not saved. Close the other tab and reload this one to go on here.</span>
    </p>
  );
}
