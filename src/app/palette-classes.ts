import type { Rgba } from "../layer/meta.ts";

/** A value of a colour table and its colour. */
interface PaletteClass {
  readonly value: number;
  readonly colour: Rgba;
}

/** The entries of a colour table that mean something: files fill the rest with black, transparency or one colour up to the end. */
export function paletteClasses(palette: readonly Rgba[]): readonly PaletteClass[] {
  const last = palette.at(-1);
  const end = palette.findLastIndex((colour) => colour.some((part, i) => part !== last?.[i])) + 1;
  // One colour that stands once at the end is a class as any other.
  const used = palette.length - end > 1 && end > 0 ? palette.slice(0, end) : palette;
  return used.map((colour, value) => ({ value, colour })).filter(({ colour: [r, g, b, a], value }) => a > 0 && (value === 0 || r + g + b > 0));
}
