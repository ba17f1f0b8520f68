import { faultOf } from "../fault.ts";
import { freshId } from "./fresh-id.ts";
import { session } from "./store.ts";

/** List what went wrong with a file or a layer, until the user dismisses it. */
export function addFailure(name: string, error: unknown): void {
  const failure = { id: freshId<string>(), file: name, fault: faultOf(error) };
  session.setState(({ failures }) => ({ failures: [...failures, failure] }));
}

export const dismissFailure = (id: string): void => session.setState(({ failures }) => ({ failures: failures.filter((failure) => failure.id !== id) }));
