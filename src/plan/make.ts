import { joinCellTypes } from "../cells/cell-type.ts";
import { fail } from "../fault.ts";
import { type Grid, gridExtent } from "../grid/grid.ts";
import { type Blank, blankMeta } from "../layer/blank.ts";
import type { LayerMeta } from "../layer/meta.ts";
import type { SceneMeta } from "../layer/scene.ts";
import { withInstants } from "../layer/series.ts";
import { tileEdge } from "../layer/tile-edge.ts";
import { refusal } from "../ops/issue-words.ts";
import { opOf } from "../ops/lookup.ts";
import type { Measured, Measurement } from "../ops/measurement.ts";
import type { Step } from "../ops/step.ts";
import type { BlankNode, DerivedNode, LayerNode, SceneNode } from "./graph.ts";
import { nodeId } from "./node-id.ts";

/** The untiled layer of some scenes, in their order. All need a CRS, a position and the same number of bands. */
export function sceneLayer(scenes: readonly [SceneMeta, ...SceneMeta[]]): SceneNode {
  const [first] = scenes;
  const odd = scenes.find((scene) => scene.bands.length !== first.bands.length);
  if (odd)
    fail({
      tag: "bad-input",
      op: "union",
      problem: `the scenes have different numbers of bands: ${first.bands.length} in ${first.name}, ${odd.bands.length} in ${odd.name}`,
    });
  const edge = tileEdge(first.bands.length);
  const meta: LayerMeta = {
    kind: "raster",
    rasters: withInstants(scenes.map((scene) => ({ name: scene.name, grid: sceneGrid(scene), extent: gridExtent(sceneGrid(scene)), instant: scene.instant }))),
    tileCols: edge,
    tileRows: edge,
    cellType: scenes.map((scene) => scene.cellType).reduce(joinCellTypes),
    nodata: scenes.every((scene) => Object.is(scene.nodata, first.nodata)) ? first.nodata : null,
    bands: first.bands,
    palette: first.palette,
    zoom: null,
  };
  const places = scenes.map(({ id, crs, affine, nodata }) => ({ id, crs: crs?.proj, affine, nodata }));
  return { kind: "scenes", id: nodeId("scenes", places), meta, scenes: scenes.map((scene) => scene.id) };
}

/** The layer of a blank layout. */
export const blankLayer = (blank: Blank): BlankNode => ({
  kind: "blank",
  id: nodeId("blank", { ...blank, crs: blank.crs.proj }),
  meta: blankMeta(blank),
  blank,
});

/** The layer that a step makes of its inputs. Wrong parameters fault here, before any cell is read. */
export function derive(step: Step, inputs: readonly [LayerNode, ...LayerNode[]]): DerivedNode {
  const op = opOf(step.op);
  const parsed = op.params.safeParse(step.params);
  if (!parsed.success) return fail({ tag: "bad-param", op: step.op, ...refusal(parsed.error, step.params) });
  if (op.measure?.missing(parsed.data)) fail({ tag: "unmeasured", op: step.op });
  const [first, ...rest] = inputs;
  const meta = op.infer([first.meta, ...rest.map((input) => input.meta)], parsed.data);
  const id = nodeId(
    step.op,
    op.version,
    parsed.data,
    inputs.map((input) => input.id),
  );
  return { kind: "derived", id, meta, step: { op: step.op, params: parsed.data }, inputs };
}

/** Numbers of a whole layer that a step lacks, with a name that is the same whenever the answer is. */
export interface Wanted {
  readonly name: string;
  readonly node: LayerNode;
  readonly measurement: Measurement;
}

export const wanted = (node: LayerNode, measurement: Measurement): Wanted => ({ name: nodeId("measure", node.id, measurement), node, measurement });

/** What must be measured of a step's first input before `derive` makes a node of it; null when nothing is missing. */
export function wantedBy(step: Step, input: LayerNode): Wanted | null {
  const { measure, params } = opOf(step.op);
  const parsed = measure && params.safeParse(step.params);
  const measurement = parsed?.success ? measure?.missing(parsed.data) : null;
  return measurement ? wanted(input, measurement) : null;
}

/** The layer of a step with the measured numbers in place of what it lacked, which it remembers. */
export function deriveMeasured(step: Step, inputs: readonly [LayerNode, ...LayerNode[]], numbers: Measured): DerivedNode {
  const { measure, params } = opOf(step.op);
  const settled = measure?.settled(params.parse(step.params), numbers) ?? step.params;
  return { ...derive({ op: step.op, params: settled }, inputs), asked: step.params };
}

function sceneGrid({ name, crs, affine, cols, rows }: SceneMeta): Grid {
  return crs && affine ? { crs, affine, cols, rows } : fail({ tag: "no-crs", file: name });
}
