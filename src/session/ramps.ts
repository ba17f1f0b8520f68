import { interpolateMagma, interpolateRdBu, interpolateViridis, schemeTableau10 } from "d3-scale-chromatic";
import type { RampId } from "./state.ts";

/** Entries of a baked ramp. */
export const rampSize = 256;

type Rgb = readonly [red: number, green: number, blue: number];

const terrainStops: readonly Rgb[] = [
  [51, 102, 153],
  [58, 140, 90],
  [150, 190, 100],
  [230, 220, 150],
  [170, 130, 90],
  [245, 245, 245],
];
const greyStops: readonly Rgb[] = [
  [20, 20, 20],
  [250, 250, 250],
];
const classColours = schemeTableau10.map(parseColour);

const ramps: Readonly<Record<RampId, (share: number) => Rgb>> = {
  viridis: (share) => parseColour(interpolateViridis(share)),
  magma: (share) => parseColour(interpolateMagma(share)),
  terrain: (share) => between(terrainStops, share),
  greys: (share) => between(greyStops, share),
  diverging: (share) => parseColour(interpolateRdBu(1 - share)),
  classes: (share) => classColours[Math.min(classColours.length - 1, Math.floor(share * classColours.length))]!,
};

/** All ramps in the order in which they are offered, with their names. */
export const rampNames: Readonly<Record<RampId, string>> = {
  viridis: "Viridis",
  magma: "Magma",
  terrain: "Terrain",
  greys: "Greys",
  diverging: "Diverging",
  classes: "Classes",
};

const baked = new Map<string, Uint8Array>();

/** The ramp as 256 opaque RGBA entries, lowest value first; shared, so not to be written to. */
export function rampTable(ramp: RampId, reversed: boolean): Uint8Array {
  const name = `${ramp} ${reversed}`;
  const known = baked.get(name);
  if (known) return known;
  const table = new Uint8Array(rampSize * 4);
  for (let i = 0; i < rampSize; i++) {
    const share = i / (rampSize - 1);
    table.set([...ramps[ramp](reversed ? 1 - share : share), 255], i * 4);
  }
  baked.set(name, table);
  return table;
}

/** A CSS gradient from the lowest value at the left to the highest at the right; classes in hard steps. */
export function rampGradient(ramp: RampId, reversed: boolean): string {
  const count = ramp === "classes" ? classColours.length : 24;
  const table = rampTable(ramp, reversed);
  const stops = Array.from({ length: count }, (_, i) => {
    const at = Math.round((ramp === "classes" ? (i + 0.5) / count : i / (count - 1)) * (rampSize - 1)) * 4;
    const colour = `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`;
    return ramp === "classes" ? `${colour} ${(i / count) * 100}% ${((i + 1) / count) * 100}%` : colour;
  });
  return `linear-gradient(to right, ${stops.join(", ")})`;
}

function between(stops: readonly Rgb[], share: number): Rgb {
  const at = share * (stops.length - 1);
  const first = Math.min(stops.length - 2, Math.floor(at));
  const [low, high] = [stops[first]!, stops[first + 1]!];
  const mix = (band: 0 | 1 | 2) => Math.round(low[band] + (high[band] - low[band]) * (at - first));
  return [mix(0), mix(1), mix(2)];
}

/** "#rrggbb" or "rgb(r, g, b)", as d3 writes colours. */
function parseColour(colour: string): Rgb {
  if (!colour.startsWith("#")) {
    const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
    return [red, green, blue];
  }
  const bits = Number.parseInt(colour.slice(1), 16);
  return [bits >> 16, (bits >> 8) & 255, bits & 255];
}
