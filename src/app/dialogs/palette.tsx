import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { Autocomplete, Collection, Header, Input, ListBox, ListBoxItem, ListBoxSection, SearchField } from "react-aria-components";
import { opOf } from "../../ops/lookup.ts";
import { commands } from "../../session/commands.ts";
import { session } from "../../session/store.ts";
import { Icon } from "../controls/icon.tsx";
import { usePicked } from "../layer-list/picked-bar.tsx";
import { OtherLayers } from "./other-layers.tsx";
import { PaletteDetails } from "./palette-details.tsx";
import { type PaletteItem, paletteGroups } from "./palette-items.ts";
import { found } from "./palette-search.ts";

/** Steps that work on one layer too, and whose form adds others. */
const choosesLater: readonly string[] = ["calculate"];

/** Finds a step, a layer or a command by any of its words; Enter does it. */
export function Palette() {
  const [query, setQuery] = useState("");
  const [seen, setSeen] = useState<PaletteItem | null>(null);
  const [combining, setCombining] = useState<Extract<PaletteItem, { kind: "step" }> | null>(null);
  const picked = usePicked();
  // What is offered stays the same while the palette is open.
  const [{ state, offered }] = useState(() => ({ state: session.getState(), offered: paletteGroups(session.getState()) }));
  const groups = found(offered, query).map((group) => ({ ...group, id: group.title }));
  const items = groups.flatMap((group) => group.items);
  const shown = items.find((item) => item.id === seen?.id) ?? items[0] ?? null;

  const choose = (item: PaletteItem | undefined) => {
    if (!item || item.unfit !== undefined) return;
    if (item.kind === "step") {
      if (state.selected === null) return;
      const others = picked.filter((id) => id !== state.selected);
      if (opOf(item.op).takes === "many" && !choosesLater.includes(item.op) && others.length === 0 && state.document.layers.length > 1)
        return setCombining(item);
      commands.closeDialog();
      commands.addStep(state.selected, item.op, undefined, opOf(item.op).takes === "many" ? others : []);
      return;
    }
    commands.closeDialog();
    if (item.kind === "layer") commands.select(item.layer);
    else item.run();
  };
  // While letters change the list, its own mark may be on an item that is gone, or be deaf: Enter takes the marked item, else the one shown as chosen.
  const chooseByEnter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    const marked = document.getElementById(event.currentTarget.getAttribute("aria-activedescendant") ?? "")?.dataset.key;
    choose(items.find((item) => item.id === marked) ?? shown ?? undefined);
  };
  if (combining) return <OtherLayers op={combining.op} />;
  return (
    <Autocomplete inputValue={query} onInputChange={setQuery} disableVirtualFocus={false}>
      <SearchField className="palette-search" aria-label="What do you want to do?" autoFocus>
        <Icon of={Search} />
        <Input role="combobox" aria-expanded placeholder="What do you want to do?" onKeyDownCapture={chooseByEnter} />
      </SearchField>
      <div className="palette-body">
        <ListBox
          className="palette-list"
          aria-label="Steps, layers and commands"
          selectionMode="single"
          selectedKeys={[]}
          items={groups}
          onAction={(key) => choose(items.find((item) => item.id === key))}
          renderEmptyState={() => <p className="options-empty">Nothing is called that. Try another word.</p>}
        >
          {(group) => (
            <ListBoxSection id={group.id} className="palette-group">
              <Header className="group-head">{group.title}</Header>
              <Collection items={group.items}>{(item) => <PaletteRow item={item} onSeen={setSeen} />}</Collection>
            </ListBoxSection>
          )}
        </ListBox>
        {shown && <PaletteDetails item={shown} />}
      </div>
      <div className="palette-foot">
        <span>
          <kbd className="key">↑</kbd> <kbd className="key">↓</kbd> choose
        </span>
        <span>
          <kbd className="key">Enter</kbd> {shown?.kind === "step" ? "add step" : shown?.kind === "layer" ? "select layer" : "do it"}
        </span>
        <span className="palette-escape">
          <kbd className="key">Esc</kbd> close
        </span>
      </div>
    </Autocomplete>
  );
}

const PaletteRow = ({ item, onSeen }: { readonly item: PaletteItem; onSeen(item: PaletteItem): void }) => (
  <ListBoxItem className="option palette-option" id={item.id} textValue={item.label} isDisabled={item.unfit !== undefined}>
    {({ isFocused, isHovered }) => (
      <>
        <Icon of={item.icon} />
        <b className="cut">{item.label}</b>
        <span className="aside cut">{item.unfit ?? item.aside}</span>
        {item.kind === "command" && item.hotkey !== "" && <kbd className="key">{item.hotkey}</kbd>}
        {(isFocused || isHovered) && <Seen item={item} onSeen={onSeen} />}
      </>
    )}
  </ListBoxItem>
);

/** Tells the palette which item is under the pointer or the arrow keys. */
function Seen({ item, onSeen }: { readonly item: PaletteItem; onSeen(item: PaletteItem): void }) {
  useEffect(() => onSeen(item), [item, onSeen]);
  return null;
}
