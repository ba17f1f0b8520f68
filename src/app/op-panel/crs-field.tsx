import { useDeferredValue, useMemo, useState } from "react";
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import type { Crs } from "../../grid/crs.ts";
import { searchCrs } from "../../grid/crs-search.ts";
import { Problem } from "../controls/text-field.tsx";
import { useEpsg } from "../epsg.ts";
import { number } from "../format.ts";
import { crsCode } from "../layer-facts.ts";
import type { FieldProps } from "./op-form.tsx";

const isCrs = (value: unknown): value is Crs => typeof value === "object" && value !== null && "proj" in value;

/** "EPSG:3857 WGS 84 / Pseudo-Mercator". */
const crsTitle = (crs: Crs) => (crs.code === null ? crs.name : `${crsCode(crs)} ${crs.name}`);

const keyOf = (crs: Crs) => String(crs.code ?? crs.proj);

/** A CRS, searched by code, name or place. Empty keeps the layer's own, where the step allows that. */
export function CrsField({ meta, schema, value, problem, onChange }: FieldProps) {
  const ready = useEpsg();
  const chosen = isCrs(value) ? value : null;
  const shown = chosen ? crsTitle(chosen) : "";
  const [text, setText] = useState(shown);
  const [searched, setSearched] = useState(false);
  const [last, setLast] = useState(shown);
  if (last !== shown) {
    setLast(shown);
    setText(shown);
  }
  const mayBeEmpty = schema.safeParse(null).success;
  // The search goes through thousands of names: the typed letter stands first.
  const searchFor = useDeferredValue(searched ? text : "");
  // The chosen one is always among the items: the box closes by it.
  const found = useMemo(
    () => (ready ? [...(chosen ? [chosen] : []), ...searchCrs(searchFor, 40).filter((crs) => !chosen || keyOf(crs) !== keyOf(chosen))] : []),
    [ready, chosen, searchFor],
  );
  return (
    <div>
      <ComboBox
        className="crs-field"
        aria-label={meta.label}
        items={found.map((crs) => ({ id: keyOf(crs), crs }))}
        inputValue={text}
        value={chosen && keyOf(chosen)}
        allowsEmptyCollection
        menuTrigger="input"
        onInputChange={(next) => {
          setText(next);
          setSearched(next !== shown);
        }}
        onChange={(key) => {
          const crs = found.find((one) => keyOf(one) === key);
          if (!crs || (chosen && keyOf(crs) === keyOf(chosen))) return;
          setSearched(false);
          setText(crsTitle(crs));
          onChange(crs);
        }}
        onBlur={() => {
          if (text.trim() === "" && mayBeEmpty && chosen !== null) onChange(null);
          else setText(shown);
          setSearched(false);
        }}
      >
        <span className="label" aria-hidden="true">
          {meta.label}
        </span>
        <span className="field" data-invalid={problem ? true : undefined}>
          <Input placeholder={mayBeEmpty ? "As the layer; type a code, name or place" : "Code, name or place"} onFocus={(event) => event.target.select()} />
        </span>
        <Popover className="popover crs-popover" offset={4}>
          <ListBox
            className="options"
            renderEmptyState={() => <p className="options-empty small">Nothing found. Try a code such as 3857, a country or a projection.</p>}
          >
            {({ id, crs }: { id: string; crs: Crs }) => (
              <ListBoxItem id={id} className="option crs-option" textValue={crsTitle(crs)}>
                <span className="cut">{crs.name}</span>
                <span className="aside">
                  {crsCode(crs)}
                  {crs.accuracyMetres !== null && crs.accuracyMetres > 1 ? `, ± ${number(crs.accuracyMetres, 0)} m` : ""}
                </span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      {problem && <Problem>{problem}</Problem>}
    </div>
  );
}
