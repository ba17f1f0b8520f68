import type { ColourTable } from "../classes/colour-map.ts";
import { type Colour, colourOf } from "../classes/colour-ramp.ts";
import type { Measurement } from "../ops/measurement.ts";
import { type Wanted, wanted } from "../plan/make.ts";
import { rampSize, rampTable } from "./ramps.ts";
import type { ClassStyle, LayerDoc, State, Style } from "./state.ts";
import { layerRange } from "./stretch.ts";

/** Classes before anything was chosen. */
export const firstClasses: ClassStyle = { method: "quantile", count: 5, limits: [] };

/** The numbers of the layer that its classes on the map lack or have; null where there are none to measure. */
export function classesWanted({ derived }: Pick<State, "derived">, { id, style }: LayerDoc): Wanted | null {
  const found = derived[id];
  const { method, count } = style.classes ?? firstClasses;
  if (style.mode !== "classes" || method === "manual" || !found?.ok) return null;
  const band = Math.min(style.band, found.node.meta.bands.length - 1);
  const measurement: Measurement = { kind: "breaks", method, count, bands: [band] };
  return wanted(found.node, measurement);
}

/** The upper limits of the classes that a layer is drawn in, ascending; null while they are being measured. */
export function classLimits(state: Pick<State, "derived" | "measured">, layer: LayerDoc): readonly number[] | null {
  const { method, limits } = layer.style.classes ?? firstClasses;
  if (method === "manual") return limits;
  const wants = classesWanted(state, layer);
  return (wants && state.measured[wants.name]) ?? null;
}

/** One colour a class from a layer's ramp: spread from end to end, or one after the other from the ramp of separate colours. */
export function classColours({ ramp, reversed }: Pick<Style, "ramp" | "reversed">, count: number): readonly Colour[] {
  const table = rampTable(ramp, reversed);
  const separate = 10;
  return Array.from({ length: count }, (_, i) => {
    const share = ramp === "classes" ? ((i % separate) + 0.5) / separate : count === 1 ? 0.5 : i / (count - 1);
    const at = Math.round(share * (rampSize - 1)) * 4;
    return colourOf(table[at]!, table[at + 1]!, table[at + 2]!);
  });
}

/** Steps of a ramp in a file that holds an index of colours. */
const rampSteps = 254;

/** The colours in which a layer is drawn, as a table for files; null for three bands and while its numbers are not known. */
function colourTable(style: Style, { limits, range, palette }: ColourSources): ColourTable | null {
  const base = { nodata: nodataOf(style), fallback: 0, strategy: "lessThanOrEqualTo", whole: false } as const;
  switch (style.mode) {
    case "rgb":
      return null;
    case "classes":
      return limits && { ...base, breaks: Float64Array.from(limits), colours: classColours(style, limits.length) };
    case "palette": {
      if (!palette) return null;
      const shown = palette.map(([red, green, blue, alpha], value) => ({ value, colour: colourOf(red, green, blue, alpha) }));
      return { ...base, strategy: "exact", whole: true, breaks: Float64Array.from(shown, ({ value }) => value), colours: shown.map(({ colour }) => colour) };
    }
    case "single": {
      if (!range) return null;
      const width = (range.to - range.from) / rampSteps;
      const breaks = Float64Array.from({ length: rampSteps }, (_, i) => (i === rampSteps - 1 ? Number.POSITIVE_INFINITY : range.from + width * (i + 1)));
      return { ...base, breaks, colours: classColours({ ramp: style.ramp === "classes" ? "viridis" : style.ramp, reversed: style.reversed }, rampSteps) };
    }
    default:
      return style.mode satisfies never;
  }
}

/** What the colours of a style depend on. */
interface ColourSources {
  readonly limits: readonly number[] | null;
  readonly range: { readonly from: number; readonly to: number } | null;
  readonly palette: readonly (readonly [red: number, green: number, blue: number, alpha: number])[] | null;
}

const nodataOf = ({ nodataColour }: Style): Colour => (nodataColour === null ? 0 : Number.parseInt(`${nodataColour.slice(1)}ff`, 16));

/** The colours in which a layer is drawn now, as a table for files; null where there are none or they are not known yet. */
export function layerColours(state: Pick<State, "document" | "derived" | "measured" | "statistics">, id: LayerDoc["id"]): ColourTable | null {
  const layer = state.document.layers.find((one) => one.id === id);
  const found = state.derived[id];
  if (!layer || !found?.ok) return null;
  const limits = layer.style.mode === "classes" ? classLimits(state, layer) : null;
  return colourTable(layer.style, { limits, range: layerRange(state, layer, layer.style.band), palette: found.node.meta.palette });
}
