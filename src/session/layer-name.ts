import type { SceneId } from "../layer/meta.ts";
import { opOf } from "../ops/lookup.ts";
import type { Document, Recipe, SceneRecord } from "./state.ts";

/** What a layer is called that got no name: its last step, or its first file without the ending. */
export function nameOf({ scenes, steps }: Recipe, records: Readonly<Record<SceneId, SceneRecord>>): string {
  const last = steps.at(-1);
  if (last) return opOf(last.op).title;
  const file = scenes[0] === undefined ? undefined : records[scenes[0]]?.meta.name;
  return file?.replace(/\.[^.]+$/, "") || "Layer";
}

/** The same document, its layers without a name called by what they are. */
export function withNames(document: Document, records: Readonly<Record<SceneId, SceneRecord>>): Document {
  const isNamed = (name: unknown) => typeof name === "string" && name.trim() !== "";
  if (document.layers.every(({ name }) => isNamed(name))) return document;
  return { ...document, layers: document.layers.map((layer) => (isNamed(layer.name) ? layer : { ...layer, name: nameOf(layer.recipe, records) })) };
}
