import { widen } from "../cells/tile.ts";
import { projector, WGS84 } from "../grid/crs.ts";
import { moments } from "../ops/instants.ts";
import type { LayerNode } from "../plan/graph.ts";
import { enginePool } from "./engine.ts";
import { pixelAt } from "./export-place.ts";
import type { LayerDoc, Reading } from "./state.ts";
import { session } from "./store.ts";

/** Where one raster of a layer has a cell. */
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
      const [first, ...rest] = found?.ok ? placesIn(layer, found.node, lon, lat) : [];
      return first ? [[first, ...rest] as const] : [];
    });
  const probe = { lon, lat, readings: places.map(([{ node: _node, raster: _raster, ...place }]) => ({ ...place, values: null })) };
  session.setState({ probe });
  const readings = await Promise.all(places.map(readFirst));
  // A later click wins.
  if (session.getState().probe === probe) session.setState({ probe: { ...probe, readings } });
}

/** Read again what is under the pin when a layer changes. Returns how to stop. */
export const followProbe = (): (() => void) =>
  session.subscribe(({ derived, probe }, before) => {
    if (probe && probe === before.probe && derived !== before.derived) void probeAt(probe.lon, probe.lat);
  });

export const clearProbe = (): void => session.setState({ probe: null });

/** The rasters of a layer's first instant, which is the one shown, that have a cell there, in order. */
function placesIn({ id, name }: LayerDoc, node: LayerNode, lon: number, lat: number): readonly Place[] {
  const [shown] = moments(node.meta);
  return (shown?.refs ?? []).flatMap(({ raster: index }) => {
    const raster = node.meta.rasters[index]!;
    const point = new Float64Array([lon, lat]);
    projector(WGS84, raster.grid.crs)(point);
    const [x = Number.NaN, y = Number.NaN] = point;
    const at = pixelAt(raster, x, y);
    const col = Math.floor(at.x);
    const row = Math.floor(at.y);
    const { west, south, east, north } = raster.extent;
    const isInside = x >= west && x <= east && y >= south && y <= north;
    return isInside ? [{ layer: id, name, crs: raster.grid.crs, x, y, col, row, node, raster: index }] : [];
  });
}

/** Of rasters on top of each other the first that has a value counts, as on the map. */
async function readFirst([first, ...rest]: readonly [Place, ...Place[]]): Promise<Reading> {
  const top = await read(first);
  for (const place of rest) {
    const reading = top.values?.every(Number.isNaN) ? await read(place) : top;
    if (!reading.values?.every(Number.isNaN)) return reading;
  }
  return top;
}

async function read({ node, raster, ...reading }: Place): Promise<Reading> {
  const window = { raster, level: 0, col: reading.col, row: reading.row, cols: 1, rows: 1 };
  const tile = await enginePool().run(node, { kind: "window", node: node.id, window }, { priority: () => -1 });
  return { ...reading, values: widen(tile).bands.map((band) => band[0] ?? Number.NaN) };
}
