import { beforeEach, expect, test } from "vitest";
import { WEB_MERCATOR } from "../grid/crs.ts";
import { instantOf } from "../layer/instant.ts";
import type { LayerMeta, NodeId, Raster, SceneId } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import type { LayerNode } from "../plan/graph.ts";
import { firstStyle } from "./edit-layers.ts";
import { datedName } from "./export-dates.ts";
import { sameGround } from "./same-ground.ts";
import type { LayerDoc, LayerId } from "./state.ts";
import { session } from "./store.ts";
import { dateShown, datesInRange, playTimes, setTimeRange, showInstant, shownDates, shownNode, shownRefs, stepInstant } from "./times.ts";

const grid = { crs: WEB_MERCATOR, affine: [1, 0, 0, 0, -1, 10], cols: 10, rows: 10 } as const;
const raster = (day: number | null): Raster => ({
  name: `${day}`,
  grid,
  extent: { west: 0, south: 0, east: 10, north: 10 },
  instant: day === null ? null : instantOf(day),
});
const metaOf = (...days: (number | null)[]): LayerMeta => ({
  kind: "raster",
  rasters: days.map(raster),
  tileCols: 512,
  tileRows: 512,
  cellType: "uint8",
  nodata: null,
  bands: [{ name: "Band 1", role: "grey", unit: null, scale: 1, offset: 0 }],
  palette: null,
  zoom: null,
});
const nodeOf = (id: string, ...days: (number | null)[]): LayerNode => ({ kind: "scenes", id: id as NodeId, meta: metaOf(...days), scenes: [] });
const layerOf = (id: string, visible: boolean): LayerDoc => ({
  id: id as LayerId,
  name: id,
  visible,
  opacity: 1,
  recipe: { scenes: [id as SceneId], steps: [] },
  style: firstStyle(metaOf(1)),
});

const show = (layers: Readonly<Record<string, readonly [visible: boolean, ...days: (number | null)[]]>>) =>
  session.setState({
    ...session.getInitialState(),
    document: { name: "Test", layers: Object.entries(layers).map(([id, [visible]]) => layerOf(id, visible)) },
    derived: Object.fromEntries(
      Object.entries(layers).map(([id, [, ...days]]) => {
        const node = nodeOf(id, ...days);
        return [id, { ok: true, node, stages: [node] }];
      }),
    ),
  });

beforeEach(() => show({ a: [true, 3, 1, 5], b: [true, 2, 5], hidden: [false, 4, 9], single: [true, 7], undated: [true, null] }));

const shown = () => session.getState().time.shown;

test("the slider goes through the dates of all visible series, each once, in order", () => {
  expect(shownDates(session.getState())).toEqual([1, 2, 3, 5]);
  show({ single: [true, 7], undated: [true, null, null] });
  expect(shownDates(session.getState())).toEqual([]);
});

test("a layer shows its last date until the one that is chosen, and its first before it has any", () => {
  const at = (day: number | null) => ({ shown: day === null ? null : instantOf(day), from: null, to: null, playing: false });
  const dates = [null, 0, 1, 2, 3, 4, 9].map((day) => dateShown(metaOf(3, 1, 5), at(day)));
  expect(dates).toEqual([1, 1, 1, 1, 3, 3, 5]);
  expect(dateShown(metaOf(7), at(9))).toBeNull();
  expect(shownRefs(metaOf(3, 1, 3), at(3)).map(({ raster: index }) => index)).toEqual([0, 2]);
  expect(shownRefs(metaOf(null, null), at(3))).toHaveLength(2);
  expect(shownRefs(metaOf(), at(3))).toEqual([]);
});

test("the node that is shown is one date of a series, made once, and any other layer itself", () => {
  const series = nodeOf("s", 1, 2);
  const time = { shown: instantOf(2), from: null, to: null, playing: false };
  expect(shownNode(series, time).meta.rasters.map(({ name }) => name)).toEqual(["2"]);
  expect(shownNode(series, time)).toBe(shownNode(series, time));
  const single = nodeOf("one", 4);
  expect(shownNode(single, time)).toBe(single);
});

test("steps go from date to date and stop at the ends, or go round them", () => {
  stepInstant(1);
  expect(shown()).toBe(2);
  stepInstant(9);
  expect(shown()).toBe(5);
  stepInstant(1);
  expect(shown()).toBe(5);
  stepInstant(1, true);
  expect(shown()).toBe(1);
});

test("a range limits the steps, brings the shown date inside, and may be given the wrong way round", () => {
  showInstant(instantOf(5));
  setTimeRange(instantOf(3), instantOf(2));
  expect(datesInRange(session.getState())).toEqual([2, 3]);
  expect(shown()).toBe(3);
  stepInstant(1, true);
  expect(shown()).toBe(2);
  setTimeRange(null, null);
  expect(datesInRange(session.getState())).toHaveLength(4);
});

test("a range without any date, as after a layer went, is no range", () => {
  setTimeRange(instantOf(100), instantOf(200));
  expect(datesInRange(session.getState())).toHaveLength(4);
});

test("playing can be stopped", () => {
  playTimes(true);
  expect(session.getState().time.playing).toBe(true);
  playTimes(false);
  expect(session.getState().time.playing).toBe(false);
});

const scene = (name: string, instant: number | null, west = 0): SceneMeta => ({
  id: name as SceneId,
  name,
  sizeBytes: 1,
  cols: 10,
  rows: 10,
  crs: WEB_MERCATOR,
  affine: [1, 0, west, 0, -1, 10],
  cellType: "uint8",
  nodata: null,
  bands: metaOf(1).bands,
  palette: null,
  blockCols: 10,
  blockRows: 10,
  overviews: [],
  hasMask: false,
  compression: "none",
  instant: instant === null ? null : instantOf(instant),
  tags: {},
});
const names = (...scenes: SceneMeta[]) => sameGround(scenes).map(({ name }) => name);

test("files of one ground at different dates are told by their tags or by their names", () => {
  expect(names(scene("a", 1), scene("b", 2), scene("c", 3, 10))).toEqual(["a", "b"]);
  expect(names(scene("x_2024-06-05", null), scene("x_2024-06-15", null))).toEqual(["x_2024-06-05", "x_2024-06-15"]);
  expect(names(scene("a", 1), scene("b", 1))).toEqual([]);
  expect(names(scene("red", null), scene("nir", null))).toEqual([]);
  expect(names(scene("a", 1))).toEqual([]);
});

test("a file of one date is named after its day, or its time where days repeat", () => {
  const [morning, evening, later] = ["2026-03-08T08:00Z", "2026-03-08T20:30:15Z", "2026-04-01T00:00Z"].map((text) => instantOf(Date.parse(text)));
  expect(datedName("snow.tif", morning!, [morning!, later!])).toBe("snow_2026-03-08.tif");
  expect(datedName("snow", evening!, [morning!, evening!])).toBe("snow_2026-03-08T20-30-15.tif");
});
