import { z } from "zod";
import { type ResampleMethod, resampleMethods } from "../cells/resample/method.ts";
import { isCategorical, type LayerMeta } from "../layer/meta.ts";
import { field } from "./fields.ts";

/** Words for each method, in the order of the menu. */
export const resamplingWords: Readonly<Record<ResampleMethod, string>> = {
  nearest: "Nearest",
  bilinear: "Bilinear",
  cubic: "Cubic",
  cubicSpline: "Cubic spline",
  lanczos: "Lanczos",
  average: "Average",
  mode: "Most frequent",
  median: "Median",
  min: "Minimum",
  max: "Maximum",
  sum: "Sum",
};

export const resamplingSchema = z.enum(resampleMethods);

/** The resampling method of an op, as a form field. */
export const resamplingField = (label = "Resampling") =>
  field(resamplingSchema, {
    kind: "resampling",
    label,
    help: "Nearest and most frequent suit classes, bilinear and cubic suit amounts. Average suits shrinking.",
    options: resamplingWords,
  });

/** Nearest for classes, bilinear for amounts. */
export const initialResampling = (meta: LayerMeta): ResampleMethod => (isCategorical(meta) ? "nearest" : "bilinear");
