import { expect, test } from "vitest";
import { FaultError } from "../fault.ts";
import type { Instant } from "../layer/meta.ts";
import { HashPartitionStrategy, SpaceTimePartitionStrategy, SpatialPartitionStrategy } from "./partitions.ts";

const key = (col: number, row: number, instant: number | null = null) => ({ col, row, instant: instant as Instant | null });
const square = (edge: number, col = 0, row = 0) => Array.from({ length: edge * edge }, (_, i) => key(col + (i % edge), row + Math.floor(i / edge)));

test("sixteen by sixteen neighbours share a spatial partition, and the next square has another", () => {
  const { partitionOf } = SpatialPartitionStrategy(1000);
  expect(new Set(square(16, 32, 48).map((one) => partitionOf(one, 1000))).size).toBe(1);
  expect(new Set([key(0, 0), key(16, 0), key(0, 16), key(16, 16)].map((one) => partitionOf(one, 1000))).size).toBe(4);
});

test("without bits every key has its own place in the order", () => {
  const { partitionOf } = SpatialPartitionStrategy(1e6, 0);
  expect(new Set(square(8).map((one) => partitionOf(one, 1e6))).size).toBe(64);
});

test("days share a partition in time, months of thirty days too", () => {
  const day = 86_400_000;
  const days = SpaceTimePartitionStrategy("days", 100, 0);
  expect(days.partitionOf(key(1, 1, 5 * day), 100)).toBe(days.partitionOf(key(1, 1, 6 * day - 1), 100));
  expect(days.partitionOf(key(1, 1, 5 * day), 100)).not.toBe(days.partitionOf(key(1, 1, 6 * day), 100));
  const months = SpaceTimePartitionStrategy("months", 100, 0);
  expect(months.partitionOf(key(0, 0, 0), 100)).toBe(months.partitionOf(key(0, 0, 30 * day - 1), 100));
});

test("a hash spreads neighbours over all partitions, times before 1970 too", () => {
  const { partitionOf } = HashPartitionStrategy(4);
  const places = square(8).map((one) => partitionOf({ ...one, instant: -1 as Instant }, 4));
  expect([...new Set(places)].sort()).toEqual([0, 1, 2, 3]);
});

test("a strategy needs a whole number of partitions, or none", () => {
  expect(() => HashPartitionStrategy(0)).toThrow(FaultError);
  expect(() => SpatialPartitionStrategy(2.5)).toThrow(FaultError);
  expect(HashPartitionStrategy().numPartitions).toBeNull();
});
