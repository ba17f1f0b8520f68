import type { Rgba } from "../layer/meta.ts";

/** A value of a colour table and its colour. */
interface PaletteClass {
  readonly value: number;
  readonly colour: Rgba;
}

/** The entries of a colour table that mean something: files fill the rest with black, transparency or any one colour. */
export function paletteClasses(palette: readonly Rgba[]): readonly PaletteClass[] {
  const counts = new Map<string, number>();
  for (const colour of palette) counts.set(String(colour), (counts.get(String(colour)) ?? 0) + 1);
  const shown = palette.map((colour, value) => ({ value, colour })).filter(({ colour: [r, g, b, a], value }) => a > 0 && (value === 0 || r + g + b > 0));
  // A colour of more than half the table is what fills it.
  const used = shown.filter(({ colour }) => (counts.get(String(colour)) ?? 0) <= palette.length / 2);
  return used.length > 0 ? used : shown;
}
