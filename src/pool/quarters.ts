import { blockCount, type FilePlan } from "../layer/file-plan.ts";
import type { TileKey } from "../layer/meta.ts";

/**
 * The finished blocks of a resumed file that have to be computed once more, because a block above them is still to come
 * and their half-size cells are not in the store: 1 each, in file order.
 */
export function withoutQuarters({ levels }: FilePlan, done: Uint8Array, stored: readonly TileKey[]): Uint8Array {
  const firsts = levels.map((_, l) => levels.slice(0, l).reduce((sum, { across, down }) => sum + across * down, 0));
  const again = new Uint8Array(blockCount({ levels }));
  const has = again.slice();
  for (const { level, col, row } of stored) if (levels[level]) has[firsts[level]! + row * levels[level].across + col] = 1;
  // From the top: a block that is computed once more needs the quarters below it too.
  for (let level = levels.length - 2; level >= 0; level--) {
    const { across, down } = levels[level]!;
    const above = levels[level + 1]!;
    for (let i = 0; i < across * down; i++) {
      const at = firsts[level]! + i;
      const parent = firsts[level + 1]! + Math.floor(Math.floor(i / across) / 2) * above.across + Math.floor((i % across) / 2);
      const isNeeded = done[parent] === 0 || again[parent] === 1;
      if (isNeeded && done[at] === 1 && has[at] === 0) again[at] = 1;
    }
  }
  return again;
}
