/** A number in [0, 1) for a lattice point, the same on every machine. */
export function hash(x, y, seed) {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

const fade = (t) => t * t * t * (t * (t * 6 - 15) + 10);

/** Gradient noise in about [-1, 1] with features one unit wide. */
export function noise(x, y, seed) {
  const col = Math.floor(x);
  const row = Math.floor(y);
  const dx = x - col;
  const dy = y - row;
  const corner = (i, j) => {
    const angle = hash(col + i, row + j, seed) * 2 * Math.PI;
    return Math.cos(angle) * (dx - i) + Math.sin(angle) * (dy - j);
  };
  const u = fade(dx);
  const top = corner(0, 0) + u * (corner(1, 0) - corner(0, 0));
  const bottom = corner(0, 1) + u * (corner(1, 1) - corner(0, 1));
  return 1.5 * (top + fade(dy) * (bottom - top));
}

/** Octaves of `noise`, each half as wide and half as strong as the one before; about [-1, 1]. */
export function fractal(x, y, seed, octaves) {
  let sum = 0;
  let weight = 0.5;
  for (let octave = 0; octave < octaves; octave++) {
    sum += weight * noise(x * 2 ** octave, y * 2 ** octave, seed + octave);
    weight /= 2;
  }
  return sum;
}

/** Like `fractal`, folded so that its zero lines become sharp crests; about [0, 1]. */
export function ridged(x, y, seed, octaves) {
  let sum = 0;
  let weight = 0.5;
  let last = 1;
  for (let octave = 0; octave < octaves; octave++) {
    const crest = (1 - Math.abs(noise(x * 2 ** octave, y * 2 ** octave, seed + octave))) ** 2;
    sum += weight * crest * last;
    last = crest;
    weight /= 2;
  }
  return sum;
}

/** 0 below `from`, 1 above `to`, smooth between; the edges may be given in falling order. */
export function ramp(from, to, value) {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
