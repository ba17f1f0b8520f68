import { faultOf } from "../fault.ts";
import { freshId } from "./fresh-id.ts";
import type { LayerId, OpenFailure } from "./state.ts";
import { session } from "./store.ts";

/** List what went wrong with a file, or with a layer of the list, until the user dismisses it. */
export function addFailure(name: string, error: unknown, layer?: LayerId): void {
  const failure: OpenFailure = { id: freshId<string>(), file: name, fault: faultOf(error), ...(layer !== undefined && { layer }) };
  session.setState(({ failures }) => ({ failures: [...failures, failure] }));
}

export const dismissFailure = (id: string): void => session.setState(({ failures }) => ({ failures: failures.filter((failure) => failure.id !== id) }));
