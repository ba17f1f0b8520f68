import { Image } from "lucide-react";
import { expect, test } from "vitest";
import type { LayerId } from "../../session/state.ts";
import type { PaletteItem } from "./palette-items.ts";
import { found } from "./palette-search.ts";

const item = (label: string): PaletteItem => ({ kind: "layer", id: label, layer: label as LayerId, label, aside: "", icon: Image, words: label });

test("a search goes through layers of any name", () => {
  const groups = [{ title: "Layers", items: ["", ":", "\u{1f30d}", "a: b", "(.*", "Valley"].map(item) }];
  expect(found(groups, "val").flatMap(({ items }) => items.map(({ label }) => label))).toEqual(["Valley"]);
  expect(found(groups, "(.*").flatMap(({ items }) => items.map(({ label }) => label))).toEqual(["(.*"]);
});
