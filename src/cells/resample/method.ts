import { average } from "./average.ts";
import { bilinear } from "./bilinear.ts";
import { cubic } from "./cubic.ts";
import { cubicSpline } from "./cubic-spline.ts";
import { lanczos } from "./lanczos.ts";
import { max } from "./max.ts";
import { median } from "./median.ts";
import { min } from "./min.ts";
import { mode } from "./mode.ts";
import { nearest } from "./nearest.ts";
import type { Resampler } from "./sampling.ts";
import { sum } from "./sum.ts";

/** Every resampling method, in the order of menus. */
export const resampleMethods = ["nearest", "bilinear", "cubic", "cubicSpline", "lanczos", "average", "mode", "median", "min", "max", "sum"] as const;
export type ResampleMethod = (typeof resampleMethods)[number];

export const resamplers: Readonly<Record<ResampleMethod, Resampler>> = { nearest, bilinear, cubic, cubicSpline, lanczos, average, mode, median, min, max, sum };
