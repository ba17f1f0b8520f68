import { type KeyboardEvent, useDeferredValue, useMemo, useState } from "react";
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import type { Crs } from "../../grid/crs.ts";
import { searchCrs } from "../../grid/crs-search.ts";
import { Problem } from "../controls/text-field.tsx";
import { useWrongText } from "../controls/wrong-text.ts";
import { useEpsg } from "../epsg.ts";
import { number } from "../format.ts";
import { crsCode } from "../layer-facts.ts";
import type { FieldProps } from "./op-form.tsx";

const isCrs = (value: unknown): value is Crs => typeof value === "object" && value !== null && "proj" in value;

/** "EPSG:3857 WGS 84 / Pseudo-Mercator". */
const crsTitle = (crs: Crs) => (crs.code === null ? crs.name : `${crsCode(crs)} ${crs.name}`);

const keyOf = (crs: Crs) => String(crs.code ?? crs.proj);

/** The CRS that a text names without doubt, by its code or its whole name. */
function namedBy(text: string, found: readonly Crs[]): Crs | undefined {
  const query = text.trim().toLowerCase();
  const code = Number(/^(?:epsg)?:*\s*(\d+)$/.exec(query)?.[1] ?? Number.NaN);
  return found.find((crs) => crs.code === code || [crs.name, crsTitle(crs), crs.proj].some((name) => name.toLowerCase() === query));
}

/** A CRS, searched by code, name or place; Enter takes the first that is found, leaving the field only what names one without doubt. Empty keeps the layer's own, where the step allows that. */
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
  // The chosen one is among the items until something is typed: the list would mark it, and Enter take it, before what is found.
  const first = searched ? null : chosen;
  const found = useMemo(
    () => (ready ? [...(first ? [first] : []), ...searchCrs(searchFor, 40).filter((crs) => !first || keyOf(crs) !== keyOf(first))] : []),
    [ready, first, searchFor],
  );
  const [wrong, setWrong] = useWrongText(meta.label, value);
  const take = (crs: Crs) => {
    setSearched(false);
    setText(crsTitle(crs));
    setWrong(null);
    if (!chosen || keyOf(crs) !== keyOf(chosen)) onChange(crs);
  };
  const takeText = (mayGuess: boolean) => {
    if (!ready || text === shown) return setWrong(null);
    if (text.trim() === "") return mayBeEmpty && chosen !== null ? onChange(null) : setText(shown);
    const results = searchCrs(text, 40);
    const crs = namedBy(text, results) ?? (mayGuess ? results[0] : undefined);
    if (crs) take(crs);
    else
      setWrong(
        results.length > 0 ? `"${text}" may be several: choose one, or press Enter for the first.` : `Nothing is called "${text}"; the CRS stays as it was.`,
      );
  };
  const takeByEnter = (event: KeyboardEvent<HTMLElement>) => {
    // An option that the arrow keys chose is taken by the list itself.
    if (event.key === "Enter" && event.target instanceof HTMLInputElement && !event.target.getAttribute("aria-activedescendant")) takeText(true);
  };
  const told = wrong ?? problem;
  return (
    <div onKeyDownCapture={takeByEnter}>
      <ComboBox
        className="crs-field"
        aria-label={meta.label}
        items={found.map((crs) => ({ id: keyOf(crs), crs }))}
        inputValue={text}
        value={chosen && keyOf(chosen)}
        allowsEmptyCollection
        allowsCustomValue
        menuTrigger="input"
        onInputChange={(next) => {
          setText(next);
          setSearched(next !== shown);
          setWrong(null);
        }}
        onChange={(key) => {
          const crs = found.find((one) => keyOf(one) === key);
          if (crs) take(crs);
        }}
        onBlur={() => {
          takeText(false);
          setSearched(false);
        }}
      >
        <span className="label" aria-hidden="true">
          {meta.label}
        </span>
        <span className="field" data-invalid={told ? true : undefined}>
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
      {told && <Problem>{told}</Problem>}
    </div>
  );
}
