import type { NodeId } from "../layer/meta.ts";
import { enginePool } from "./engine.ts";

let nodes: readonly NodeId[] = [];

/** The nodes whose tiles were stored on purpose (`persist`): pulled from the store, never recomputed. */
export const keptNodes = {
  get: (): readonly NodeId[] => nodes,
  set(ids: readonly NodeId[]): void {
    nodes = ids;
    if (ids.length > 0) enginePool().setPersisted(ids);
  },
};
