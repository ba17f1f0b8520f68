import { freshId } from "./fresh-id.ts";
import type { Notice, NoticeFacts } from "./state.ts";
import { session } from "./store.ts";

/** List something that is good to know and needs no answer, until the user dismisses it. */
export function addNotice(facts: NoticeFacts): void {
  const notice: Notice = { id: freshId<string>(), facts };
  session.setState(({ notices }) => ({ notices: [...notices, notice] }));
}

export const dismissNotice = (id: string): void => session.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
