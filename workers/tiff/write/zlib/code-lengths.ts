const maxSymbols = 288;
const maxLevels = 15;

const order = new Float64Array(maxSymbols);
/** Weights of the level being merged and of the one below it. */
const weights = [new Float64Array(2 * maxSymbols), new Float64Array(2 * maxSymbols)] as const;
/** By level and place: 1 where a package stands, 0 for a symbol. */
const packages = Array.from({ length: maxLevels }, () => new Uint8Array(2 * maxSymbols));

/**
 * The lengths of the best prefix code of at most `limit` bits for the counts given, 0 for symbols that do not occur;
 * package-merge, after Larmore and Hirschberg (1990). Where fewer than two symbols occur, the first ones are given
 * codes too: some readers refuse a code that leaves bits unused.
 */
export function codeLengths(counts: Uint32Array, limit: number, lengths: Uint8Array): void {
  lengths.fill(0);
  let used = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) if (counts[symbol]! > 0) order[used++] = counts[symbol]! * 512 + symbol;
  if (used < 2) {
    const only = used === 1 ? order[0]! % 512 : 0;
    lengths[only] = 1;
    lengths[only === 0 ? 1 : 0] = 1;
    return;
  }
  const sorted = order.subarray(0, used).sort();
  let below = 0;
  for (let level = 0; level < limit; level++) below = mergeLevel(sorted, below, level);
  countLevels(sorted, limit, lengths);
}

/** Symbols and the pairs of the level below, lightest first; returns how many there are. */
function mergeLevel(sorted: Float64Array, below: number, level: number): number {
  const source = weights[(level + 1) & 1]!;
  const target = weights[level & 1]!;
  const isPackage = packages[level]!;
  const pairs = below >> 1;
  let symbol = 0;
  let pair = 0;
  let to = 0;
  while (symbol < sorted.length || pair < pairs) {
    const light = symbol < sorted.length ? Math.floor(sorted[symbol]! / 512) : Infinity;
    const heavy = pair < pairs ? source[2 * pair]! + source[2 * pair + 1]! : Infinity;
    isPackage[to] = light <= heavy ? 0 : 1;
    target[to++] = Math.min(light, heavy);
    if (light <= heavy) symbol++;
    else pair++;
  }
  return to;
}

/** A symbol's code is as long as the number of levels in which it is among the lightest that are taken. */
function countLevels(sorted: Float64Array, limit: number, lengths: Uint8Array): void {
  let taken = 2 * sorted.length - 2;
  for (let level = limit - 1; level >= 0; level--) {
    const isPackage = packages[level]!;
    let pairs = 0;
    for (let i = 0; i < taken; i++) pairs += isPackage[i]!;
    for (let i = 0; i < taken - pairs; i++) lengths[sorted[i]! % 512]!++;
    taken = 2 * pairs;
  }
}

const next = new Uint16Array(maxLevels + 1);

/**
 * The canonical code of such lengths (RFC 1951, section 3.2.2): for each symbol its bits in the order they are sent,
 * shifted left by four, and its length in the lowest four.
 */
export function canonicalCodes(lengths: Uint8Array, codes: Int32Array): void {
  next.fill(0);
  for (let i = 0; i < lengths.length; i++) next[lengths[i]!]!++;
  let code = 0;
  let last = 0;
  for (let bits = 1; bits <= maxLevels; bits++) {
    code = (code + last) << 1;
    last = next[bits]!;
    next[bits] = code;
  }
  for (let i = 0; i < lengths.length; i++) {
    const bits = lengths[i]!;
    codes[i] = bits === 0 ? 0 : (reversed(next[bits]!++, bits) << 4) | bits;
  }
}

function reversed(code: number, bits: number): number {
  let out = 0;
  for (let i = 0; i < bits; i++) out |= ((code >>> i) & 1) << (bits - 1 - i);
  return out;
}
