import { expect, test } from "vitest";
import type { NodeId } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { rampTable } from "../session/ramps.ts";
import type { StretchRange } from "../session/stretch.ts";
import type { Look } from "./look.ts";
import { better, type Picture, Slot, typicalRange } from "./slot.ts";

const ramp = (range: StretchRange | null, band = 0): Look => ({
  kind: "ramp",
  bands: [band],
  alpha: null,
  ranges: [range],
  table: rampTable("greys", false),
  nodata: null,
});
const picture = (id: string, look: Look): Picture => ({ node: { kind: "scenes", id: id as NodeId, scenes: [] } as unknown as LayerNode, look });
const rangeOf = (look: Look) => ("ranges" in look ? look.ranges[0] : null);

test("a new node keeps the former one beneath, in its own range", () => {
  const slot = new Slot(picture("a", ramp({ from: 0, to: 100 })));
  slot.show(picture("b", ramp({ from: 0, to: 1 })), true);
  expect(slot.former.map(({ node, look }) => [node.id, rangeOf(look)])).toEqual([["a", { from: 0, to: 100 }]]);
  expect(rangeOf(slot.current.look)).toEqual({ from: 0, to: 1 });
});

test("the last complete picture stays however many edits follow", () => {
  const slot = new Slot(picture("complete", ramp(null)));
  for (const id of ["b", "c", "d", "e"]) slot.show(picture(id, ramp(null)), true);
  expect(slot.former.map(({ node }) => node.id)).toEqual(["d", "c", "complete"]);
});

test("a new style alone keeps the node and says that it differs", () => {
  const slot = new Slot(picture("a", ramp({ from: 0, to: 100 })));
  expect(slot.show(picture("a", ramp({ from: 0, to: 100 })), true)).toBe(false);
  expect(slot.show(picture("a", ramp({ from: 0, to: 50 })), true)).toBe(true);
  expect(slot.former).toEqual([]);
});

test("an unknown range is the one from before until the first cells come", () => {
  const slot = new Slot(picture("a", ramp({ from: 0, to: 100 })));
  slot.show(picture("masked", ramp(null)), true);
  expect(rangeOf(slot.current.look)).toEqual({ from: 0, to: 100 });
  expect(slot.isGuessing).toBe(true);
  slot.guess([new Float32Array([20, 30, 40, 50])]);
  expect(rangeOf(slot.current.look)).toEqual({ from: 0, to: 100 });
  expect(slot.isGuessing).toBe(false);
});

test("cells that lie elsewhere replace the range from before", () => {
  expect(better({ from: 0, to: 2400 }, { from: 0, to: 1 })).toEqual({ from: 0, to: 1 });
  expect(better({ from: 0, to: 1 }, { from: 100, to: 900 })).toEqual({ from: 100, to: 900 });
  expect(better({ from: 2400, to: 0 }, { from: 300, to: 700 })).toEqual({ from: 2400, to: 0 });
  expect(better(null, { from: 3, to: 4 })).toEqual({ from: 3, to: 4 });
});

test("the typical range leaves out the tails and NoData", () => {
  const cells = Float32Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? Number.NaN : i));
  const { from, to } = typicalRange(cells)!;
  expect(from).toBeGreaterThan(10);
  expect(to).toBeLessThan(990);
  expect(typicalRange(new Float32Array(4).fill(Number.NaN))).toBeNull();
  expect(typicalRange(new Float32Array(4).fill(7))).toEqual({ from: 6.5, to: 7.5 });
});
