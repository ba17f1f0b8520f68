import { fail } from "../fault.ts";
import type { Instant } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { parseTime, timeIn } from "../layer/times.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import { type InstantLike, toInstant } from "./options.ts";

/** Where the instants of files come from, when not from TIFFTAG_DATETIME as far as it makes sense. */
export interface DateOptions {
  /** A tag that every file must have, by its name: "TIFFTAG_DATETIME", or one of GDAL's metadata. */
  readonly timeTag?: string;
  /** How the tag is written; "yyyy:MM:dd HH:mm:ss" by default, in Java's letters. */
  readonly timeFormat?: string;
  /** How times stand in the file names: "yyyyMMdd", "S2A_*_yyyyMMdd'T'HHmmss". */
  readonly namePattern?: string;
  /** One for each file, in their order. */
  readonly instants?: readonly (InstantLike | null)[];
}

const op = "geotiff.get";

/**
 * The layer of some scenes with the instants that the options ask for. When they ask for none, files of one and the same date
 * make a layer without dates: they are a mosaic, not a series. A file without its time faults.
 */
export function dated(node: LayerNode, scenes: readonly SceneMeta[], { timeTag, timeFormat, namePattern, instants }: DateOptions): LayerNode {
  const set = (times: readonly (Instant | null)[]) => derive({ op: "setDates", params: { instants: times } }, [node]);
  if (instants) return set(instants.map((like) => toInstant(like)));
  if (namePattern !== undefined)
    return set(scenes.map(({ name }) => timeIn(name, namePattern) ?? missing("namePattern", `there is no time written "${namePattern}" in ${name}`)));
  if (timeTag === undefined && timeFormat === undefined) {
    const { rasters } = node.meta;
    const isMosaic = rasters.length > 1 && rasters[0]!.instant !== null && rasters.every(({ instant }) => instant === rasters[0]!.instant);
    return isMosaic ? set(rasters.map(() => null)) : node;
  }
  const tag = timeTag ?? "TIFFTAG_DATETIME";
  const format = timeFormat ?? "yyyy:MM:dd HH:mm:ss";
  return set(
    scenes.map(({ name, tags }) => {
      const text = tags[tag] ?? missing("timeTag", `${name} has no tag ${tag}`);
      return parseTime(text, format) ?? missing("timeFormat", `"${text}" in ${tag} of ${name} is not written "${format}"`);
    }),
  );
}

const missing = (param: string, problem: string): never => fail({ tag: "bad-param", op, param, problem });
