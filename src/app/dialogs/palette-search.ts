import type { PaletteGroup, PaletteItem } from "./palette-items.ts";

/** The items that a query finds, in their groups, the best first; an empty query finds all. Names may be written as in scripts: get_min_max, getMinMax. */
export function found(groups: readonly PaletteGroup[], query: string): readonly PaletteGroup[] {
  const wanted = query.toLowerCase().replaceAll("_", " ").trim();
  if (wanted === "") return groups;
  const best = ({ items }: PaletteGroup) => Math.min(...items.map((item) => rank(item, wanted)));
  return groups
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => matches(item, wanted)).sort((l, r) => rank(l, wanted) - rank(r, wanted)),
    }))
    .filter(({ items }) => items.length > 0)
    .sort((l, r) => best(l) - best(r));
}

/** Every word of the query stands somewhere in the item's words. */
const matches = ({ words }: PaletteItem, wanted: string) => {
  const known = words.toLowerCase();
  return wanted.split(/\s+/).every((word) => known.includes(word));
};

/** A shorter query finds later words of a label only whole: "add" is not meant to begin "address". */
const shortest = 4;

/** Names come before explanations, and what can be done before what cannot: 0 where the label (up to a colon) begins with the query, 2 where a word of it does, 4 for the rest. */
function rank({ label, unfit }: PaletteItem, wanted: string): number {
  const name = label.split(":")[0]!.toLowerCase();
  const isWord = name.split(/\s+/).some((word) => (wanted.length < shortest ? word === wanted : word.startsWith(wanted)));
  return (name.startsWith(wanted) ? 0 : isWord ? 2 : 4) + (unfit === undefined ? 0 : 1);
}
