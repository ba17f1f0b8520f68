import { type ColourTable, colourAt } from "../classes/colour-map.ts";
import { type Colour, colourOf, rampStops, withAlpha, withAlphaGradient } from "../classes/colour-ramp.ts";
import { matplotlibStops } from "../classes/matplotlib-ramps.ts";
import { namedColours, rampNames } from "../classes/named-ramps.ts";
import { nlcdColours } from "../classes/nlcd.ts";
import { fail } from "../fault.ts";
import { type ClassificationStrategy, pairsOf, toStrategy, type ValueMap } from "./break-map.ts";
import { Histogram, StreamingHistogram } from "./histogram.ts";
import { isWhole } from "./place-options.ts";

const op = "ColorMap";

/** A colour: 0xRRGGBBAA, "#rrggbb" or "#rrggbbaa", or its bytes, opaque unless a fourth says how much. */
export type ColourLike = number | string | readonly [red: number, green: number, blue: number, alpha?: number];

export interface ColourMapOptions {
  /** 0, transparent, unless told. */
  readonly noDataColor?: ColourLike;
  /** Of values without a break; transparent unless told. */
  readonly fallback?: ColourLike;
  readonly classificationStrategy?: ClassificationStrategy;
  /** Cells are read as whole numbers, fractions cut off, and breaks must be whole; or as they are. "int" for whole breaks unless told. */
  readonly dataType?: "int" | "float";
}

/** Colours one after the other, each 0xRRGGBBAA. */
export class ColorRamp {
  readonly colors: readonly Colour[];

  constructor(colors: readonly ColourLike[]) {
    if (colors.length === 0) fail({ tag: "bad-param", op: "ColorRamp", param: "colors", problem: "at least one colour is needed" });
    this.colors = colors.map(toColour);
  }

  /** The names of the ramps that `named` knows beside Matplotlib's. */
  static readonly names: readonly string[] = rampNames;

  /** GeoTrellis' ramp of this name, or Matplotlib's colour map. */
  static named(name: string): ColorRamp {
    return new ColorRamp(namedColours(name) ?? unknownRamp(name));
  }

  /** As many colours: picked evenly from more, blended from fewer. */
  stops(count: number): ColorRamp {
    if (!Number.isInteger(count) || count < 1) fail({ tag: "bad-param", op: "ColorRamp.stops", param: "count", problem: "a whole number of 1 or more" });
    return new ColorRamp(rampStops(this.colors, count));
  }

  /** One alpha, 0 to 255, for all. */
  setAlpha(alpha: number): ColorRamp {
    return new ColorRamp(withAlpha(this.colors, alpha));
  }

  /** An alpha that runs from the first to the last colour. */
  setAlphaGradient(start = 0, stop = 255): ColorRamp {
    return new ColorRamp(withAlphaGradient(this.colors, start, stop));
  }
}

/** Which colour a value gets: by breaks, as `reclassify` has them. */
export class ColorMap {
  private constructor(readonly table: ColourTable) {}

  /** From a map of values to colours, from a list of breaks with colours, or from a histogram's quantile breaks with colours; colours may be a ramp's name. */
  static build(
    breaks: ValueMap | readonly number[] | Histogram,
    colors?: string | readonly ColourLike[] | ColorRamp,
    options: ColourMapOptions = {},
  ): ColorMap {
    const isList = Array.isArray(breaks) && breaks.every((value) => typeof value === "number");
    if (!isList && !(breaks instanceof Histogram)) return ColorMap.fromBreakMap(breaks as ValueMap, options);
    const given = colors ?? fail({ tag: "bad-param", op, param: "colors", problem: "it is missing; a ramp's name or a list of colours is needed" });
    return isList ? ColorMap.fromColors(breaks, given, options) : ColorMap.fromHistogram(breaks as Histogram, given, options);
  }

  /** Whole keys read cells as whole numbers, fractions cut off; with a fraction among them, cells are read as they are. */
  static fromBreakMap(breakMap: ValueMap, options: ColourMapOptions = {}): ColorMap {
    const pairs = pairsOf(op, breakMap, options.dataType ?? "float").map(([key, colour]) => [key, toColour(colour ?? 0)] as const);
    return ColorMap.of(pairs, options);
  }

  /** The colours spread over the breaks: picked or blended where there are more or fewer. */
  static fromColors(breaks: Iterable<number>, colors: string | readonly ColourLike[] | ColorRamp, options: ColourMapOptions = {}): ColorMap {
    const listed = [...breaks];
    if (listed.length === 0) fail({ tag: "bad-param", op, param: "breaks", problem: "at least one break is needed" });
    if (listed.some((value) => typeof value !== "number" || Number.isNaN(value)))
      fail({ tag: "bad-type", op, param: "breaks", given: "a list with something else in it", expected: "a list of numbers" });
    const spread = rampStops(rampOf(colors).colors, listed.length);
    return ColorMap.of(
      listed.map((value, i) => [value, spread[i]!] as const),
      options,
    );
  }

  /** One break a colour, by the histogram's quantiles. Of a streaming histogram values above the last label get the last colour. */
  static fromHistogram(histogram: Histogram, colors: string | readonly ColourLike[] | ColorRamp, options: ColourMapOptions = {}): ColorMap {
    const ramp = rampOf(colors);
    const last = ramp.colors.at(-1) ?? 0;
    const breaks = [...new Set(histogram.quantileBreaks(ramp.colors.length))];
    return ColorMap.fromColors(breaks, ramp, histogram instanceof StreamingHistogram ? { fallback: last, ...options } : options);
  }

  /** Classes of the US National Land Cover Database. */
  static nlcdColormap(): ColorMap {
    return ColorMap.of(nlcdColours, {});
  }

  private static of(pairs: readonly (readonly [number, Colour])[], options: ColourMapOptions): ColorMap {
    const { noDataColor = 0, fallback = 0, classificationStrategy = "lessThanOrEqualTo", dataType } = options;
    const sorted = [...new Map(pairs)].sort(([l], [r]) => l - r);
    return new ColorMap({
      breaks: Float64Array.from(sorted, ([key]) => key),
      colours: sorted.map(([, colour]) => colour),
      nodata: toColour(noDataColor),
      fallback: toColour(fallback),
      strategy: toStrategy(op, classificationStrategy),
      whole: dataType === undefined ? sorted.every(([key]) => Number.isInteger(key)) : isWhole(op, dataType),
    });
  }

  /** The colour of a value, 0xRRGGBBAA; of NaN that of NoData. */
  colorOf(value: number): Colour {
    return colourAt(this.table, value);
  }
}

/** As many colours of a Matplotlib map, 0xRRGGBBAA. */
export const getColorsFromMatplotlib = (rampName: string, numColors = 256): readonly Colour[] => matplotlibStops(rampName, numColors) ?? unknownRamp(rampName);

/** Colours as numbers, 0xRRGGBBAA. */
export const getColorsFromColors = (colors: readonly ColourLike[]): readonly Colour[] => colors.map(toColour);

function rampOf(colors: string | readonly ColourLike[] | ColorRamp): ColorRamp {
  if (colors instanceof ColorRamp) return colors;
  if (typeof colors === "string") return ColorRamp.named(colors);
  return Array.isArray(colors)
    ? new ColorRamp(colors)
    : fail({ tag: "bad-param", op, param: "colors", problem: "a ramp's name or a list of colours is needed" });
}

function toColour(like: ColourLike): Colour {
  if (typeof like === "number" && Number.isInteger(like) && like >= -(2 ** 31) && like < 2 ** 32) return like >>> 0;
  const hex = typeof like === "string" ? /^#?([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(like) : null;
  if (hex) return Number.parseInt(`${hex[1]}${hex[2] ?? "ff"}`, 16);
  if (Array.isArray(like) && (like.length === 3 || like.length === 4)) return colourOf(like[0], like[1], like[2], like[3] ?? 255);
  return fail({ tag: "bad-type", op, param: "colors", given: String(like), expected: 'a colour, as 0xRRGGBBAA, "#rrggbb" or [red, green, blue]' });
}

const unknownRamp = (name: string): never =>
  fail({ tag: "bad-param", op: "ColorRamp", param: "name", problem: `no ramp "${name}"; there are ${rampNames.join(", ")}, and Matplotlib's` });
