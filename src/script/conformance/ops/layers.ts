import { type CellRows, type Handlers, handler } from "../vector.ts";

export const layerHandlers: Handlers = {
  stitch: async (vector, lab) => ({ cells: await lab.cells(await lab.layer(vector)) }),

  lookup: handler<{ tiles: Readonly<Record<string, CellRows>> }, { col: number; row: number }>(async (vector, lab) => {
    const layer = await lab.layer(vector);
    const tiles = await layer.lookup(vector.params.col, vector.params.row);
    const cells = tiles.flatMap(({ bands }) => bands.flatMap((band) => [...band]));
    return { sum: cells.reduce((l, r) => l + r, 0) };
  }),

  bands: handler<{ bands: readonly CellRows[] }, { band: number | readonly number[] }>(async (vector, lab) => {
    const layer = await lab.layer(vector);
    return { bands: await lab.bands(layer.bands(vector.params.band)) };
  }),
};
