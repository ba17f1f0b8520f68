import { useStore } from "zustand";
import { useShallow } from "zustand/shallow";
import type { State } from "./state.ts";
import { session } from "./store.ts";

/** Read a part of the session. The selector may build an array or object; it is compared one level deep. */
export const useSession = <T>(select: (state: State) => T): T => useStore(session, useShallow(select));
