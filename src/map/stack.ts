import type { LayerNode } from "../plan/graph.ts";
import { classColours, classLimits } from "../session/class-style.ts";
import { rampTable } from "../session/ramps.ts";
import type { CompareSide, LayerDoc, LayerId, State } from "../session/state.ts";
import { nodeRange } from "../session/stretch.ts";
import { shownNode } from "../session/times.ts";
import { alphaOf, classTable, greyed, type Look, paletteTable, parseHex } from "./look.ts";
import type { Picture } from "./slot.ts";

/** One layer of the stack as the map draws it. */
export interface StackLayer {
  readonly id: LayerId;
  readonly visible: boolean;
  readonly opacity: number;
  /** Null while there was never anything to show. */
  readonly picture: Picture | null;
  /** Where the picture is drawn: while two states are compared, only right of the handle, or not at all. */
  readonly place: "everywhere" | "right" | "nowhere";
  /** Drawn left of the compare handle. */
  readonly left: Picture | null;
  /** Drawn faintly beneath, so that cells a mask cuts stay visible. */
  readonly ghost: Picture | null;
}

/** What a stack is made of: nothing else of the session changes the rasters. */
export type StackState = Pick<State, "document" | "derived" | "statistics" | "measured" | "compare" | "mode" | "time">;

/** The layers as they are to be drawn, the first on top. A layer whose recipe has a fault keeps the node it last had. */
export function stackOf(state: StackState, before: readonly StackLayer[]): StackLayer[] {
  return state.document.layers.map((layer) => {
    const derived = state.derived[layer.id];
    const last = before.find(({ id }) => id === layer.id)?.picture?.node;
    const node = derived?.ok ? derived.node : (last ?? null);
    const result = node && pictureOf(state, layer, node);
    const left = result && sideOf(state, layer, state.compare?.left, result);
    const right = result && sideOf(state, layer, state.compare?.right, result);
    const ghost = result && ghostNode(state, layer);
    return {
      id: layer.id,
      visible: layer.visible || left !== null || right !== null,
      opacity: layer.opacity,
      picture: right ?? result,
      place: right ? "right" : left ? "nowhere" : "everywhere",
      left,
      ghost: ghost ? ghostOf(state, layer, ghost, result) : null,
    };
  });
}

/** What a layer shows at a side of the compare handle, in the ranges of its result; null when that side shows another layer. */
function sideOf(state: StackState, layer: LayerDoc, side: CompareSide | undefined, result: Picture): Picture | null {
  if (side?.layer !== layer.id) return null;
  const derived = state.derived[layer.id];
  const stage = side.stage === null ? undefined : derived?.stages[side.stage];
  const node = stage ?? (derived?.ok ? derived.node : null);
  if (!node) return result;
  const time = side.instant === null ? state.time : { ...state.time, shown: side.instant };
  const picture = pictureOf({ ...state, time }, layer, node);
  return withRangesOf(node === result.node || stage === undefined ? picture : inOpenClasses(state, layer, { ...picture, stage }), result);
}

/** Larger than any value of a cell. */
const unlimited = 3e38;

/**
 * A stage whose values lie among the classes of the result is drawn in them, in the last one also what is above it; a stage of other
 * values (heights before their slope), or of which nothing is known, in the ramp with a range of its own.
 */
function inOpenClasses(state: StackState, layer: LayerDoc, { stage, ...picture }: Picture & { readonly stage: LayerNode }): Picture {
  const { look } = picture;
  if (look.kind !== "classes") return picture;
  const { style } = layer;
  // A range that was typed is that of the result.
  const stretch = style.stretch.kind === "manual" ? ({ kind: "min-max" } as const) : style.stretch;
  const own = nodeRange(state, { ...layer, style: { ...style, stretch, stretchAs: null } }, { node: stage, band: look.bands[0] });
  if (own && own.from <= (look.limits.at(-1) ?? Number.NEGATIVE_INFINITY) && own.to >= (look.limits[0] ?? Number.POSITIVE_INFINITY))
    return { ...picture, look: { ...look, limits: [...look.limits.slice(0, -1), unlimited] } };
  const { bands, alpha, nodata } = look;
  return { ...picture, look: { kind: "ramp", bands, alpha, nodata, ranges: [own], table: rampTable(style.ramp, style.reversed) } };
}

/** The node before the mask that is being edited. */
function ghostNode({ mode, derived }: StackState, layer: LayerDoc): LayerNode | undefined {
  if (mode.kind !== "draw" || mode.layer !== layer.id) return undefined;
  const index = layer.recipe.steps.findIndex(({ id }) => id === mode.step);
  return index >= 0 && layer.recipe.steps[index]?.on ? derived[layer.id]?.stages[index] : undefined;
}

function ghostOf(state: StackState, layer: LayerDoc, node: LayerNode, picture: Picture): Picture {
  const { look } = withRangesOf(pictureOf(state, layer, node), picture);
  return { node, look: greyed(look, { from: 0, to: 255 }) };
}

/** Of a series the date that is shown, in colours that are the same for all dates. */
const pictureOf = (state: StackState, layer: LayerDoc, node: LayerNode): Picture => ({ node: shownNode(node, state.time), look: lookOf(state, layer, node) });

/** A stage without statistics of its own is drawn in the ranges of the result. */
function withRangesOf(stage: Picture, { look: result }: Picture): Picture {
  const { look } = stage;
  if (!("ranges" in look) || !("ranges" in result)) return stage;
  return { ...stage, look: { ...look, ranges: look.ranges.map((range, i) => range ?? result.ranges[i] ?? null) } };
}

function lookOf(state: StackState, layer: LayerDoc, node: LayerNode): Look {
  const { style } = layer;
  const nodata = parseHex(style.nodataColour);
  const held = (band: number) => Math.max(0, Math.min(band, node.meta.bands.length - 1));
  const range = (band: number) => nodeRange(state, layer, { node, band });
  const single = held(style.band);
  if (style.mode === "rgb") {
    const bands = [held(style.rgb[0]), held(style.rgb[1]), held(style.rgb[2])] as const;
    return { kind: "rgb", bands, alpha: alphaOf(node.meta, bands), ranges: bands.map(range), nodata };
  }
  const alpha = alphaOf(node.meta, [single]);
  if (style.mode === "palette" && node.meta.palette) return { kind: "palette", bands: [single], alpha, table: paletteTable(node.meta.palette), nodata };
  // Until its limits are measured the layer is drawn in the ramp.
  const limits = style.mode === "classes" ? classLimits(state, layer) : null;
  if (limits) return { kind: "classes", bands: [single], alpha, limits, table: classTable(classColours(style, limits.length)), nodata };
  return { kind: "ramp", bands: [single], alpha, ranges: [range(single)], table: rampTable(style.ramp, style.reversed), nodata };
}
