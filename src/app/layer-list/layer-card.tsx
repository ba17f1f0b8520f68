import { Eye, EyeOff } from "lucide-react";
import type { HTMLAttributes, KeyboardEvent, MouseEvent } from "react";
import { commands } from "../../session/commands.ts";
import type { LayerId } from "../../session/state.ts";
import { useSession } from "../../session/use-session.ts";
import { IconButton } from "../controls/button.tsx";
import { Slider } from "../controls/slider.tsx";
import { faultLine } from "../fault-text.ts";
import { focusAfterRemoval } from "../focus.ts";
import { percent } from "../format.ts";
import { frame, useFrame } from "../frame.ts";
import { layerOf, metaOf, subtitle } from "../layer-facts.ts";
import { Recipe } from "../recipe/recipe.tsx";
import { KeptLine } from "./kept-line.tsx";
import { LayerMenu } from "./layer-menu.tsx";
import { LayerName } from "./layer-name.tsx";
import { MeasuringLine } from "./measuring-line.tsx";
import { OpacityNumber } from "./opacity-number.tsx";
import { Thumbnail } from "./thumbnail.tsx";

interface LayerCardProps {
  readonly id: LayerId;
  readonly handle: HTMLAttributes<HTMLElement>;
  readonly item: HTMLAttributes<HTMLElement>;
}

/** One layer: its head, and when it is selected its opacity and its recipe. */
export function LayerCard({ id, handle, item }: LayerCardProps) {
  const layer = useSession((s) => layerOf(s, id));
  const meta = useSession((s) => metaOf(s, id));
  const failing = useSession((s) => s.derived[id]?.ok === false && s.derived[id].fault.tag !== "unmeasured");
  const unread = useSession((s) => s.readFaults[id] ?? null);
  const selected = useSession((s) => s.selected === id);
  const picked = useSession((s) => s.picked.includes(id));
  const renaming = useFrame((f) => f.renaming === id);
  if (!layer) return null;

  const select = (event: MouseEvent) => (event.shiftKey || event.ctrlKey || event.metaKey ? commands.pick(id) : commands.select(id));
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) commands.move(id, event.key === "ArrowUp" ? -1 : 1);
    else if (event.key === "F2") frame.setState({ renaming: id });
    else if (event.key === "Delete") focusAfterRemoval(event.currentTarget, ".layer-card", ".layer-name", () => commands.remove(id));
    else return;
    event.preventDefault();
  };
  return (
    <li className="layer-card" data-current={selected || undefined} data-picked={picked || undefined} data-hidden={!layer.visible || undefined} {...item}>
      <div className="layer-head" {...handle}>
        <IconButton
          icon={layer.visible ? Eye : EyeOff}
          size="small"
          label={`${layer.visible ? "Hide" : "Show"} ${layer.name}`}
          onClick={() => commands.setVisible(id, !layer.visible)}
        />
        <Thumbnail id={id} />
        <div className="layer-words">
          <div className="layer-line">
            {renaming ? (
              <LayerName id={id} name={layer.name} />
            ) : (
              <button
                type="button"
                className="layer-name cut"
                title={layer.name}
                aria-expanded={selected}
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown F2 Delete"
                onClick={select}
                onDoubleClick={() => frame.setState({ renaming: id })}
                onKeyDown={keys}
              >
                {layer.name}
              </button>
            )}
            {!selected && <OpacityNumber id={id} name={layer.name} opacity={layer.opacity} />}
            <LayerMenu id={id} />
          </div>
          <div className="small muted cut" data-failing={failing || undefined}>
            {meta ? subtitle(meta) : "Reading the header"}
          </div>
          <MeasuringLine id={id} />
          <KeptLine id={id} />
          {unread && (
            <div className="small layer-unread" role="alert">
              {faultLine(unread)}
            </div>
          )}
        </div>
      </div>
      {selected && (
        <>
          <div className="layer-opacity">
            <span className="small muted">Opacity</span>
            <Slider label={`Opacity of ${layer.name}`} value={layer.opacity} onChange={(value) => commands.setOpacity(id, value)} />
            <span className="small number">{percent(layer.opacity)}</span>
          </div>
          <Recipe id={id} />
        </>
      )}
    </li>
  );
}
