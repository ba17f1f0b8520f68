import { projectExtent, WGS84 } from "../grid/crs.ts";
import { type Extent, unionExtent } from "../grid/extent.ts";
import type { LayerMeta } from "../layer/meta.ts";
import type { LayerId } from "./state.ts";
import { session } from "./store.ts";

/** The ground a layer's data covers, in degrees; null when none of it can be placed on the globe. */
export const groundOf = (meta: LayerMeta): Extent | null =>
  unionExtent(meta.rasters.map(({ extent, grid }) => projectExtent(extent, grid.crs, WGS84)).filter((extent) => extent !== null));

/** The ground of several layers together. */
export function layerGround(ids: readonly LayerId[]): Extent | null {
  const { derived } = session.getState();
  const metas = ids.map((id) => derived[id]?.stages.at(-1)?.meta).filter((meta) => meta !== undefined);
  return unionExtent(metas.map(groundOf).filter((extent) => extent !== null));
}
