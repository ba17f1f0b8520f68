import { Check } from "lucide-react";
import { commands } from "../../session/commands.ts";
import type { LayerId } from "../../session/state.ts";
import { Button } from "../controls/button.tsx";
import { Icon } from "../controls/icon.tsx";

/** Whether a band's counts are exact, and the way to make them so. Level 0 is exact; null is not counted yet. */
export function Exactness({ id, band, level }: { readonly id: LayerId; readonly band: number; readonly level: number | null }) {
  if (level === null)
    return (
      <Button look="link" size="small" title="Count every cell" onClick={() => void commands.countExactly(id, band)}>
        Count all
      </Button>
    );
  if (level === 0)
    return (
      <span className="exact">
        <Icon of={Check} />
        Exact, all cells
      </span>
    );
  return (
    <span className="row">
      <span className="estimate">Estimate from 1:{2 ** level}</span>
      <Button look="link" size="small" title="Count every cell" onClick={() => void commands.countExactly(id, band)}>
        Count all
      </Button>
    </span>
  );
}
