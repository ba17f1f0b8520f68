/** Cells by value. */
export type ValueCounts = ReadonlyMap<number, number>;

/** Whole numbers from here to there are counted in a table, which is many times faster than a map. */
const tableFrom = -32768;
const tableTo = 65535;

/** Cells by value in some bands together, NaN and infinities left out; null above `most` different values. */
export function countValues(bands: readonly Float64Array[], most: number): ValueCounts | null {
  const table = new Float64Array(tableTo - tableFrom + 1);
  const counts = new Map<number, number>();
  for (const band of bands)
    for (let i = 0; i < band.length; i++) {
      const value = band[i]!;
      if (value >= tableFrom && value <= tableTo && Number.isInteger(value)) table[value - tableFrom]!++;
      else if (Number.isFinite(value)) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
        if (counts.size > most) return null;
      }
    }
  for (let i = 0; i < table.length; i++) if (table[i]! > 0) counts.set(i + tableFrom, table[i]!);
  return counts.size > most ? null : counts;
}

/** All of them together; null above `most` different values. */
export function joinCounts(parts: readonly ValueCounts[], most: number): ValueCounts | null {
  if (parts.length === 1) return parts[0]!;
  const joined = new Map<number, number>();
  for (const part of parts)
    for (const [value, cells] of part) {
      joined.set(value, (joined.get(value) ?? 0) + cells);
      if (joined.size > most) return null;
    }
  return joined;
}

/** The pairs in ascending order of value. */
export const ascending = (counts: ValueCounts): readonly (readonly [value: number, cells: number])[] => [...counts].sort(([l], [r]) => l - r);
