import { faultOf } from "../fault.ts";
import type { LayerMeta } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import type { Reading } from "./readings.ts";
import { type CellPlace, cellsAt, firstValue, readSeries } from "./series.ts";
import type { Document, LayerDoc, LayerId } from "./state.ts";
import { session } from "./store.ts";
import { dateShown, datesOf, shownRefs } from "./times.ts";

/** Where a layer has cells at a place. */
interface Place {
  readonly node: LayerNode;
  readonly cells: readonly CellPlace[];
  readonly reading: Reading;
}

/** Read the exact cell of every visible layer at a place, from the whole recipe at full resolution; of a series the date shown, then all. */
export async function probeAt(lon: number, lat: number): Promise<void> {
  const places = placesAt(lon, lat);
  const click = {};
  last = click;
  session.setState({ probe: { lon, lat, readings: places.map(({ reading }) => reading) } });
  // A later click wins.
  const put = (id: LayerId, change: Partial<Reading>) => {
    if (last === click) setReadings((reading) => (reading.layer === id ? { ...reading, ...change } : reading));
  };
  await Promise.all(
    places.map(async ({ node, cells, reading: { layer } }) => {
      try {
        put(layer, { values: await firstValue(node, cells) });
        if (last === click && datesOf(node.meta).length > 0) put(layer, { series: await readSeries(node, { x: lon, y: lat, crs: null }) });
      } catch (error) {
        put(layer, { fault: faultOf(error) });
      }
    }),
  );
}

/** The click whose cells are wanted. */
let last: object | null = null;

const setReadings = (edit: (reading: Reading) => Reading): void =>
  session.setState(({ probe }) => (probe ? { probe: { ...probe, readings: probe.readings.map(edit) } } : {}));

/** Read again what is under the pin when a layer changes, and show another date's values when that is chosen. Returns how to stop. */
export const followProbe = (): (() => void) =>
  session.subscribe(({ derived, document, time, probe }, before) => {
    if (!probe) return;
    if (derived !== before.derived || shownIn(document) !== shownIn(before.document)) {
      void probeAt(probe.lon, probe.lat);
    } else if (time.shown !== before.time.shown) {
      const places = placesAt(probe.lon, probe.lat);
      const known = new Map(probe.readings.map((reading) => [reading.layer, reading]));
      if (probe.readings.some(({ layer, series }) => series === null && datesOf(metaOf(layer)).length > 0)) void probeAt(probe.lon, probe.lat);
      else
        setReadings((reading) =>
          atDate(
            known.get(reading.layer) ?? reading,
            places.find((place) => place.reading.layer === reading.layer),
          ),
        );
    }
  });

/** The visible layers, from the top. */
const shownIn = ({ layers }: Document): string =>
  layers
    .filter(({ visible }) => visible)
    .map(({ id }) => id)
    .join();

const metaOf = (layer: LayerId): Pick<LayerMeta, "rasters"> => {
  const made = session.getState().derived[layer];
  return made?.ok ? made.node.meta : { rasters: [] };
};

/** A reading of a series at the date that is shown now. */
function atDate(reading: Reading, place: Place | undefined): Reading {
  if (!reading.series || !place) return reading;
  const instant = dateShown(place.node.meta, session.getState().time);
  return { ...place.reading, series: reading.series, values: reading.series.find((entry) => entry.instant === instant)?.values ?? null };
}

function placesAt(lon: number, lat: number): readonly Place[] {
  const { document, derived } = session.getState();
  return document.layers
    .filter((layer) => layer.visible)
    .flatMap((layer) => {
      const found = derived[layer.id];
      return (found?.ok && placeIn(layer, found.node, lon, lat)) || [];
    });
}

export const clearProbe = (): void => session.setState({ probe: null });

/** The cells of a layer's shown rasters there, in order; null when there is none. */
function placeIn({ id, name }: LayerDoc, node: LayerNode, lon: number, lat: number): Place | null {
  const cells = cellsAt(node, shownRefs(node.meta, session.getState().time), { x: lon, y: lat, crs: null });
  const [first] = cells;
  const raster = first && node.meta.rasters[first.raster];
  if (!first || !raster) return null;
  const { x, y, col, row } = first;
  return { node, cells, reading: { layer: id, name, crs: raster.grid.crs, x, y, col, row, values: null, series: null } };
}
