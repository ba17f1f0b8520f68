import { TriangleAlert, X } from "lucide-react";
import type { Fault } from "../../fault.ts";
import { commands } from "../../session/commands.ts";
import type { LayerId, OpenFailure } from "../../session/state.ts";
import { Button, IconButton } from "../controls/button.tsx";
import { Icon } from "../controls/icon.tsx";
import { chooseFiles } from "../empty-state.tsx";
import { faultText } from "../fault-text.ts";
import { plural } from "../format.ts";

/** Faults of a file itself: another copy of it may open. */
const ofFiles: readonly Fault["tag"][] = ["not-a-tiff", "truncated", "unsupported", "damaged-block", "file-gone", "bad-geometry", "bad-text"];

/** More than so many stand in a box of their own that scrolls, so that layers stay in view. */
const mostAlone = 1;

/** Everything that went wrong with files and layers. */
export function Failures({ failures }: { readonly failures: readonly OpenFailure[] }) {
  const cards = failures.map((failure) => <FailureCard key={failure.id} failure={failure} />);
  if (failures.length <= mostAlone) return cards;
  return (
    <li className="layer-failures">
      <div className="head">
        <span className="strong grow">{plural(failures.length, "problem")}</span>
        <Button look="quiet" size="small" onClick={() => failures.map(({ id }) => commands.dismissFailure(id))}>
          Leave all out
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <ul tabIndex={0} aria-label="Problems">
        {cards}
      </ul>
    </li>
  );
}

/** What could not be opened or begun: what, why, and the way on. */
function FailureCard({ failure }: { readonly failure: OpenFailure }) {
  const { title, cause, rest } = faultText(failure.fault);
  return (
    <li className="layer-failure">
      <div className="alert" role="alert">
        <div className="head">
          <Icon of={TriangleAlert} />
          <span className="grow">{title}</span>
          <IconButton icon={X} size="small" label={`Dismiss: ${failure.file}`} onClick={() => commands.dismissFailure(failure.id)} />
        </div>
        <p>{cause}</p>
        <p className="muted">{rest}</p>
        {failure.fault.tag === "different-crs" && failure.layer !== undefined && <TileButton failure={failure} layer={failure.layer} />}
        {(ofFiles.includes(failure.fault.tag) || (failure.fault.tag === "too-large" && failure.fault.file !== undefined)) && <FileButtons failure={failure} />}
      </div>
    </li>
  );
}

/** One grid for all scenes is a step that the layer can take here and now. */
const TileButton = ({ failure, layer }: { readonly failure: OpenFailure; readonly layer: LayerId }) => (
  <div className="row">
    <Button
      onClick={() => {
        commands.dismissFailure(failure.id);
        commands.addStep(layer, "tileToLayout");
      }}
    >
      Tile and reproject…
    </Button>
  </div>
);

const FileButtons = ({ failure }: { readonly failure: OpenFailure }) => (
  <div className="row">
    <Button
      onClick={() => {
        commands.dismissFailure(failure.id);
        void chooseFiles();
      }}
    >
      Choose it again…
    </Button>
    <Button look="quiet" onClick={() => commands.dismissFailure(failure.id)}>
      Leave it out
    </Button>
  </div>
);
