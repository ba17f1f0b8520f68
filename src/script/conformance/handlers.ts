import { algebraHandlers } from "./ops/algebra.ts";
import { areaHandlers } from "./ops/areas.ts";
import { classHandlers } from "./ops/classes.ts";
import { focalHandlers } from "./ops/focal.ts";
import { geotiffHandlers } from "./ops/geotiff.ts";
import { gridHandlers } from "./ops/grid.ts";
import { layerHandlers } from "./ops/layers.ts";
import { resampleHandlers } from "./ops/resample.ts";
import { timeHandlers } from "./ops/time.ts";
import type { Handlers } from "./vector.ts";

/** Every vector op that the runner knows, theme by theme. */
export const handlers: Handlers = {
  ...areaHandlers,
  ...focalHandlers,
  ...classHandlers,
  ...algebraHandlers,
  ...geotiffHandlers,
  ...gridHandlers,
  ...layerHandlers,
  ...resampleHandlers,
  ...timeHandlers,
};
