import { z } from "zod";
import { BucketCounter, type Buckets, usualBuckets } from "../classes/streaming.ts";
import type { TileKey } from "../layer/meta.ts";
import { foldOp } from "./define.ts";

const schema = z.object({ buckets: z.int().min(1).max(65536) });

/** The buckets of one tile, band by band. */
export type TileBuckets = readonly [key: TileKey, bands: readonly Buckets[]];

/**
 * One streaming histogram a band. The tiles' own are joined in the order of their keys, so that the answer is the same in
 * whatever order tiles are worked; range and number of cells are exact.
 */
export const streamingHistogram = foldOp<
  z.infer<typeof schema>,
  { readonly most: number; readonly bands: number; readonly tiles: readonly TileBuckets[] },
  readonly Buckets[]
>({
  title: "Streaming histogram",
  help: "The distribution of values in a few buckets",
  words: ["distribution", "buckets"],
  looksAt: "cells",
  params: schema,
  summary: ({ buckets }) => (buckets === usualBuckets ? "" : `${buckets} buckets`),
  empty: ({ buckets }, { bands }) => ({ most: buckets, bands: bands.length, tiles: [] }),
  add: (acc, { bands }, { buckets }, key) => ({ ...acc, tiles: [...acc.tiles, [key, bands.map((band) => bucketsOf(band, buckets))]] }),
  merge: (left, right) => ({ ...left, tiles: [...left.tiles, ...right.tiles] }),
  done({ most, bands, tiles }) {
    const ordered = [...tiles].sort(([l], [r]) => l.raster - r.raster || l.row - r.row || l.col - r.col);
    return Array.from({ length: bands }, (_, band) => {
      const counter = new BucketCounter(most);
      for (const [, all] of ordered) counter.join(all[band]!);
      return counter.result;
    });
  },
});

function bucketsOf(band: Float64Array, most: number): Buckets {
  const counter = new BucketCounter(most);
  for (let i = 0; i < band.length; i++) counter.add(band[i]!);
  return counter.result;
}
