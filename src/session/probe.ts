import type { LayerNode } from "../plan/graph.ts";
import { type CellPlace, cellsAt, firstValue } from "./series.ts";
import type { LayerDoc, Reading } from "./state.ts";
import { session } from "./store.ts";
import { shownRefs } from "./times.ts";

/** Where a layer has cells at a place. */
interface Place {
  readonly node: LayerNode;
  readonly cells: readonly CellPlace[];
  readonly reading: Reading;
}

/** Read the exact cell of every visible layer at a place, from the whole recipe at full resolution; of a series at the date shown. */
export async function probeAt(lon: number, lat: number): Promise<void> {
  const { document, derived } = session.getState();
  const places = document.layers
    .filter((layer) => layer.visible)
    .flatMap((layer) => {
      const found = derived[layer.id];
      return (found?.ok && placeIn(layer, found.node, lon, lat)) || [];
    });
  const probe = { lon, lat, readings: places.map(({ reading }) => reading) };
  session.setState({ probe });
  const readings = await Promise.all(places.map(async ({ node, cells, reading }) => ({ ...reading, values: await firstValue(node, cells) })));
  // A later click wins.
  if (session.getState().probe === probe) session.setState({ probe: { ...probe, readings } });
}

/** Read again what is under the pin when a layer or the date changes. Returns how to stop. */
export const followProbe = (): (() => void) =>
  session.subscribe(({ derived, time, probe }, before) => {
    if (probe && probe === before.probe && (derived !== before.derived || time.shown !== before.time.shown)) void probeAt(probe.lon, probe.lat);
  });

export const clearProbe = (): void => session.setState({ probe: null });

/** The cells of a layer's shown rasters there, in order; null when there is none. */
function placeIn({ id, name }: LayerDoc, node: LayerNode, lon: number, lat: number): Place | null {
  const cells = cellsAt(node, shownRefs(node.meta, session.getState().time), { x: lon, y: lat, crs: null });
  const [first] = cells;
  const raster = first && node.meta.rasters[first.raster];
  if (!first || !raster) return null;
  const { x, y, col, row } = first;
  return { node, cells, reading: { layer: id, name, crs: raster.grid.crs, x, y, col, row, values: null } };
}
