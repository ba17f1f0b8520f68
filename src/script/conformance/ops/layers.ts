import { type CellRows, type Handlers, handler } from "../vector.ts";

export const layerHandlers: Handlers = {
  stitch: async (vector, lab) => {
    const bands = await lab.bands(await lab.layer(vector));
    return { cells: bands[0], bands };
  },

  lookup: handler<unknown, { col: number; row: number }>(async (vector, lab) => {
    const layer = await lab.layer(vector);
    const tiles = await layer.lookup(vector.params.col, vector.params.row);
    const cells = tiles.flatMap(({ bands }) => bands.flatMap((band) => [...band]));
    return { count: tiles.length, sum: cells.reduce((l, r) => l + r, 0) };
  }),

  bands: handler<{ bands: readonly CellRows[] }, { band: number | readonly number[] }>(async (vector, lab) => {
    const layer = await lab.layer(vector);
    return { bands: await lab.bands(layer.bands(vector.params.band)) };
  }),
};
