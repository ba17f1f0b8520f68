import type { LayerNode } from "../plan/graph.ts";
import type { StretchRange } from "../session/stretch.ts";
import { type Look, type Ranges, sameBands, sameLook } from "./look.ts";

/** One node in some colours. */
export interface Picture {
  readonly node: LayerNode;
  readonly look: Look;
}

/** A picture whose ranges are all known. `look` is what it is drawn with now. */
export interface Drawn {
  readonly node: LayerNode;
  look: Look;
}

/** So many former pictures stay: the last complete one, and parts of those begun since. */
const maxFormer = 3;

/**
 * A place in the stack of pictures. When its picture changes, the former ones stay beneath, in their own colours, until
 * the new one is complete. Ranges that nobody knows yet are kept from before or read off the first cells.
 */
export class Slot {
  /** Newest first; the last one was complete. */
  former: readonly Drawn[] = [];
  current: Drawn;
  private wanted: Picture;
  private readonly guessed = new WeakSet<Look>();

  constructor(picture: Picture) {
    this.wanted = picture;
    this.current = { node: picture.node, look: picture.look };
  }

  /** Returns whether anything has to be drawn again. */
  show(picture: Picture, hasDrawn: boolean): boolean {
    const before = this.wanted;
    const same = before.node.id === picture.node.id && sameBands(before.look, picture.look);
    if (same && sameLook(before.look, picture.look)) return false;
    if (!same) this.former = hasDrawn ? kept([this.current, ...this.former]) : [];
    const held = sameBands(before.look, picture.look) ? rangesOf(this.current.look) : [];
    this.wanted = picture;
    this.current = { node: picture.node, look: withRanges(picture.look, (i) => held[i] ?? null) };
    if (same) for (const drawn of this.former) if (sameBands(drawn.look, picture.look)) drawn.look = recoloured(drawn.look, picture.look);
    return true;
  }

  /** True while some range is a guess that the first cells may correct. */
  get isGuessing(): boolean {
    return rangesOf(this.wanted.look).some((range) => range === null) && !this.guessed.has(this.current.look);
  }

  /** Fills the unknown ranges from cells of each band of the current picture. */
  guess(bands: readonly Float32Array[]): void {
    const held = rangesOf(this.current.look);
    const guesses = bands.map((values) => typicalRange(values));
    if (guesses.some((guess) => guess === null)) return;
    this.current.look = withRanges(this.wanted.look, (i) => better(held[i] ?? null, guesses[i]!));
    this.guessed.add(this.current.look);
  }
}

const kept = (drawn: readonly Drawn[]) => (drawn.length > maxFormer ? [...drawn.slice(0, maxFormer - 1), drawn.at(-1)!] : drawn);

const rangesOf = (look: Look): Ranges => ("ranges" in look ? look.ranges : []);

/** The look with its unknown ranges filled in, as far as they can be. */
function withRanges(look: Look, fill: (i: number) => StretchRange | null): Look {
  return "ranges" in look ? { ...look, ranges: look.ranges.map((range, i) => range ?? fill(i)) } : look;
}

/** Colours of one look over the ranges of another. */
function recoloured(look: Look, colours: Look): Look {
  return "ranges" in look && "ranges" in colours ? { ...colours, ranges: look.ranges } : colours;
}

/** Between the second and the ninety-eighth percentile of up to some thousand cells; null when all are NoData. */
export function typicalRange(values: Float32Array): StretchRange | null {
  const step = Math.max(1, Math.floor(values.length / 4099));
  const sample: number[] = [];
  for (let i = 0; i < values.length; i += step) if (Number.isFinite(values[i])) sample.push(values[i]!);
  if (sample.length === 0) return null;
  sample.sort((a, b) => a - b);
  const [from, to] = [sample[Math.floor(sample.length * 0.02)]!, sample[Math.floor((sample.length - 1) * 0.98)]!];
  return from === to ? { from: from - 0.5, to: to + 0.5 } : { from, to };
}

/** The range from before, so that an edited mask keeps its colours, unless the new cells lie elsewhere or in a sliver of it. */
export function better(held: StretchRange | null, guess: StretchRange): StretchRange {
  if (!held) return guess;
  const [low, high] = [Math.min(held.from, held.to), Math.max(held.from, held.to)];
  const shared = Math.min(high, guess.to) - Math.max(low, guess.from);
  return shared > 0.5 * (guess.to - guess.from) && shared > 0.02 * (high - low) ? held : guess;
}
