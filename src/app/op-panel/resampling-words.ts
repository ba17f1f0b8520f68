import type { ResampleMethod } from "../../cells/resample/method.ts";
import { resamplingWords } from "../../ops/resampling-field.ts";

/** What each method is good for, in two or three words. */
const asides: Readonly<Record<ResampleMethod, string>> = {
  nearest: "keeps values, for classes",
  bilinear: "smooth, for amounts",
  cubic: "smooth and sharp",
  cubicSpline: "very smooth",
  lanczos: "sharpest",
  average: "for larger cells",
  mode: "for classes",
  median: "middle value",
  min: "smallest value",
  max: "largest value",
  sum: "adds up amounts",
};

/** Every method, named for people, in the order of the menu. */
export const resamplingOptions = Object.entries(resamplingWords).map(([value, label]) => ({ value, label, aside: asides[value as ResampleMethod] }));
