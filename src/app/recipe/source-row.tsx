import { Check, Files, Image, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { SceneId } from "../../layer/meta.ts";
import { commands } from "../../session/commands.ts";
import type { LayerId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { Icon } from "../controls/icon.tsx";
import { chooseFiles } from "../empty-state.tsx";
import { bytes, plural } from "../format.ts";
import { isOutOfReach, layerOf } from "../layer-facts.ts";

/** The first row of a recipe: the files that the layer is made of. */
export function SourceRow({ id }: { readonly id: LayerId }) {
  const scenes = useSession((s) => layerOf(s, id)?.recipe.scenes ?? []);
  const first = useSession((s) => (scenes[0] === undefined ? "" : (s.scenes[scenes[0]]?.meta.name ?? "")));
  const lost = useSession((s) => scenes.some((scene) => isOutOfReach(s.scenes[scene]?.keeping)));
  const [open, setOpen] = useState(false);
  return (
    <li className="step" data-open={open || lost || undefined}>
      <div className="step-row">
        <span />
        <span className="step-icon" data-failing={lost || undefined}>
          <Icon of={scenes.length > 1 ? Files : Image} />
        </span>
        <button type="button" className="step-words" aria-expanded={open || lost} onClick={() => setOpen(!open)}>
          <b>{scenes.length === 0 ? "Blank layout" : scenes.length > 1 ? "Scenes" : "Scene"}</b>
          <span className="cut">{scenes.length > 1 ? plural(scenes.length, "file") : first}</span>
        </button>
      </div>
      {(open || lost) && (
        <ul className="step-form scenes">
          {scenes.map((scene) => (
            <SceneLine key={scene} scene={scene} />
          ))}
        </ul>
      )}
    </li>
  );
}

function SceneLine({ scene }: { readonly scene: SceneId }) {
  const record = useSession((s) => s.scenes[scene] ?? null);
  if (!record) return null;
  const { meta, keeping } = record;
  return (
    <>
      <li>
        <Icon of={isOutOfReach(keeping) ? TriangleAlert : Check} className={isOutOfReach(keeping) ? "waits" : "good"} />
        <span className="cut" title={meta.name}>
          {meta.name}
        </span>
        <span className="number muted">{bytes(meta.sizeBytes)}</span>
      </li>
      {keeping.kind === "lost" && (
        <li className="alert" data-tone="wait">
          <div className="head">
            <Icon of={TriangleAlert} />
            {meta.name} is not at hand
          </div>
          <p>Its cells are not kept in this browser. Drop it here, under any name, and everything made of it is back.</p>
          <div className="row">
            <Button onClick={() => void chooseFiles()}>Choose it again…</Button>
          </div>
        </li>
      )}
      {keeping.kind === "remote" && !keeping.granted && meta.remote && (
        <li className="alert" data-tone="wait">
          <div className="head">
            <Icon of={TriangleAlert} />
            {meta.name} is on the web
          </div>
          <p>The project reads it from {new URL(meta.remote.address).host}. Nothing is asked there before you allow it.</p>
          <div className="row">
            <Button onClick={() => commands.relink(scene)}>Read it from there</Button>
          </div>
        </li>
      )}
      {keeping.kind === "linked" && !keeping.granted && (
        <li className="alert" data-tone="wait">
          <div className="head">
            <Icon of={TriangleAlert} />
            {meta.name} is linked to the disk
          </div>
          <p>After a reload the browser asks once before the file may be read again.</p>
          <div className="row">
            <Button onClick={() => commands.relink(scene)}>Allow or choose it…</Button>
          </div>
        </li>
      )}
    </>
  );
}
