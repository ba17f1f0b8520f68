import { expect, test } from "vitest";
import { FaultError } from "../fault.ts";
import type { LayerMeta } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import { nodeId } from "../plan/node-id.ts";
import { type OpId, ops } from "./index.ts";
import { opOf } from "./lookup.ts";

const emptyNode = (kind: LayerMeta["kind"]): LayerNode => ({
  kind: "scenes",
  id: nodeId("empty", kind),
  scenes: [],
  meta: {
    kind,
    rasters: [],
    tileCols: 64,
    tileRows: 64,
    cellType: "uint8",
    nodata: 255,
    bands: [{ name: "Band 1", role: "grey", unit: null, scale: 1, offset: 0 }],
    palette: null,
    zoom: null,
  },
});

/** What came of an op on an empty layer: "empty" for an empty result, else the fault that a user reads. */
function outcome(id: OpId, kind: LayerMeta["kind"]): string {
  const node = emptyNode(kind);
  try {
    const made = derive(
      { op: id, params: opOf(id).initial(opOf(id).takes === "many" ? [node.meta, node.meta] : [node.meta]) },
      opOf(id).takes === "many" ? [node, node] : [node],
    );
    return made.meta.rasters.length === 0 ? "empty" : "cells";
  } catch (error) {
    return error instanceof FaultError ? error.fault.tag : String(error);
  }
}

const visible = (Object.keys(ops) as OpId[]).filter((id) => !opOf(id).hidden);

test.each(visible)("%s of a layer from which every date was filtered is empty, or says what is wrong", (id) => {
  for (const kind of ["raster", "tiled"] as const)
    expect(["empty", "empty-layer", "bad-input", "bad-param", "bad-type", "unmeasured"]).toContain(outcome(id, kind));
});
