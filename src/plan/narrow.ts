import { type BandsParams, bands as bandsOp } from "../ops/bands.ts";
import { opOf } from "../ops/lookup.ts";
import type { LayerNode } from "./graph.ts";
import { derive } from "./make.ts";
import { nodeId } from "./node-id.ts";

/**
 * Some bands of a layer (indices from 0, each once), by a graph that reads and computes no other, as far down as its steps
 * work band by band. Layers whose tiles are stored stay as they are, so that the store is read.
 */
export function narrow(node: LayerNode, bands: readonly number[], isStored: (node: LayerNode) => boolean): LayerNode {
  if (isAll(node, bands)) return node;
  if (isStored(node) || node.kind === "blank") return picked(node, bands);
  if (node.kind === "scenes") {
    const meta = bandsOp.infer([node.meta], { bands: [...bands] });
    return { ...node, id: nodeId("bands of scenes", node.id, bands), meta, bands };
  }
  const [input, ...others] = node.inputs;
  if (node.step.op === "bands") {
    // The node was made by the op's own schema.
    const { bands: chosen } = node.step.params as BandsParams;
    const source = bands.map((band) => chosen[band]!);
    const distinct = [...new Set(source)];
    return picked(
      narrow(input, distinct, isStored),
      source.map((band) => distinct.indexOf(band)),
    );
  }
  if (!opOf(node.step.op).isBandByBand) return picked(node, bands);
  return derive(node.step, [narrow(input, bands, isStored), ...others.map((other) => narrow(other, bands, isStored))]);
}

/** Bands of a node that computes the others all the same. */
const picked = (node: LayerNode, bands: readonly number[]): LayerNode => (isAll(node, bands) ? node : derive({ op: "bands", params: { bands } }, [node]));

const isAll = ({ meta }: LayerNode, bands: readonly number[]): boolean => bands.length === meta.bands.length && bands.every((band, i) => band === i);
