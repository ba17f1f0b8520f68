import { Plus } from "lucide-react";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { chooseFiles } from "../empty-state.tsx";
import { number } from "../format.ts";
import { Failures } from "./failure-card.tsx";
import { LayerCard } from "./layer-card.tsx";
import { NoticeLine } from "./notice-line.tsx";
import { PickedBar } from "./picked-bar.tsx";
import { useReorder } from "./reorder.ts";
import { WaitingCard } from "./waiting-card.tsx";

/** All layers, the top one drawn last, with what waits and what failed above them. */
export function LayerList() {
  const layers = useSession((s) => s.document.layers.map((layer) => layer.id));
  const waiting = useSession((s) => s.waiting);
  const failures = useSession((s) => s.failures);
  const notices = useSession((s) => s.notices);
  const reorder = useReorder((from, to) => {
    const layer = layers[from];
    if (layer !== undefined) commands.moveTo(layer, to);
  });
  return (
    <>
      <div className="panel-head">
        <h2 className="strong">Layers</h2>
        <span className="small muted">{number(layers.length + waiting.length, 0)}</span>
        <span className="grow" />
        <Button look="link" icon={Plus} title="Choose files (Ctrl O)" onClick={chooseFiles}>
          Add files
        </Button>
      </div>
      <PickedBar />
      <div className="scroll">
        <ul className="layer-cards" aria-label="Layers">
          <Failures failures={failures} />
          {notices.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} />
          ))}
          {waiting.map((scene) => (
            <WaitingCard key={scene} scene={scene} />
          ))}
          {layers.map((id, index) => (
            <LayerCard key={id} id={id} handle={reorder.handle(index)} item={reorder.item(index, layers.length)} />
          ))}
        </ul>
      </div>
      <p className="note panel-foot">Drop more files anywhere in the window.</p>
    </>
  );
}
