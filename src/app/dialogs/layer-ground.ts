import { useMemo } from "react";
import { projectExtent, WGS84 } from "../../grid/crs.ts";
import type { Extent } from "../../grid/extent.ts";
import { useSession } from "../../session/use-session.ts";
import { footprint, metaOf } from "../layer-facts.ts";

/** Where each layer lies, in degrees; what cannot be placed is left out. */
export function useLayerGround(): readonly Extent[] {
  const metas = useSession((s) => s.document.layers.map((layer) => metaOf(s, layer.id)));
  return useMemo(
    () =>
      metas.flatMap((meta) => {
        const place = meta && footprint(meta);
        return (place && projectExtent(place.extent, place.crs, WGS84)) ?? [];
      }),
    [metas],
  );
}
