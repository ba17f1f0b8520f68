import { commands } from "../../session/commands.ts";
import type { LayerId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { plural } from "../format.ts";

/** The selected layer and the further picked ones, in the order of the list. */
export function usePicked(): readonly LayerId[] {
  return useSession((s) => {
    if (s.picked.length === 0) return [];
    return s.document.layers.map((layer) => layer.id).filter((id) => id === s.selected || s.picked.includes(id));
  });
}

/** What can be done with several picked layers. */
export function PickedBar() {
  const picked = usePicked();
  if (picked.length < 2) return null;
  return (
    <fieldset className="picked-bar" aria-label="Picked layers">
      <span className="grow">{plural(picked.length, "layer")} picked</span>
      <Button size="small" onClick={() => commands.uniteLayers(picked)}>
        Make one layer
      </Button>
      <Button size="small" look="quiet" onClick={() => commands.select(picked[0] ?? null)}>
        Clear
      </Button>
    </fieldset>
  );
}
