import type { LayerMeta } from "../../layer/meta.ts";
import { type LayoutParam, layoutOf, layoutSchema } from "../../ops/layout-field.ts";
import { useSession } from "../../session/use-session.ts";
import { NumberField } from "../controls/number-field.tsx";
import { Select } from "../controls/select.tsx";
import { Problem } from "../controls/text-field.tsx";
import { footprint, metaOf } from "../layer-facts.ts";
import { inputOf, outputOf } from "./input-of.ts";
import type { FieldProps } from "./op-form.tsx";

const local: LayoutParam = { kind: "local", tileCols: 512, tileRows: 512 };
const global: LayoutParam = { kind: "global", tileSize: 256, zoom: null };

/** A definition to start from: as many tiles of 512 as the data needs now. */
function definitionOf(meta: LayerMeta | null): LayoutParam | null {
  const place = meta && footprint(meta);
  if (!place) return null;
  const layoutCols = Math.max(1, Math.ceil(place.cols / 512));
  const layoutRows = Math.max(1, Math.ceil(place.rows / 512));
  return { kind: "definition", extent: place.extent, layoutCols, layoutRows, tileCols: 512, tileRows: 512, crs: place.crs };
}

/** Where tiles lie: around the data, in the world's zoom levels, by numbers, or as another layer's. */
export function LayoutField({ meta, value, problem, layer, step, onChange }: FieldProps) {
  const parsed = layoutSchema.safeParse(value);
  // A draft that does not pass keeps its shape; only numbers inside it may be out of range.
  const layout = (parsed.success ? parsed.data : value) as LayoutParam;
  const ground = useSession((s) => outputOf(s, layer, step.id) ?? inputOf(s, layer, step.id));
  const tiled = useSession((s) => s.document.layers.filter((one) => one.id !== layer && metaOf(s, one.id)?.kind === "tiled"));
  const metas = useSession((s) => tiled.map((one) => metaOf(s, one.id)));
  const named = layout.kind === "definition" && layout.name !== undefined;
  const options = [
    { value: "local", label: "Around the data", aside: "local" },
    { value: "global", label: "Zoom levels of the world", aside: "global" },
    { value: "definition", label: "By numbers", aside: "definition" },
    ...tiled.map((one) => ({ value: `as/${one.id}`, label: `As ${one.name}`, aside: "same tiles" })),
  ];
  const asKey = named ? `as/${tiled.find((one) => one.name === layout.name)?.id}` : "";
  const shown =
    named && !options.some((option) => option.value === asKey) ? [...options, { value: asKey, label: `As ${layout.name}`, aside: "same tiles" }] : options;
  const choose = (key: string) => {
    if (key === "local") return onChange(local);
    if (key === "global") return onChange(global);
    const at = tiled.findIndex((one) => key === `as/${one.id}`);
    const other = metas[at];
    const next = key === "definition" ? definitionOf(ground) : other ? layoutOf(other, tiled[at]?.name ?? "") : null;
    if (next) onChange(next);
  };
  return (
    <fieldset className="stack" aria-label={meta.label}>
      <Select label={meta.label} labelled value={named ? asKey : layout.kind} options={shown} onChange={choose} />
      {layout.kind !== "definition" ? <Tiles layout={layout} onChange={onChange} /> : !named && <Numbers layout={layout} onChange={onChange} />}
      {problem && <Problem>{problem}</Problem>}
    </fieldset>
  );
}

function Tiles({ layout, onChange }: { readonly layout: Exclude<LayoutParam, { kind: "definition" }>; onChange(layout: LayoutParam): void }) {
  if (layout.kind === "local")
    return (
      <div className="pair">
        <NumberField
          label="Tile columns"
          labelled
          value={layout.tileCols}
          decimals={0}
          step={16}
          unit="px"
          onChange={(tileCols) => onChange({ ...layout, tileCols })}
        />
        <NumberField
          label="Tile rows"
          labelled
          value={layout.tileRows}
          decimals={0}
          step={16}
          unit="px"
          onChange={(tileRows) => onChange({ ...layout, tileRows })}
        />
      </div>
    );
  const zooms = [{ value: "best", label: "Best for the cells" }, ...Array.from({ length: 23 }, (_, zoom) => ({ value: String(zoom), label: `Zoom ${zoom}` }))];
  return (
    <div className="pair">
      <Select
        label="Zoom"
        labelled
        value={layout.zoom === null ? "best" : String(layout.zoom)}
        options={zooms}
        onChange={(zoom) => onChange({ ...layout, zoom: zoom === "best" ? null : Number(zoom) })}
      />
      <NumberField
        label="Tile size"
        labelled
        value={layout.tileSize}
        decimals={0}
        step={16}
        unit="px"
        onChange={(tileSize) => onChange({ ...layout, tileSize })}
      />
    </div>
  );
}

type Definition = Extract<LayoutParam, { kind: "definition" }>;
const edges = ["west", "east", "south", "north"] as const;
const counts = [
  ["layoutCols", "Tiles across"],
  ["layoutRows", "Tiles down"],
  ["tileCols", "Tile columns"],
  ["tileRows", "Tile rows"],
] as const;

const Numbers = ({ layout, onChange }: { readonly layout: Definition; onChange(layout: LayoutParam): void }) => (
  <div className="pair">
    {edges.map((edge) => (
      <NumberField
        key={edge}
        label={edge.charAt(0).toUpperCase() + edge.slice(1)}
        labelled
        value={layout.extent[edge]}
        onChange={(at) => onChange({ ...layout, extent: { ...layout.extent, [edge]: at } })}
      />
    ))}
    {counts.map(([name, label]) => (
      <NumberField key={name} label={label} labelled value={layout[name]} decimals={0} onChange={(count) => onChange({ ...layout, [name]: count })} />
    ))}
  </div>
);
