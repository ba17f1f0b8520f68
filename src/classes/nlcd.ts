import type { Colour } from "./colour-ramp.ts";

/** Colours of the US National Land Cover Database by class, as GeoPySpark has them. */
export const nlcdColours: readonly (readonly [value: number, colour: Colour])[] = [
  [0, 0x00000000],
  [11, 0x526095ff],
  [12, 0xffffffff],
  [21, 0xd28170ff],
  [22, 0xee0006ff],
  [23, 0x990009ff],
  [31, 0xbfb8b1ff],
  [32, 0x969798ff],
  [33, 0x382959ff],
  [41, 0x579d57ff],
  [42, 0x2a6b3dff],
  [43, 0xa6bf7bff],
  [51, 0xbaa65cff],
  [61, 0x45511fff],
  [71, 0xd0cfaaff],
  [81, 0xccc82fff],
  [82, 0x9d5d1dff],
  [83, 0xcd9747ff],
  [84, 0xa7ab9fff],
  [85, 0xe68a2aff],
  [91, 0xb6d8f5ff],
  [92, 0xb6d8f5ff],
];
