import { writtenName } from "../../algebra/names.ts";
import { functionList } from "../../algebra/operations.ts";
import type { LayerMeta } from "../../layer/meta.ts";

/** Something that can stand in an expression. */
export interface Word {
  /** What is put in; a function's name with its bracket. */
  readonly text: string;
  readonly label: string;
  readonly aside: string;
}

/** A layer that takes part in an expression. */
export interface NamedMeta {
  readonly name: string;
  readonly meta: LayerMeta;
}

/** A band as an expression calls it in short: "b4". */
const bandWord = (band: number, firstBand: 0 | 1): string => `b${band + firstBand}`;

interface WordsQuery {
  readonly text: string;
  readonly caret: number;
  readonly layers: readonly NamedMeta[];
  /** b1 is the first band, or b0 is. */
  readonly firstBand: 0 | 1;
}

/** What can stand where the caret is: the words that begin with what is typed there, layers and bands first. */
export function wordsAt({ text, caret, layers, firstBand }: WordsQuery): { readonly from: number; readonly words: readonly Word[] } {
  const typed = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_]*)?$/u.exec(text.slice(0, caret))?.[0] ?? "";
  const [owner, member] = typed.split(".");
  const from = caret - typed.length;
  if (member !== undefined) {
    const layer = layers.find(({ name }) => name === owner) ?? (owner === "cells" ? layers[0] : undefined);
    const words = layer ? bandWords(layer.meta, `${owner}.`, firstBand) : [];
    return { from, words: beginning(words, typed) };
  }
  const [first] = layers;
  const own = layers.map(
    ({ name, meta }): Word => ({ text: name, label: name, aside: meta.bands.length === 1 ? "layer" : `layer of ${meta.bands.length} bands` }),
  );
  const all = [...own, ...(first ? bandWords(first.meta, "", firstBand) : []), ...functionWords];
  return { from, words: typed === "" ? all : beginning(all, typed) };
}

function bandWords({ bands }: LayerMeta, before: string, firstBand: 0 | 1): readonly Word[] {
  const numbered = bands.map(({ name }, i): Word => ({ text: before + bandWord(i, firstBand), label: before + bandWord(i, firstBand), aside: name }));
  const named = bands.flatMap(({ name }, i): Word[] => {
    const text = before + writtenName(name);
    return /^([Bb]and \d+|b\d+)$/.test(name) || name === "" ? [] : [{ text, label: text, aside: bandWord(i, firstBand) }];
  });
  return [...numbered, ...named];
}

const functionWords: readonly Word[] = [
  ...functionList.map(({ name, signature, help }): Word => ({ text: `${name}(`, label: signature, aside: help })),
  { text: "nd", label: "nd", aside: "NoData" },
  { text: "pi", label: "pi", aside: "3.14159…" },
  { text: "and ", label: "a and b", aside: "Both hold; of whole numbers, common bits" },
  { text: "or ", label: "a or b", aside: "One holds; of whole numbers, all bits" },
  { text: "not ", label: "not a", aside: "Does not hold" },
];

function beginning(words: readonly Word[], typed: string): readonly Word[] {
  const wanted = typed.toLowerCase();
  const found = words.filter(({ text }) => text.toLowerCase().startsWith(wanted));
  // A word that is there in full needs no completion, unless more begin with it.
  return found.length === 1 && found[0]!.text === typed ? [] : found;
}

/** An index of bands that are known by their names. */
export interface Preset {
  readonly name: string;
  readonly help: string;
  readonly expression: string;
}

const spectral = { nir: /\bnir\b|near.?infra/i, red: /^red\b|\bred$/i, green: /^green\b|\bgreen$/i, swir: /\bswir|short.?wave/i } as const;

/** Indices that the bands of a layer allow. */
export function presetsFor({ bands }: LayerMeta, firstBand: 0 | 1): readonly Preset[] {
  const word = (which: keyof typeof spectral): string | null => {
    const at = bands.findIndex(({ name }) => spectral[which].test(name) && !(which === "red" && spectral.nir.test(name)));
    return at < 0 ? null : bandWord(at, firstBand);
  };
  const ratio = (name: string, help: string, l: string | null, r: string | null): Preset[] =>
    l && r ? [{ name, help, expression: `(${l} - ${r}) / (${l} + ${r})` }] : [];
  const [nir, red, green, swir] = [word("nir"), word("red"), word("green"), word("swir")];
  return [
    ...ratio("NDVI", "Vegetation: near infrared against red", nir, red),
    ...ratio("NDWI", "Open water: green against near infrared", green, nir),
    ...ratio("NDSI", "Snow: green against short-wave infrared", green, swir),
  ];
}
