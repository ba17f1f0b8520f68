import { unzlibSync } from "fflate";
import type { Histogram } from "../../histogram.ts";
import type { ReclassifyOptions } from "../../layer/classes.ts";
import type { RasterLayer } from "../../raster-layer.ts";
import type { Lab } from "../lab.ts";
import { type CellRows, type Handlers, handler, type Vector } from "../vector.ts";

interface ReclassifyParams {
  readonly value_map: Readonly<Record<string, number | "NaN" | null>>;
  readonly data_type: "int" | "float";
  readonly classification_strategy?: string;
  readonly replace_nodata_with?: number | "NaN" | null;
  readonly fallback_value?: number | "NaN" | null;
  readonly strict?: boolean;
}

const asNumber = (value: number | "NaN" | null): number => (value === null || value === "NaN" ? Number.NaN : value);

interface NormalizeParams {
  readonly new_min: number;
  readonly new_max: number;
  readonly old_min?: number | null;
  readonly old_max?: number | null;
}

/** A layer of cells, of tiles, or of every whole number of a range. */
function layerOf(vector: Vector, lab: Lab): Promise<RasterLayer> {
  // The shape of this op's input.
  const { range } = vector.input as { readonly range?: readonly [number, number] };
  if (!range) return lab.layer(vector);
  const cells: CellRows = [Array.from({ length: range[1] - range[0] + 1 }, (_, i) => range[0] + i)];
  return lab.single({ cells }, vector.dtype ?? "float64");
}

export const classHandlers: Handlers = {
  reclassify: handler<unknown, ReclassifyParams>(async (vector, lab) => {
    const { value_map, data_type, classification_strategy, replace_nodata_with, fallback_value, strict } = vector.params;
    const options: ReclassifyOptions = {
      dataType: data_type,
      ...(classification_strategy !== undefined && { classificationStrategy: classification_strategy }),
      ...(replace_nodata_with !== undefined && replace_nodata_with !== null && { replaceNodataWith: asNumber(replace_nodata_with) }),
      ...(fallback_value !== undefined && fallback_value !== null && { fallbackValue: asNumber(fallback_value) }),
      ...(strict !== undefined && { strict }),
      result: "wrap",
    };
    const map = Object.fromEntries(Object.entries(value_map).map(([key, value]) => [key, asNumber(value)]));
    const layer = (await lab.layer(vector)).reclassify(map, options);
    return { cells: await lab.cells(layer), bands: await lab.bands(layer), cell_type: lab.typeName(layer) };
  }),

  normalize: handler<unknown, NormalizeParams>(async (vector, lab) => {
    const { new_min, new_max, old_min, old_max } = vector.params;
    const layer = await (await layerOf(vector, lab)).normalize(new_min, new_max, old_min ?? undefined, old_max ?? undefined, "wrap");
    const bands = await lab.bands(layer);
    const values = new Set(bands.flat(2).filter((value) => value !== null));
    const range = await layer.getMinMax();
    return { cells: bands[0], bands, min: range?.min, max: range?.max, distinct_values: [...values].sort((l, r) => l - r), cell_type: lab.typeName(layer) };
  }),

  get_min_max: async (vector, lab) => {
    const range = await (await lab.layer(vector)).getMinMax();
    return { min: range?.min ?? null, max: range?.max ?? null };
  },

  get_histogram: async (vector, lab) => answers(await histogramOf(vector, lab), vector.expected),
  get_class_histogram: async (vector, lab) => answers(await histogramOf(vector, lab, "class"), vector.expected),
  streaming_histogram: async (vector, lab) => answers(await histogramOf(vector, lab), vector.expected),
  histogram_median: async (vector, lab) => answers(await histogramOf(vector, lab), vector.expected),
  histogram_mode: async (vector, lab) => answers(await histogramOf(vector, lab), vector.expected),
  histogram_statistics: async (vector, lab) => answers(await histogramOf(vector, lab), vector.expected),

  get_quantile_breaks: handler<unknown, { num_breaks: number }>(async (vector, lab) => ({
    breaks: await (await lab.layer(vector)).getQuantileBreaks(vector.params.num_breaks),
  })),

  quantile_breaks_exact_int: handler<HistogramInput, { num_breaks: number }>(async (vector, lab) => {
    const histogram = await histogramOf(vector, lab, "class");
    const isLayer = vector.input.counts === undefined && vector.input.values === undefined;
    const breaks = isLayer
      ? await (await lab.layer(vector)).getQuantileBreaksExactInt(vector.params.num_breaks)
      : histogram.quantileBreaks(vector.params.num_breaks);
    return { ...answers(histogram, vector.expected), breaks };
  }),

  color_map: handler<{ value?: number | null; values?: readonly (number | null)[] }, ColourMapParams>(({ input, params }, { api }) => {
    const map = mapOf(params, api);
    return {
      ...(input.value !== undefined && { rgba: map.colorOf(input.value ?? Number.NaN) }),
      colors: (input.values ?? []).map((value) => map.colorOf(value ?? Number.NaN)),
    };
  }),

  color_map_nlcd: handler<{ values: readonly number[] }, unknown>(({ input }, { api }) => {
    const map = api.ColorMap.nlcdColormap();
    return { colors: input.values.map((value) => hex(map.colorOf(value))) };
  }),

  color_ramp_stops: handler<RampInput, { num: number }>(({ input, params }, { api }) => ({
    colors: likeInput(rampOf(input, api).stops(params.num).colors, input),
  })),

  color_ramp_alpha: handler<RampInput, { alpha?: number; start?: number; stop?: number }>(({ input, params }, { api }) => {
    const ramp = rampOf(input, api);
    const { alpha, start, stop } = params;
    return { colors: likeInput((alpha === undefined ? ramp.setAlphaGradient(start, stop) : ramp.setAlpha(alpha)).colors, input) };
  }),

  matplotlib_ramp: handler<{ name: string }, { num_colors?: number }>(({ input, params }, { api }) => {
    const colors = api.getColorsFromMatplotlib(input.name, params.num_colors);
    return { count: colors.length, first: hex(colors[0]!), last: hex(colors.at(-1)!), colors: colors.map(hex) };
  }),

  to_png: handler<unknown, ColourMapParams>(async (vector, lab) => {
    const [[, png] = [null, new Uint8Array(0)]] = await (await lab.layer(vector)).toPng(mapOf(vector.params, lab.api));
    return { rgba: pixelsOf(png) };
  }),
};

/** A layer, numbers, or cells by number. */
interface HistogramInput {
  readonly values?: readonly number[];
  readonly counts?: Readonly<Record<string, number>>;
  readonly kind?: "int" | "streaming";
  readonly max_buckets?: number;
}

async function histogramOf(vector: Vector, lab: Lab, kind: "streaming" | "class" = "streaming"): Promise<Histogram> {
  // The shape of these ops' input and parameters.
  const { values, counts, kind: given, max_buckets } = vector.input as HistogramInput;
  const most = (vector.params as { readonly max_buckets?: number }).max_buckets ?? max_buckets;
  const { Histogram } = lab.api;
  if (counts) return Histogram.fromDict(Object.entries(counts).map(([value, cells]) => [Number(value), cells] as const));
  if (values) return given === "int" || kind === "class" ? Histogram.ofInts(values) : Histogram.ofValues(values, most);
  const layer = await lab.layer(vector);
  const [first] = kind === "class" ? await layer.getClassHistogram() : await layer.getHistogram(most);
  return first!;
}

/** What a vector asks of a histogram; "quantile_breaks_4" and "item_count_3" carry their argument in their name. */
function answers(histogram: Histogram, expected: unknown): Readonly<Record<string, unknown>> {
  const asked = Object.keys(typeof expected === "object" && expected !== null ? expected : {}).map((name) => {
    const at = name.lastIndexOf("_");
    const value = Number(name.slice(at + 1));
    if (name.startsWith("quantile_breaks_")) return [name, histogram.quantileBreaks(value)];
    return [name, name.startsWith("item_count_") || name.startsWith("count_") ? histogram.itemCount(value) : undefined];
  });
  return {
    ...Object.fromEntries(asked),
    min: histogram.min(),
    max: histogram.max(),
    min_max: histogram.minMax(),
    mean: histogram.mean(),
    median: histogram.median(),
    mode: histogram.mode(),
    stddev: histogram.standardDeviation(),
    values: histogram.values(),
    bucket_count: histogram.bucketCount(),
    buckets: histogram.binCounts(),
    bin_counts: histogram.binCounts(),
    total: histogram.totalCount(),
    cdf: histogram.cdf(),
  };
}

interface ColourMapParams {
  readonly breaks: Readonly<Record<string, number>> | readonly number[];
  readonly colors?: string | readonly (number | string)[];
  readonly no_data_color?: number;
  readonly fallback?: number;
  readonly classification_strategy?: string;
}

/** Breaks are whole numbers or floats by how they are written: "3.0" is a float. */
const mapOf = ({ breaks, colors, no_data_color, fallback, classification_strategy }: ColourMapParams, { ColorMap }: Lab["api"]) =>
  ColorMap.build(breaks as Readonly<Record<string, number>>, colors, {
    ...(!Array.isArray(breaks) && { dataType: Object.keys(breaks).some((key) => /^[+-]?\d+$/.test(key)) ? "int" : "float" }),
    ...(no_data_color !== undefined && { noDataColor: no_data_color }),
    ...(fallback !== undefined && { fallback }),
    ...(classification_strategy !== undefined && { classificationStrategy: classification_strategy }),
  });

interface RampInput {
  readonly colors: readonly (string | number)[];
}

/** Hexadecimal colours of six digits are numbers like those of eight: 00RRGGBB. */
const rampOf = ({ colors }: RampInput, { ColorRamp }: Lab["api"]) =>
  new ColorRamp(colors.map((colour) => (typeof colour === "number" ? colour : Number.parseInt(colour, 16))));

const hex = (colour: number): string => colour.toString(16).padStart(8, "0");

/** Colours written as the input writes them: numbers, or hexadecimal of as many digits and the same case. */
function likeInput(colours: readonly number[], { colors }: RampInput): readonly (string | number)[] {
  const texts = colors.filter((colour) => typeof colour === "string");
  if (texts.length === 0) return colours;
  const isUpper = texts.every((text) => text === text.toUpperCase());
  return colours.map((colour) => {
    const text = colour.toString(16).padStart(texts[0]!.length, "0");
    return isUpper ? text.toUpperCase() : text;
  });
}

/** Red, green, blue and alpha of every pixel of a PNG of eight bits without row filters. */
function pixelsOf(png: Uint8Array): number[][] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks = new Map<string, Uint8Array>();
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at))
    chunks.set(String.fromCharCode(...png.subarray(at + 4, at + 8)), png.subarray(at + 8, at + 8 + view.getUint32(at)));
  const [cols, rows] = [view.getUint32(16), view.getUint32(20)];
  const bytes = view.getUint8(25) === 3 ? 1 : 4;
  const lines = unzlibSync(chunks.get("IDAT")!);
  const [palette, alphas] = [chunks.get("PLTE"), chunks.get("tRNS")];
  return Array.from({ length: cols * rows }, (_, i) => {
    const at = Math.floor(i / cols) * (cols * bytes + 1) + 1 + (i % cols) * bytes;
    if (bytes === 4) return [...lines.subarray(at, at + 4)];
    const index = lines[at]!;
    return [...palette!.subarray(index * 3, index * 3 + 3), alphas![index]!];
  });
}
