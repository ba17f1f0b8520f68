import { cellTypeInfo } from "../../cells/cell-type.ts";
import { opOf } from "../../ops/lookup.ts";
import { useSession } from "../../session/use-session.ts";
import { Icon } from "../controls/icon.tsx";
import { layerOf, metaOf, subtitle } from "../layer-facts.ts";
import type { CommandItem, PaletteItem } from "./palette-items.ts";

/** What the chosen item does, and to what. */
export function PaletteDetails({ item }: { readonly item: PaletteItem }) {
  return (
    <div className="palette-details">
      <div className="row">
        <Icon of={item.icon} />
        <b>{item.label}</b>
      </div>
      {item.kind === "step" ? <StepDetails item={item} /> : item.kind === "layer" ? <LayerDetails item={item} /> : <CommandDetails item={item} />}
    </div>
  );
}

function StepDetails({ item }: { readonly item: Extract<PaletteItem, { kind: "step" }> }) {
  const layer = useSession((s) => layerOf(s, s.selected));
  const meta = useSession((s) => (s.selected === null ? null : metaOf(s, s.selected)));
  const last = layer?.recipe.steps.at(-1);
  const { help, takes } = opOf(item.op);
  return (
    <>
      <p>{help}.</p>
      {item.unfit !== undefined && (
        <p className="alert" data-tone="wait">
          {item.unfit}
        </p>
      )}
      <dl className="facts">
        <dt>Goes to</dt>
        <dd>
          {layer?.name}
          {last && `, after ${opOf(last.op).title}`}
        </dd>
        <dt>Takes</dt>
        <dd>
          {takes === "many" ? "this and other layers" : "one layer"}
          {meta && `, ${cellTypeInfo(meta.cellType).label}`}
        </dd>
        <dt>Script</dt>
        <dd>{item.op}()</dd>
      </dl>
    </>
  );
}

function LayerDetails({ item }: { readonly item: Extract<PaletteItem, { kind: "layer" }> }) {
  const meta = useSession((s) => metaOf(s, item.layer));
  return <p className="muted">{meta ? subtitle(meta) : ""}</p>;
}

const CommandDetails = ({ item: { aside, hotkey, script } }: { readonly item: CommandItem }) => (
  <>
    <p>{aside}.</p>
    {(hotkey !== "" || script !== undefined) && (
      <dl className="facts">
        {hotkey !== "" && (
          <>
            <dt>Key</dt>
            <dd>{hotkey}</dd>
          </>
        )}
        {script !== undefined && (
          <>
            <dt>Script</dt>
            <dd>{script}</dd>
          </>
        )}
      </dl>
    )}
  </>
);
