import { TriangleAlert } from "lucide-react";
import { commands } from "../session/commands.ts";
import { useSession } from "../session/use-session.ts";
import { Button } from "./controls/button.tsx";
import { Icon } from "./controls/icon.tsx";

/** A strip under the top bar while another tab has the project, and when it is closed. */
export function OtherTab() {
  const savesHere = useSession((s) => s.savesHere);
  const mayTakeOver = useSession((s) => s.mayTakeOver);
  if (savesHere) return null;
  return (
    <p className="elsewhere small" role="status">
      <Icon of={TriangleAlert} />
      {mayTakeOver ? (
        <>
          <span>The other tab is closed. Changes made here were not saved; going on here loads the project as that tab left it.</span>
          <Button size="small" onClick={() => commands.takeOver()}>
            Go on here
          </Button>
        </>
      ) : (
        <span>This project is open in another tab, so changes here are not saved. Close the other tab to go on here.</span>
      )}
    </p>
  );
}
