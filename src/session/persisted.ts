import type { NodeId } from "../layer/meta.ts";
import { enginePool } from "./engine.ts";
import { session } from "./store.ts";

/** The nodes whose tiles are kept; the workers are told of every change. */
export const keptNodes = {
  get: (): readonly NodeId[] => session.getState().persisted,
  set(ids: readonly NodeId[]): void {
    session.setState({ persisted: ids });
    enginePool().setPersisted(ids);
  },
};
