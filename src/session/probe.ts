import { widen } from "../cells/tile.ts";
import { projector, WGS84 } from "../grid/crs.ts";
import type { LayerMeta } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { enginePool } from "./engine.ts";
import { pixelAt } from "./export-place.ts";
import type { LayerDoc, Reading } from "./state.ts";
import { session } from "./store.ts";

interface Place extends Omit<Reading, "values"> {
  readonly node: LayerNode;
  readonly raster: number;
}

/** Read the exact cell of every visible layer at a place, from the whole recipe at full resolution. */
export async function probeAt(lon: number, lat: number): Promise<void> {
  const { document, derived } = session.getState();
  const places = document.layers
    .filter((layer) => layer.visible)
    .flatMap((layer) => {
      const found = derived[layer.id];
      return found?.ok ? placesIn(layer, found.node, lon, lat) : [];
    });
  const probe = { lon, lat, readings: places.map(({ node: _node, raster: _raster, ...place }) => ({ ...place, values: null })) };
  session.setState({ probe });
  const readings = await Promise.all(places.map(read));
  // A later click wins.
  if (session.getState().probe === probe) session.setState({ probe: { ...probe, readings } });
}

export const clearProbe = (): void => session.setState({ probe: null });

/** The first raster of a layer that has a cell there. */
function placesIn({ id, name }: LayerDoc, node: LayerNode, lon: number, lat: number): Place[] {
  for (const [index, raster] of (node.meta satisfies LayerMeta).rasters.entries()) {
    const point = new Float64Array([lon, lat]);
    projector(WGS84, raster.grid.crs)(point);
    const [x = Number.NaN, y = Number.NaN] = point;
    const at = pixelAt(raster, x, y);
    const col = Math.floor(at.x);
    const row = Math.floor(at.y);
    const { west, south, east, north } = raster.extent;
    if (x >= west && x <= east && y >= south && y <= north) return [{ layer: id, name, crs: raster.grid.crs, x, y, col, row, node, raster: index }];
  }
  return [];
}

async function read({ node, raster, ...reading }: Place): Promise<Reading> {
  const window = { raster, level: 0, col: reading.col, row: reading.row, cols: 1, rows: 1 };
  const tile = await enginePool().run(node, { kind: "window", node: node.id, window }, { priority: () => -1 });
  return { ...reading, values: widen(tile).bands.map((band) => band[0] ?? Number.NaN) };
}
