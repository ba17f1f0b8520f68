import { extent } from "../../../grid/extent.ts";
import { keyExtent } from "../../../grid/layout.ts";
import type { Box } from "../lab.ts";
import { type Handlers, handler } from "../vector.ts";

export const gridHandlers: Handlers = {
  key_to_extent: handler<{ layout_extent: Box; layoutCols: number; layoutRows: number }, { key: [number, number] }>(({ input, params }) => {
    const [col, row] = params.key;
    const e = keyExtent(
      { extent: extent(...input.layout_extent), layoutCols: input.layoutCols, layoutRows: input.layoutRows, tileCols: 1, tileRows: 1 },
      { col, row },
    );
    return { extent: [e.west, e.south, e.east, e.north] };
  }),
};
