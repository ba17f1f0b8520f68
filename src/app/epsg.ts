import { useEffect, useState } from "react";
import { loadEpsg } from "../grid/epsg.ts";

let loaded = false;

/** True once the table of coordinate systems is there; asks for it the first time. */
export function useEpsg(): boolean {
  const [ready, setReady] = useState(loaded);
  useEffect(() => {
    if (loaded) return;
    void loadEpsg().then(() => {
      loaded = true;
      setReady(true);
    });
  }, []);
  return ready;
}
