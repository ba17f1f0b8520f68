/** A colour as one number, 0xRRGGBBAA. */
export type Colour = number;

/** Red, green, blue and alpha of a colour, each 0 to 255. */
export const bytesOf = (colour: Colour): readonly [red: number, green: number, blue: number, alpha: number] => [
  (colour >>> 24) & 255,
  (colour >>> 16) & 255,
  (colour >>> 8) & 255,
  colour & 255,
];

/** The colour of four bytes. */
export const colourOf = (red: number, green: number, blue: number, alpha = 255): Colour => ((red << 24) | (green << 16) | (blue << 8) | alpha) >>> 0;

/** "#rrggbb", or "#rrggbbaa" where it is not opaque, as CSS reads it. */
export function cssColour(colour: Colour): string {
  const hex = colour.toString(16).padStart(8, "0");
  return `#${hex.endsWith("ff") ? hex.slice(0, 6) : hex}`;
}

/**
 * As many colours as asked for: picked evenly from more, blended between neighbours, byte by byte in whole numbers, from
 * fewer. Both ends stay; one is the first.
 */
export function rampStops(colours: readonly Colour[], count: number): readonly Colour[] {
  if (count === colours.length) return colours;
  if (count === 1) return colours.slice(0, 1);
  const last = colours.length - 1;
  if (count < colours.length) return Array.from({ length: count }, (_, i) => colours[Math.round((i * last) / (count - 1))]!);
  return Array.from({ length: count }, (_, i) => {
    const at = Math.floor((i * last) / (count - 1));
    const from = bytesOf(colours[at]!);
    const to = bytesOf(colours[Math.min(last, at + 1)]!);
    const over = (i * last) % (count - 1);
    const blend = (b: 0 | 1 | 2 | 3) => from[b] + Math.trunc(((to[b] - from[b]) * over) / (count - 1));
    return colourOf(blend(0), blend(1), blend(2), blend(3));
  });
}

/** The same colours with another alpha, 0 to 255. */
export const withAlpha = (colours: readonly Colour[], alpha: number): readonly Colour[] =>
  colours.map((colour) => ((colour & 0xffffff00) | (alpha & 255)) >>> 0);

/** The same colours with an alpha that runs from `start` to `stop`, 0 to 255. */
export function withAlphaGradient(colours: readonly Colour[], start = 0, stop = 255): readonly Colour[] {
  const alphas = rampStops([start, stop], colours.length);
  return colours.map((colour, i) => ((colour & 0xffffff00) | (alphas[i]! & 255)) >>> 0);
}
