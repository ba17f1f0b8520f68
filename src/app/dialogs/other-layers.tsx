import { useState } from "react";
import { ListBox, ListBoxItem, type Selection } from "react-aria-components";
import type { OpId } from "../../ops/index.ts";
import { opOf } from "../../ops/lookup.ts";
import { commands } from "../../session/commands.ts";
import { useSession } from "../../session/use-session.ts";
import { Button } from "../controls/button.tsx";
import { layerOf, metaOf, subtitle } from "../layer-facts.ts";

/** For steps that take several layers: which others. */
export function OtherLayers({ op }: { readonly op: OpId }) {
  const selected = useSession((s) => s.selected);
  const name = useSession((s) => layerOf(s, s.selected)?.name ?? "");
  const others = useSession((s) => s.document.layers.filter((layer) => layer.id !== s.selected));
  const metas = useSession((s) => others.map((layer) => metaOf(s, layer.id)));
  const [chosen, setChosen] = useState<Selection>(new Set());
  const { title } = opOf(op);
  const ids = others.map((layer) => layer.id).filter((id) => chosen === "all" || chosen.has(id));
  const add = () => {
    if (selected === null) return;
    commands.closeDialog();
    commands.addStep(selected, op, undefined, ids);
  };
  return (
    <>
      <div className="dialog-head">
        <h2>
          {title}: {name} with which layers?
        </h2>
        <p className="muted">They come in as they are now; changing them later does not change this step.</p>
      </div>
      <ListBox
        className="options other-layers"
        aria-label={`Layers for ${title}`}
        selectionMode="multiple"
        autoFocus
        selectedKeys={chosen}
        onSelectionChange={setChosen}
      >
        {others.map((layer, i) => {
          const meta = metas[i];
          return (
            <ListBoxItem key={layer.id} id={layer.id} className="option" textValue={layer.name}>
              <span className="tick" aria-hidden="true" />
              <b className="cut">{layer.name}</b>
              <span className="aside">{meta ? subtitle(meta) : ""}</span>
            </ListBoxItem>
          );
        })}
      </ListBox>
      <div className="dialog-foot">
        <span className="grow" />
        <Button size="medium" onClick={() => commands.closeDialog()}>
          Cancel
        </Button>
        <Button look="primary" size="medium" onClick={add}>
          Add step
        </Button>
      </div>
    </>
  );
}
