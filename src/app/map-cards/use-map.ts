import { useSyncExternalStore } from "react";
import { type MapHandle, mapHandle, onMapHandle } from "../../map/handle.ts";

/** The map once it is mounted; null before. */
export const useMap = (): MapHandle | null => useSyncExternalStore(onMapHandle, mapHandle);
