import {
  interpolateInferno,
  interpolateMagma,
  interpolatePlasma,
  interpolateViridis,
  schemeAccent,
  schemeBlues,
  schemeBrBG,
  schemeBuGn,
  schemeBuPu,
  schemeCategory10,
  schemeDark2,
  schemeGnBu,
  schemeGreens,
  schemeGreys,
  schemeOranges,
  schemeOrRd,
  schemePaired,
  schemePastel1,
  schemePastel2,
  schemePiYG,
  schemePRGn,
  schemePuBu,
  schemePuBuGn,
  schemePuOr,
  schemePuRd,
  schemePurples,
  schemeRdBu,
  schemeRdGy,
  schemeRdPu,
  schemeRdYlBu,
  schemeRdYlGn,
  schemeReds,
  schemeSet1,
  schemeSet2,
  schemeSet3,
  schemeSpectral,
  schemeYlGn,
  schemeYlGnBu,
  schemeYlOrBr,
  schemeYlOrRd,
} from "d3-scale-chromatic";
import { type Colour, colourOf } from "./colour-ramp.ts";

/** Entries of a Matplotlib colour map. */
const entries = 256;

/** A channel as straight lines between points: [place, value] pairs, both 0 to 1. */
type Line = readonly (readonly [at: number, value: number])[];

const flat = (value: number): Line => [
  [0, value],
  [1, value],
];
const from = (start: number, end: number): Line => [
  [0, start],
  [1, end],
];

/** Maps that Matplotlib gives as straight lines of red, green and blue. */
const lines: Readonly<Record<string, readonly [red: Line, green: Line, blue: Line]>> = {
  gray: [from(0, 1), from(0, 1), from(0, 1)],
  binary: [from(1, 0), from(1, 0), from(1, 0)],
  spring: [flat(1), from(0, 1), from(1, 0)],
  summer: [from(0, 1), from(0.5, 1), flat(0.4)],
  autumn: [flat(1), from(0, 1), flat(0)],
  winter: [flat(0), from(0, 1), from(1, 0.5)],
  cool: [from(0, 1), from(1, 0), flat(1)],
  hot: [
    [
      [0, 0.0416],
      [0.365079, 1],
      [1, 1],
    ],
    [
      [0, 0],
      [0.365079, 0],
      [0.746032, 1],
      [1, 1],
    ],
    [
      [0, 0],
      [0.746032, 0],
      [1, 1],
    ],
  ],
  bone: [
    [
      [0, 0],
      [0.746032, 0.652778],
      [1, 1],
    ],
    [
      [0, 0],
      [0.365079, 0.319444],
      [0.746032, 0.777778],
      [1, 1],
    ],
    [
      [0, 0],
      [0.365079, 0.444444],
      [1, 1],
    ],
  ],
  copper: [
    [
      [0, 0],
      [0.809524, 1],
      [1, 1],
    ],
    from(0, 0.7812),
    from(0, 0.4975),
  ],
  jet: [
    [
      [0, 0],
      [0.35, 0],
      [0.66, 1],
      [0.89, 1],
      [1, 0.5],
    ],
    [
      [0, 0],
      [0.125, 0],
      [0.375, 1],
      [0.64, 1],
      [0.91, 0],
      [1, 0],
    ],
    [
      [0, 0.5],
      [0.11, 1],
      [0.34, 1],
      [0.65, 0],
      [1, 0],
    ],
  ],
};

/** Maps of equally distant colours with straight lines between, as RRGGBB. */
const stops: Readonly<Record<string, string>> = {
  bwr: "0000FF FFFFFF FF0000",
  seismic: "00004D 0000FF FFFFFF FF0000 800000",
  // Moreland 2009.
  coolwarm:
    "3B4CC0 445ACC 4D68D7 5775E1 6282EA 6C8EF1 779AF7 82A5FB 8DB0FE 98B9FF A3C2FF AEC9FD B8D0F9 C2D5F4 CCD9EE D5DBE6 DDDDDD E5D8D1 ECD3C5 F1CCB9 F5C4AD F7BBA0 F7B194 F7A687 F49A7B F18D6F EC7F63 E57058 DE604D D55042 CB3E38 C0282F B40426",
};

/** Maps of separate colours; all but the first are Cynthia Brewer's. */
const separate: Readonly<Record<string, readonly string[]>> = {
  tab10: schemeCategory10,
  Accent: schemeAccent,
  Dark2: schemeDark2,
  Paired: schemePaired,
  Pastel1: schemePastel1,
  Pastel2: schemePastel2,
  Set1: schemeSet1,
  Set2: schemeSet2,
  Set3: schemeSet3,
};

/** Cynthia Brewer's sequential schemes of 9 colours and diverging ones of 11, with straight lines between. */
const blended: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Blues: schemeBlues,
  BuGn: schemeBuGn,
  BuPu: schemeBuPu,
  GnBu: schemeGnBu,
  Greens: schemeGreens,
  Greys: schemeGreys,
  OrRd: schemeOrRd,
  Oranges: schemeOranges,
  PuBu: schemePuBu,
  PuBuGn: schemePuBuGn,
  PuRd: schemePuRd,
  Purples: schemePurples,
  RdPu: schemeRdPu,
  Reds: schemeReds,
  YlGn: schemeYlGn,
  YlGnBu: schemeYlGnBu,
  YlOrBr: schemeYlOrBr,
  YlOrRd: schemeYlOrRd,
  BrBG: schemeBrBG,
  PRGn: schemePRGn,
  PiYG: schemePiYG,
  PuOr: schemePuOr,
  RdBu: schemeRdBu,
  RdGy: schemeRdGy,
  RdYlBu: schemeRdYlBu,
  RdYlGn: schemeRdYlGn,
  Spectral: schemeSpectral,
};

const perceptual: Readonly<Record<string, (share: number) => string>> = {
  viridis: interpolateViridis,
  magma: interpolateMagma,
  inferno: interpolateInferno,
  plasma: interpolatePlasma,
};

/** The names of Matplotlib's maps that are known. A name with "_r" after it is the map backwards. */
export const matplotlibNames: readonly string[] = [perceptual, blended, separate, lines, stops].flatMap((maps) => Object.keys(maps));

/** The colours of a Matplotlib map: 256, or those there are where they are separate; null for another name. Names are read in any case. */
export function matplotlibColours(name: string): readonly Colour[] | null {
  if (/_r$/i.test(name)) return matplotlibColours(name.slice(0, -2))?.toReversed() ?? null;
  const known = matplotlibNames.find((one) => one.toLowerCase() === name.toLowerCase());
  if (known === undefined) return null;
  const at = perceptual[known];
  if (at) return Array.from({ length: entries }, (_, i) => parsed(at(i / (entries - 1))));
  const listed = separate[known];
  if (listed) return listed.map(parsed);
  const scheme = blended[known];
  if (scheme) return between((scheme[11] ?? scheme[9])!.map(parsed));
  const points = stops[known];
  if (points) return between(points.split(" ").map((hex) => parsed(`#${hex}`)));
  const [red, green, blue] = lines[known]!;
  return Array.from({ length: entries }, (_, i) => {
    const place = i / (entries - 1);
    return colourOf(byteAt(red, place), byteAt(green, place), byteAt(blue, place));
  });
}

/** As many colours of a map as asked for, as GeoPySpark takes them: entry ⌊256·x⌋ at x = i/(count − 1). */
export function matplotlibStops(name: string, count: number): readonly Colour[] | null {
  const colours = matplotlibColours(name);
  return colours && Array.from({ length: count }, (_, i) => colours[Math.min(colours.length - 1, Math.floor((colours.length * i) / Math.max(1, count - 1)))]!);
}

/** 256 colours with straight lines between equally distant ones. */
function between(colours: readonly Colour[]): readonly Colour[] {
  const channel = (shift: number): Line => colours.map((colour, i) => [i / (colours.length - 1), ((colour >>> shift) & 255) / 255] as const);
  const [red, green, blue] = [channel(24), channel(16), channel(8)];
  return Array.from({ length: entries }, (_, i) => {
    const place = i / (entries - 1);
    return colourOf(byteAt(red, place), byteAt(green, place), byteAt(blue, place));
  });
}

function byteAt(line: Line, place: number): number {
  const next = Math.max(
    1,
    line.findIndex(([at]) => at >= place),
  );
  const [[low, start], [high, end]] = [line[next - 1]!, line[next]!];
  return Math.round((start + ((end - start) * (place - low)) / (high - low)) * 255);
}

const parsed = (hex: string): Colour => {
  if (hex.startsWith("#")) return Number.parseInt(`${hex.slice(1)}ff`, 16);
  const [red = 0, green = 0, blue = 0] = (hex.match(/\d+/g) ?? []).map(Number);
  return colourOf(red, green, blue);
};
