import { FaultError, fail, faultOf, type Outcome } from "../fault.ts";
import type { Areas } from "../grid/areas.ts";
import type { FillRule } from "../grid/polygon.ts";
import { cellCount, layerKeys } from "../layer/keys.ts";
import { keysWithGroups } from "../ops/cell-groups.ts";
import type { GroupStatistics } from "../ops/cell-statistics.ts";
import { moments } from "../ops/instants.ts";
import type { MaskParams } from "../ops/mask.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import { areaGrouping } from "../pool/area-grouping.ts";
import { foldLayer } from "../pool/fold.ts";
import type { AreaRow, AreaSource, AreaTable } from "./area-table.ts";
import { enginePool } from "./engine.ts";
import { cancelJob, endJob, startJob } from "./jobs.ts";
import type { LayerId, RecipeStep, State, StepId } from "./state.ts";
import { session } from "./store.ts";
import { readAreas } from "./vectors.ts";

/** Layers up to here are counted again by themselves when they or the areas change. */
const countAtOnce = 4_000_000;
/** A change is counted when no other has come for so long: areas are dragged. */
const calmMs = 300;

/** Tiles laid out only to be counted. */
const tileSize = 512;

/** Open the table below the map and count: of a mask step's areas, of the last one that has some unless told. */
export function showAreaTable(layer: LayerId, step?: StepId): void {
  const masks = masksOf(session.getState(), layer);
  const chosen = masks.find((one) => one.id === step) ?? masks.at(-1);
  session.setState({ areaTable: fresh(layer, chosen ? { kind: "step", step: chosen.id } : null) });
  void countAreas();
}

export function closeAreaTable(): void {
  stop();
  session.setState({ areaTable: null });
}

/** Take other areas, or the values of another stage of the recipe; null is its result. */
export function setAreaTable(change: { readonly source?: AreaSource; readonly stage?: number | null }): void {
  const table = session.getState().areaTable;
  if (!table) return;
  const source = change.source ?? table.source;
  session.setState({ areaTable: { ...fresh(table.layer, source), stage: change.stage === undefined ? table.stage : change.stage } });
  void countAreas();
}

/** The polygons of a vector file, each an area of the table. */
export async function importTableAreas(file: File): Promise<void> {
  try {
    const { crs, polygons, edges } = await readAreas(file);
    const areas = polygons.map((rings, i): Areas => ({ crs, polygons: [rings], edges: edges[i] ? [edges[i]] : [] }));
    setAreaTable({ source: { kind: "file", name: file.name, areas } });
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    edit({ fault: error.fault });
  }
}

/** Count what the open table asks for, as a job that can be cancelled. A count under way is stopped. */
export async function countAreas(): Promise<void> {
  stop();
  const state = session.getState();
  const table = state.areaTable;
  const wanted = table && wantedOf(state, table);
  if (!wanted) return;
  const { node, areas, rule, key } = wanted;
  const counted = settled(() => countedNode(node));
  if (!counted.ok) return edit({ fault: counted.fault });
  const { meta } = counted.value;
  const grouping = areaGrouping(areas, rule);
  const total = keysWithGroups(grouping, layerKeys(meta), meta).length;
  const name = state.document.layers.find((one) => one.id === table.layer)?.name ?? "";
  const job = startJob({ kind: "statistics", title: `Statistics per area: ${name}`, total, unit: "tiles" });
  running = job.id;
  edit({ counting: true, fault: null });
  try {
    const found = await foldLayer<readonly GroupStatistics[]>(
      enginePool(),
      counted.value,
      "cellStatistics",
      { grouping, byInstant: true, whole: false },
      { signal: job.signal, onProgress: job.advance, priority: () => 20, tilesPerTask: tilesPerTask(areas) },
    );
    endJob(job, { kind: "done", file: null });
    if (running === job.id) edit({ rows: rowsOf(found, areas.length, counted.value), counted: key, counting: false });
  } catch (error) {
    const fault = faultOf(error);
    endJob(job, fault.tag === "cancelled" ? { kind: "cancelled" } : { kind: "failed", fault });
    if (running === job.id) edit({ counting: false, fault: fault.tag === "cancelled" ? null : fault });
  }
}

/** Areas travel with every task: those of many vertices with fewer, larger ones. */
function tilesPerTask(areas: readonly Areas[]): number {
  const vertices = areas.reduce((sum, { polygons }) => sum + polygons.reduce((n, rings) => n + rings.reduce((all, ring) => all + ring.length, 0), 0), 0);
  return vertices > 20_000 ? 64 : 4;
}

/** What some work gives, or its fault. */
function settled<T>(work: () => T): Outcome<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (!(error instanceof FaultError)) throw error;
    return { ok: false, fault: error.fault };
  }
}

/** Count again when the layer or its areas change, if that is quick. Returns how to stop. */
export function followAreaTable(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return session.subscribe((state, before) => {
    const table = state.areaTable;
    if (!table || (state.derived === before.derived && state.document === before.document)) return;
    if (!state.document.layers.some((one) => one.id === table.layer)) return closeAreaTable();
    const wanted = wantedOf(state, table);
    if (!wanted || wanted.key === table.counted || cellCount(wanted.node.meta) > countAtOnce) return;
    clearTimeout(timer);
    timer = setTimeout(() => void countAreas(), calmMs);
  });
}

/** True when the table's numbers are those of the layer and areas as they are now. */
export function isTableFresh(state: State): boolean {
  const table = state.areaTable;
  return table !== null && table.counted !== null && wantedOf(state, table)?.key === table.counted;
}

/** A layer's mask steps that have areas. */
export const masksOf = (state: Pick<State, "document">, id: LayerId): readonly RecipeStep[] =>
  state.document.layers.find((one) => one.id === id)?.recipe.steps.filter((step) => step.op === "mask" && paramsOf(step).areas.polygons.length > 0) ?? [];

/** The stage whose values are counted unless told: the result; before the mask where the mask takes the areas away. */
export function usualStage(state: Pick<State, "document">, { layer, source }: AreaTable): number | null {
  const steps = state.document.layers.find((one) => one.id === layer)?.recipe.steps ?? [];
  const at = steps.findIndex((step) => source?.kind === "step" && step.id === source.step);
  const step = steps[at];
  return step?.on && paramsOf(step).keep === "outside" ? at : null;
}

interface Wanted {
  readonly node: LayerNode;
  readonly areas: readonly Areas[];
  readonly rule: FillRule;
  /** Names the node and the areas: numbers of an equal key are the same. */
  readonly key: string;
}

function wantedOf(state: State, table: AreaTable): Wanted | null {
  const made = state.derived[table.layer];
  if (!made?.ok || !table.source) return null;
  const stage = table.stage ?? usualStage(state, table);
  const node = (stage === null ? null : made.stages[stage]) ?? made.node;
  if (table.source.kind === "file") return wantedFor(node, table.source.areas, "centre");
  const { step: id } = table.source;
  const step = masksOf(state, table.layer).find((one) => one.id === id);
  if (!step) return null;
  const { areas, rule } = paramsOf(step);
  const each = areas.polygons.map((rings, i): Areas => ({ crs: areas.crs, polygons: [rings], edges: areas.edges[i] ? [areas.edges[i]] : [] }));
  return wantedFor(node, each, rule);
}

function wantedFor(node: LayerNode, areas: readonly Areas[], rule: FillRule): Wanted {
  const grouping = areaGrouping(areas, rule);
  return { node, areas, rule, key: `${node.id}/${grouping.by === "areas" ? grouping.id : ""}/${rule}` };
}

// The op's schema parsed these parameters when the layer was derived.
const paramsOf = (step: RecipeStep): MaskParams => step.params as MaskParams;

/** The layer with one raster a date, as it shows and as it is exported: cells that lie on top of each other count once. */
function countedNode(node: LayerNode): LayerNode {
  if (moments(node.meta).every(({ refs }) => refs.length <= 1)) return node;
  if (node.meta.kind === "tiled") return derive({ op: "merge", params: { zeros: "value" } }, [node]);
  const crs = node.meta.rasters[0]?.grid.crs;
  const foreign = node.meta.rasters.find(({ grid }) => grid.crs.proj !== crs?.proj);
  if (foreign && crs) fail({ tag: "different-crs", names: [crs.name, foreign.grid.crs.name] });
  const layout = { kind: "local", tileCols: tileSize, tileRows: tileSize };
  return derive({ op: "tileToLayout", params: { layout, targetCrs: null, resampling: "nearest" } }, [node]);
}

/** A row for every date and area; areas that cover no cell too. */
function rowsOf(found: readonly GroupStatistics[], areaCount: number, { meta }: LayerNode): readonly AreaRow[] {
  const none = { count: 0, min: Number.NaN, max: Number.NaN, sum: 0, mean: Number.NaN, deviation: Number.NaN };
  return moments(meta).flatMap(({ instant }) =>
    Array.from({ length: areaCount }, (_, area) => ({
      area,
      instant,
      bands: found.find((one) => one.group === area && one.instant === instant)?.bands ?? meta.bands.map(() => none),
    })),
  );
}

const fresh = (layer: LayerId, source: AreaSource | null): AreaTable => ({
  layer,
  source,
  stage: null,
  rows: null,
  counted: null,
  counting: false,
  fault: null,
});

let running: string | null = null;

/** Numbers that are still on their way are not wanted any more. */
function stop(): void {
  const { jobs } = session.getState();
  const job = jobs.find((one) => one.id === running && one.state.kind === "running");
  running = null;
  if (job) cancelJob(job.id);
}

const edit = (change: Partial<AreaTable>): void => session.setState(({ areaTable }) => (areaTable ? { areaTable: { ...areaTable, ...change } } : {}));
