import { type ReactNode, useDeferredValue } from "react";

/** Children that come a moment after what stands around them, rendered in slices: the page answers first and is never held up for long. */
export const Later = ({ children }: { readonly children: ReactNode }) => (useDeferredValue(true, false) ? children : null);
