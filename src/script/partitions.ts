import { fail } from "../fault.ts";
import { partitions } from "../layer/keys.ts";
import type { Instant, LayerMeta, TileKey } from "../layer/meta.ts";

/** A rule by which tiles go to partitions. It never changes a value: only which tiles are computed together. */
export interface PartitionStrategy {
  readonly kind: "hash" | "spatial" | "spaceTime";
  /** Null keeps the number that the layer has. */
  readonly numPartitions: number | null;
  /** The partition of a key among `count`, from 0. */
  partitionOf(key: PlacedKey, count: number): number;
}

export interface PlacedKey {
  readonly col: number;
  readonly row: number;
  readonly instant: Instant | null;
}

/** A number of partitions, a strategy, or (null) what suits the pool. */
export type Placement = number | PartitionStrategy | null;

/** By a hash of the key: spreads neighbours. */
export function HashPartitionStrategy(numPartitions: number | null = null): PartitionStrategy {
  const hash = ({ col, row, instant }: PlacedKey) => (Math.imul(Math.imul(col, 31) + row, 31) + Number(BigInt.asIntN(32, BigInt(instant ?? 0)))) >>> 0;
  return { kind: "hash", numPartitions: checked("HashPartitionStrategy", numPartitions), partitionOf: (key, count) => hash(key) % count };
}

/** By place: keys that agree in all but the last `bits` of their Z-order number share a partition; 8 makes patches of 16 × 16 keys. */
export function SpatialPartitionStrategy(numPartitions: number | null = null, bits = 8): PartitionStrategy {
  return {
    kind: "spatial",
    numPartitions: checked("SpatialPartitionStrategy", numPartitions),
    partitionOf: ({ col, row }, count) => patch([col, row], bits, count),
  };
}

const unitMilliseconds = {
  millis: 1,
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
  /** Of 30 days. */
  months: 2_592_000_000,
  /** Of 365 days. */
  years: 31_536_000_000,
} as const;
export type TimeUnit = keyof typeof unitMilliseconds;

/** By place and time: instants are counted in `timeUnit` × `timeResolution`, and interleaved with column and row. For layers with dates. */
export function SpaceTimePartitionStrategy(timeUnit: TimeUnit, numPartitions: number | null = null, bits = 8, timeResolution = 1): PartitionStrategy {
  const op = "SpaceTimePartitionStrategy";
  const unit =
    unitMilliseconds[timeUnit] ?? fail({ tag: "bad-param", op, param: "timeUnit", problem: `one of ${Object.keys(unitMilliseconds).join(", ")} is needed` });
  return {
    kind: "spaceTime",
    numPartitions: checked(op, numPartitions),
    partitionOf: ({ col, row, instant }, count) => patch([col, row, Math.floor((instant ?? 0) / (unit * timeResolution))], bits, count),
  };
}

/** The keys of a layer by partition; partitions without a key are left out. */
export function placed(meta: LayerMeta, keys: readonly TileKey[], placement: Placement, otherwise: number): TileKey[][] {
  if (placement === null || typeof placement === "number") return partitions(keys, placement ?? otherwise);
  const count = placement.numPartitions ?? otherwise;
  const parts = Array.from({ length: count }, (): TileKey[] => []);
  for (const key of keys) parts[placement.partitionOf({ col: key.col, row: key.row, instant: meta.rasters[key.raster]?.instant ?? null }, count)]!.push(key);
  return parts.filter((part) => part.length > 0);
}

function checked(op: string, count: number | null): number | null {
  if (count !== null && !(Number.isInteger(count) && count >= 1))
    fail({ tag: "bad-param", op, param: "numPartitions", problem: "a whole number of 1 or more" });
  return count;
}

/** The interleaved bits of some numbers without the last `bits`, modulo `count`. */
function patch(axes: readonly number[], bits: number, count: number): number {
  let code = 0n;
  for (let bit = 31; bit >= 0; bit--) for (let axis = axes.length - 1; axis >= 0; axis--) code = (code << 1n) | ((BigInt(axes[axis]!) >> BigInt(bit)) & 1n);
  return Number((code >> BigInt(bits)) % BigInt(count));
}
