import type { RasterLayer } from "../../raster-layer.ts";
import type { Box, KeyedInput, Lab } from "../lab.ts";
import { type CellRows, type Handlers, handler } from "../vector.ts";

interface SharedKey {
  /** One entry a tile: its cells, or its bands. */
  readonly tiles_at_one_key: readonly (CellRows | readonly CellRows[])[];
}

interface Entry {
  readonly key: string;
  readonly instant: string;
  readonly fill: number;
}

const isBands = (tile: CellRows | readonly CellRows[]): tile is readonly CellRows[] => Array.isArray(tile[0]?.[0]);

/** Tiles of any one size for vectors that tell keys alone. */
const filled = (value: number): CellRows => [
  [value, value],
  [value, value],
];

/** All tiles of a layer have as many bands as the tile that has fewest. */
function stacked(tiles: SharedKey["tiles_at_one_key"], dtype: string, lab: Lab): Promise<RasterLayer> {
  const bands = tiles.map((tile) => (isBands(tile) ? tile : [tile]));
  const fewest = Math.min(...bands.map(({ length }) => length));
  return lab.tiled(
    bands.map((own): KeyedInput => ({ key: "0,0", bands: own.slice(0, fewest) })),
    dtype,
  );
}

const isBeside = ([west, south, east, north]: Box, [left, bottom, right, top]: Box): boolean =>
  right <= west || left >= east || top <= south || bottom >= north;

/** A layer of one tile an instant at one key, or of tiles at their keys, for vectors about keys. */
const series = (entries: readonly { readonly key: string; readonly instant: string | null; readonly fill: number }[], lab: Lab): Promise<RasterLayer> =>
  lab.tiled(
    entries.map(({ key, instant, fill }): KeyedInput => ({ key, instant, cells: filled(fill) })),
    "int32",
  );

const spatial = (lab: Lab): Promise<RasterLayer> => series([{ key: "0,0", instant: null, fill: 1 }], lab);

/** Tile layouts that hold the keys of all layers, so that they can be joined. */
function layoutOver(
  keys: readonly (readonly [number, number])[],
  tileCols: number,
  tileRows: number,
): { readonly tileLayout: [number, number, number, number] } {
  return { tileLayout: [Math.max(...keys.map(([col]) => col)) + 1, Math.max(...keys.map(([, row]) => row)) + 1, tileCols, tileRows] };
}

const keyOf = (text: string): readonly [number, number] => {
  const [col = 0, row = 0] = text.split(",").map(Number);
  return [col, row];
};

async function boundsOf(layer: RasterLayer) {
  const keys = (await layer.collectKeys()).flatMap((key) => ("col" in key ? [key] : []));
  const ends = (pick: (...values: number[]) => number) => [pick(...keys.map(({ col }) => col)), pick(...keys.map(({ row }) => row))];
  return { minKey: ends(Math.min), maxKey: ends(Math.max) };
}

/** Keys, bands of several layers, and time. */
export const timeHandlers: Handlers = {
  aggregate_by_cell: handler<SharedKey, { operation: string }>(async ({ input, params, dtype = "float64" }, lab) => {
    const bands = await lab.bands((await stacked(input.tiles_at_one_key, dtype, lab)).aggregateByCell(params.operation, { numbers: "wrap" }));
    return { bands, cells: bands[0] };
  }),

  merge: handler<SharedKey, object>(async ({ input, dtype = "float64" }, lab) => {
    const bands = await lab.bands((await stacked(input.tiles_at_one_key, dtype, lab)).merge());
    return { cells: bands[0], bands };
  }),

  merge_at_extent: handler<
    { target: CellRows; target_extent: Box; sources: readonly { readonly cells: CellRows; readonly extent: Box }[] },
    { resample_method?: string }
  >(async ({ input, params, dtype = "float64" }, lab) => {
    const target = await lab.single({ cells: input.target, extent: input.target_extent }, dtype);
    // Each source by itself, as they are merged one after the other.
    const laid = await Promise.all(
      input.sources
        .filter(({ extent }) => !isBeside(input.target_extent, extent))
        .map(async ({ cells, extent }) =>
          (await lab.raster({ cells, extent }, dtype)).tileToLayout({
            layout: target,
            ...(params.resample_method && { resampleMethod: params.resample_method }),
          }),
        ),
    );
    return { cells: await lab.cells(laid.length > 0 ? target.union(laid).merge() : target) };
  }),

  union: handler<{ layers: readonly { readonly keys: readonly (readonly [number, number])[] }[] }, object>(async ({ input }, lab) => {
    const place = layoutOver(
      input.layers.flatMap(({ keys }) => keys),
      2,
      2,
    );
    const layers = await Promise.all(
      input.layers.map(({ keys }) =>
        lab.tiled(
          keys.map(([col, row]) => ({ key: `${col},${row}`, cells: filled(1) })),
          "int32",
          place,
        ),
      ),
    );
    const [first = await spatial(lab), ...others] = layers;
    const united = first.union(others);
    return { count: await united.count(), bounds: await boundsOf(united) };
  }),

  combine_bands: handler<{ layers: readonly (readonly CellRows[] | Readonly<Record<string, number>>)[] }, object>(async ({ input, dtype = "float64" }, lab) => {
    const isKeyed = (layer: readonly CellRows[] | Readonly<Record<string, number>>): layer is Readonly<Record<string, number>> => !Array.isArray(layer);
    const place = layoutOver(
      input.layers.filter(isKeyed).flatMap((layer) => Object.keys(layer).map(keyOf)),
      2,
      2,
    );
    const layers = await Promise.all(
      input.layers.map((layer) =>
        isKeyed(layer)
          ? lab.tiled(
              Object.entries(layer).map(([key, count]): KeyedInput => ({ key, bands: Array.from({ length: count }, () => filled(1)) })),
              dtype,
              place,
            )
          : lab.single({ bands: layer }, dtype),
      ),
    );
    const [first = await spatial(lab), ...others] = layers;
    const combined = first.combineBands(others);
    if (!input.layers.some(isKeyed)) return { bands: await lab.bands(combined) };
    return { keys: Object.fromEntries((await lab.tiles(combined)).map(({ key, bands }) => [key, bands.length])) };
  }),

  filter_by_times: handler<{ layer_type?: string; instants?: readonly string[] }, { time_intervals: readonly string[] }>(async ({ input, params }, lab) => {
    if (!input.instants) return { kept: (await (await spatial(lab)).filterByTimes(params.time_intervals).collectKeys()).length };
    const layer = await series(
      input.instants.map((instant, index) => ({ key: `${index},0`, instant, fill: index })),
      lab,
    );
    const keys = await layer.filterByTimes(params.time_intervals).collectKeys();
    return { kept: keys.map((key) => ("col" in key ? key.col : -1)).sort((l, r) => l - r) };
  }),

  to_spatial_layer: handler<{ layer_type?: string; entries?: readonly Entry[] }, { target_time?: string | null }>(async ({ input, params }, lab) => {
    const layer = await (input.entries ? series(input.entries, lab) : spatial(lab));
    const kept = await lab.tiles(layer.toSpatialLayer(params.target_time ?? null));
    return {
      count: kept.length,
      distinct_keys: new Set(kept.map(({ key }) => key)).size,
      fill: kept[0]?.bands[0]?.[0]?.[0] ?? null,
      layer_type: layer.toSpatialLayer(params.target_time ?? null).layerType,
    };
  }),
};
