const maxSymbols: i32 = 288;
const maxLevels: i32 = 15;

/** Counts and symbols (count · 512 + symbol), the rarest first. */
const sorted: usize = memory.data(maxSymbols << 2, 16);
/** Weights of the level being merged and of the one below it. */
const weights: usize = memory.data((2 * (2 * maxSymbols)) << 2, 16);
const levelWeights: i32 = (2 * maxSymbols) << 2;
/** By level and place: how many packages stand there or before. */
const packages: usize = memory.data((maxLevels * (2 * maxSymbols)) << 1, 16);
const levelPackages: i32 = (2 * maxSymbols) << 1;

/** The lengths of the best prefix code of at most `limit` bits, as bytes; as in `workers/tiff/write/zlib/code-lengths.ts`. */
export function codeLengths(counts: usize, symbols: i32, limit: i32, lengths: usize): void {
  memory.fill(lengths, 0, symbols);
  let used: i32 = 0;
  for (let symbol = 0; symbol < symbols; symbol++) {
    const count: i32 = load<u32>(counts + (symbol << 2));
    if (count > 0) store<i32>(sorted + (used++ << 2), (count << 9) + symbol);
  }
  if (used < 2) {
    const only = used === 1 ? load<i32>(sorted) & 511 : 0;
    store<u8>(lengths + only, 1);
    store<u8>(lengths + (only === 0 ? 1 : 0), 1);
    return;
  }
  sort(used);
  let below: i32 = 0;
  for (let level = 0; level < limit; level++) below = mergeLevel(used, below, level);
  let taken = 2 * used - 2;
  for (let level = limit - 1; level >= 0; level--) {
    const pairs: i32 = taken === 0 ? 0 : load<u16>(packages + level * levelPackages + ((taken - 1) << 1));
    for (let i = 0; i < taken - pairs; i++) {
      const at = lengths + (load<i32>(sorted + (i << 2)) & 511);
      store<u8>(at, load<u8>(at) + 1);
    }
    taken = 2 * pairs;
  }
}

/** Shell's sort with Ciura's gaps. */
function sort(used: i32): void {
  for (let gap = 132; gap > 0; gap = gap === 132 ? 57 : gap === 57 ? 23 : gap === 23 ? 10 : gap === 10 ? 4 : gap === 4 ? 1 : 0)
    for (let i = gap; i < used; i++) {
      const key = load<i32>(sorted + (i << 2));
      let to = i;
      for (; to >= gap; to -= gap) {
        const other = load<i32>(sorted + ((to - gap) << 2));
        if (other <= key) break;
        store<i32>(sorted + (to << 2), other);
      }
      store<i32>(sorted + (to << 2), key);
    }
}

/** Symbols and the pairs of the level below, lightest first; returns how many there are. */
function mergeLevel(used: i32, below: i32, level: i32): i32 {
  const source = weights + ((level + 1) & 1) * levelWeights;
  const target = weights + (level & 1) * levelWeights;
  const counted = packages + level * levelPackages;
  const pairs = below >> 1;
  let symbol: i32 = 0;
  let pair: i32 = 0;
  let light = load<i32>(sorted) >> 9;
  let heavy = pairs > 0 ? load<i32>(source) + load<i32>(source, 4) : i32.MAX_VALUE;
  const total = used + pairs;
  for (let to = 0; to < total; to++) {
    if (light <= heavy && symbol < used) {
      store<i32>(target + (to << 2), light);
      symbol++;
      light = symbol < used ? load<i32>(sorted + (symbol << 2)) >> 9 : i32.MAX_VALUE;
    } else {
      store<i32>(target + (to << 2), heavy);
      pair++;
      heavy = pair < pairs ? load<i32>(source + (pair << 3)) + load<i32>(source + (pair << 3), 4) : i32.MAX_VALUE;
    }
    store<u16>(counted + (to << 1), pair);
  }
  return total;
}

const next: usize = memory.data((maxLevels + 1) << 2, 16);

/** The canonical code of such lengths (RFC 1951, section 3.2.2): for each symbol its bits in the order they are sent, and above the lowest 16 their number. */
export function canonicalCodes(lengths: usize, symbols: i32, codes: usize): void {
  memory.fill(next, 0, (maxLevels + 1) << 2);
  for (let i = 0; i < symbols; i++) {
    const at = next + ((<i32>load<u8>(lengths + i)) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let code: u32 = 0;
  let last: u32 = 0;
  for (let bits = 1; bits <= maxLevels; bits++) {
    code = (code + last) << 1;
    last = load<u32>(next + (bits << 2));
    store<u32>(next + (bits << 2), code);
  }
  for (let i = 0; i < symbols; i++) {
    const bits: i32 = load<u8>(lengths + i);
    if (bits === 0) {
      store<u32>(codes + (i << 2), 0);
      continue;
    }
    const at = next + (bits << 2);
    const mine = load<u32>(at);
    store<u32>(at, mine + 1);
    store<u32>(codes + (i << 2), reversed(mine, bits) | (bits << 16));
  }
}

function reversed(code: u32, bits: i32): u32 {
  let all = ((code & 0x5555) << 1) | ((code >> 1) & 0x5555);
  all = ((all & 0x3333) << 2) | ((all >> 2) & 0x3333);
  all = ((all & 0x0f0f) << 4) | ((all >> 4) & 0x0f0f);
  all = ((all & 0x00ff) << 8) | (all >> 8);
  return all >> (16 - bits);
}
