import { type Instant, instantsIn } from "../layer/instant.ts";
import type { LayerMeta } from "../layer/meta.ts";
import { moments } from "../ops/instants.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import type { State, TimeState } from "./state.ts";
import { session } from "./store.ts";

/** While it plays, a date stays so long, and longer until its cells are there. */
const dwellMs = 900;
const longestWaitMs = 6000;

/** The dates of a layer that is a series; none when it has one date or no date. */
export function datesOf({ rasters }: Pick<LayerMeta, "rasters">): readonly Instant[] {
  const all = instantsIn(rasters);
  return all.length > 1 ? all : [];
}

/** The dates of all visible series, in the order of time: what the time slider goes through. */
export function shownDates({ document, derived }: Pick<State, "document" | "derived">): readonly Instant[] {
  const all = document.layers.filter(({ visible }) => visible).flatMap(({ id }) => (derived[id]?.ok ? datesOf(derived[id].node.meta) : []));
  return [...new Set(all)].sort((l, r) => l - r);
}

/** The date that a layer shows at a time: its last until then, its first before that; null when it is no series. */
export function dateShown(meta: LayerMeta, { shown }: TimeState): Instant | null {
  const all = datesOf(meta);
  return all.findLast((instant) => shown !== null && instant <= shown) ?? all[0] ?? null;
}

const shownNodes = new WeakMap<LayerNode, Map<Instant, LayerNode>>();

/** A layer as the map shows it: of a series the date that is chosen, of any other layer all. */
export function shownNode(node: LayerNode, time: TimeState): LayerNode {
  const instant = dateShown(node.meta, time);
  if (instant === null) return node;
  const known = shownNodes.get(node) ?? new Map<Instant, LayerNode>();
  shownNodes.set(node, known);
  const made = known.get(instant) ?? derive({ op: "toSpatialLayer", params: { targetTime: instant } }, [node]);
  known.set(instant, made);
  return made;
}

/** The rasters of a layer that the map shows, on top of each other in this order. */
export function shownRefs(meta: LayerMeta, time: TimeState): readonly { readonly raster: number }[] {
  const all = moments(meta);
  const instant = dateShown(meta, time);
  return ((instant === null ? null : all.find((moment) => moment.instant === instant)) ?? all[0])?.refs ?? [];
}

const setTime = (change: Partial<TimeState>): void => session.setState(({ time }) => ({ time: { ...time, ...change } }));

/** Show a date; it is held within the chosen range. */
export const showInstant = (shown: Instant): void => setTime({ shown });

/** The dates within the chosen range. */
export function datesInRange(state: Pick<State, "document" | "derived" | "time">): readonly Instant[] {
  const { from, to } = state.time;
  const all = shownDates(state);
  const inside = all.filter((instant) => (from === null || instant >= from) && (to === null || instant <= to));
  return inside.length > 0 ? inside : all;
}

/** Go some dates on (or back) within the range, round its ends when it is told to. */
export function stepInstant(by: number, isRound = false): void {
  const state = session.getState();
  const dates = datesInRange(state);
  if (dates.length === 0) return;
  const shown = state.time.shown ?? dates[0]!;
  const at = dates.findLastIndex((instant) => instant <= shown);
  const next = isRound ? (at + by + dates.length) % dates.length : Math.max(0, Math.min(dates.length - 1, at + by));
  setTime({ shown: dates[next]! });
}

/** Limit what is stepped through and played; null is no limit. Ends the wrong way round are turned; the shown date moves inside. */
export function setTimeRange(from: Instant | null, to: Instant | null): void {
  const isTurned = from !== null && to !== null && from > to;
  setTime(isTurned ? { from: to, to: from } : { from, to });
  const state = session.getState();
  const dates = datesInRange(state);
  const { shown } = state.time;
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return;
  if (shown === null || shown < first) setTime({ shown: first });
  else if (shown > last) setTime({ shown: last });
}

let timer: ReturnType<typeof setInterval> | null = null;

/** Start or stop going through the dates, over and over. */
export function playTimes(isPlaying: boolean): void {
  if (timer !== null) clearInterval(timer);
  timer = null;
  setTime({ playing: isPlaying });
  if (!isPlaying) return;
  let since = Date.now();
  timer = setInterval(() => {
    const { view } = session.getState();
    const waited = Date.now() - since;
    if (shownDates(session.getState()).length < 2) playTimes(false);
    else if (waited >= dwellMs && (!view.loading || waited >= longestWaitMs)) {
      since = Date.now();
      stepInstant(1, true);
    }
  }, 100);
}
