import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CellType } from "../cells/cell-type.ts";
import { narrow, type Tile, widen } from "../cells/tile.ts";
import { FaultError } from "../fault.ts";
import type { Affine } from "../grid/affine.ts";
import { parseCrs } from "../grid/crs.ts";
import { loadEpsg } from "../grid/epsg.ts";
import { type Grid, gridAt, gridExtent, type Window, windowGrid } from "../grid/grid.ts";
import { layerKeys } from "../layer/keys.ts";
import { type Instant, keyWindow, type LayerMeta, type RasterWindow } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import { derive } from "../plan/make.ts";
import { nodeId } from "../plan/node-id.ts";
import { cellInputs, contextOf, metasOf } from "../plan/plan.ts";
import { type FoldId, folds, type OpId, ops } from "./index.ts";
import { foldOf, opOf } from "./lookup.ts";

/** Rows of cells; null is a cell without a value. */
type Rows = readonly (readonly (number | null)[])[];

interface VectorRaster {
  readonly crs: number | string;
  readonly affine: Affine;
  readonly instant?: number;
  readonly bands: readonly Rows[];
}
interface VectorLayer {
  readonly kind?: "raster" | "tiled";
  readonly cellType: CellType;
  readonly nodata: number | "NaN" | null;
  readonly tile?: number;
  readonly palette?: LayerMeta["palette"];
  readonly rasters: readonly VectorRaster[];
}
interface Vector {
  readonly name: string;
  /** Where the expectation comes from, when not from the file's oracle: its command or rule. */
  readonly oracle?: string;
  readonly inputs: readonly VectorLayer[];
  readonly params: Record<string, unknown>;
  readonly window?: Partial<RasterWindow>;
  readonly tolerance?: number;
  readonly expected: {
    readonly meta?: Record<string, unknown>;
    readonly grid?: { readonly affine: Affine; readonly cols: number; readonly rows: number };
    readonly rasters?: number;
    readonly bands?: readonly Rows[];
    readonly value?: unknown;
    readonly fault?: string;
  };
}
interface VectorFile {
  readonly oracle: string;
  readonly vectors: readonly Vector[];
}

await loadEpsg();
const folder = new URL("./vectors/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
const read = (file: string): VectorFile => JSON.parse(readFileSync(new URL(file, folder), "utf8"));

test("every op and fold has vectors, and every file of vectors an op", () => {
  expect(files.map((file) => file.replace(".json", "")).sort()).toEqual([...Object.keys(ops), ...Object.keys(folds)].sort());
});

for (const file of files) {
  const id = file.replace(".json", "");
  const { oracle, vectors } = read(file);
  describe(`${id} (${oracle})`, () => {
    test.each(vectors.map((vector) => [vector.name, vector] as const))("%s", (_name, vector) => {
      const inputs = vector.inputs.map(layerOf);
      const { fault } = vector.expected;
      if (fault) expect(faultTag(() => derive({ op: id as OpId, params: parsed(vector.params) }, nodesOf(inputs)))).toBe(fault);
      else if (id in folds) checkFold(id as FoldId, vector, inputs[0]!);
      else checkOp(id as OpId, vector, inputs);
    });
  });
}

interface Held {
  readonly node: LayerNode;
  readonly tiles: readonly Tile[];
}

/** A layer in memory, at rest in its own type. */
function layerOf({ kind = "raster", cellType, nodata, tile = 512, palette = null, rasters }: VectorLayer, index: number): Held {
  const none = nodata === "NaN" ? Number.NaN : nodata;
  const tiles = rasters.map(({ crs, affine, bands }): Tile => {
    const grid: Grid = { crs: parseCrs(crs), affine, cols: bands[0]![0]!.length, rows: bands[0]!.length };
    return narrow({ grid, bands: bands.map((rows) => Float64Array.from(rows.flat(), (cell) => cell ?? Number.NaN)) }, cellType, none);
  });
  const meta: LayerMeta = {
    kind,
    rasters: tiles.map(({ grid }, i) => ({ name: `r${i}`, grid, extent: gridExtent(grid), instant: (rasters[i]!.instant ?? null) as Instant | null })),
    tileCols: tile,
    tileRows: tile,
    cellType,
    nodata: none,
    bands: rasters[0]!.bands.map((_, i) => ({ name: `Band ${i + 1}`, role: "grey", unit: null, scale: 1, offset: 0 })),
    palette,
    zoom: null,
  };
  return { node: { kind: "scenes", id: nodeId("vector", index, tile), meta, scenes: [] }, tiles };
}

const nodesOf = (inputs: readonly Held[]): [LayerNode, ...LayerNode[]] => inputs.map(({ node }) => node) as [LayerNode, ...LayerNode[]];

/** Parameters as JSON writes them: "EPSG:3857" under a crs key is a CRS, "NaN" a number. */
function parsed(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      if (/crs$/i.test(key) && (typeof value === "string" || typeof value === "number")) return [key, parseCrs(value)];
      if (value === "NaN") return [key, Number.NaN];
      return [key, value !== null && typeof value === "object" && !Array.isArray(value) ? parsed(value as Record<string, unknown>) : value];
    }),
  );
}

function faultTag(work: () => unknown): string {
  try {
    work();
    return "none";
  } catch (error) {
    return error instanceof FaultError ? error.fault.tag : String(error);
  }
}

function checkOp(op: OpId, { params, window, tolerance = 0, expected }: Vector, inputs: readonly Held[]): void {
  const node = derive({ op, params: parsed(params) }, nodesOf(inputs));
  const held = new Map(inputs.map(({ node: input, tiles }) => [input.id, tiles]));
  if (expected.meta) expect(node.meta).toMatchObject(parsed(expected.meta));
  if (expected.rasters !== undefined) expect(node.meta.rasters.length).toBe(expected.rasters);
  if (!expected.grid && !expected.bands) return;
  const raster = window?.raster ?? 0;
  const level = window?.level ?? 0;
  const grid = gridAt(node.meta.rasters[raster]!.grid, level);
  if (expected.grid) {
    expect([grid.cols, grid.rows]).toEqual([expected.grid.cols, expected.grid.rows]);
    for (const [i, value] of expected.grid.affine.entries()) expect(grid.affine[i]).toBeCloseTo(value, 6);
  }
  if (!expected.bands) return;
  const whole: RasterWindow = { raster, level, col: 0, row: 0, cols: grid.cols, rows: grid.rows, ...window };
  compare(rowsOf(pull(node, whole, held), whole), expected.bands, tolerance);
  // The same in strips of two rows: a window must not matter.
  for (let row = 0; row < whole.rows; row += 2) {
    const strip = { ...whole, row: whole.row + row, rows: Math.min(2, whole.rows - row) };
    compare(
      rowsOf(pull(node, strip, held), strip),
      expected.bands.map((rows) => rows.slice(row, row + 2)),
      tolerance,
    );
  }
}

/** The cells of a window, at rest in the node's type. */
function pull(node: LayerNode, window: RasterWindow, held: ReadonlyMap<string, readonly Tile[]>): Tile {
  const { cellType, nodata } = node.meta;
  if (node.kind !== "derived") return cut(held.get(node.id)![window.raster]!, window);
  const op = opOf(node.step.op);
  const grid = windowGrid(gridAt(node.meta.rasters[window.raster]!.grid, window.level), window);
  switch (op.form) {
    case "route": {
      const source = op.source(window, metasOf(node), node.step.params);
      return narrow({ ...widen(pull(node.inputs[source.input]!, source.window, held)), grid }, cellType, nodata);
    }
    case "cell": {
      const cells = { grid, bands: cellInputs(node, op, window).flatMap(({ input, window: from }) => widen(pull(input, from, held)).bands) };
      return narrow(op.kernel(cells, node.step.params, { ...contextOf(node, new Map()), raster: window.raster }), cellType, nodata);
    }
    case "gather": {
      const context = contextOf(node, new Map());
      const parts = op.needs(window, node.step.params, context).map((need) => {
        const from = need.input === "self" ? node : node.inputs[need.input]!;
        return { need, cells: widen(pull(from, need, held)) };
      });
      return narrow(op.kernel(parts, grid, window, node.step.params, context), cellType, nodata);
    }
    default:
      return op satisfies never;
  }
}

/** A window of a stored raster at level 0 or, nearest, above; empty past its edges. */
function cut(tile: Tile, { level, col, row, cols, rows }: RasterWindow): Tile {
  const { bands, grid } = widen(tile);
  const unit = 2 ** level;
  const at = (band: Float64Array, c: number, r: number) => (c >= 0 && r >= 0 && c < grid.cols && r < grid.rows ? band[r * grid.cols + c]! : Number.NaN);
  const cells = bands.map((band) =>
    Float64Array.from({ length: cols * rows }, (_, i) => at(band, (col + (i % cols)) * unit, (row + Math.floor(i / cols)) * unit)),
  );
  return narrow({ grid: windowGrid(gridAt(grid, level), { col, row, cols, rows }), bands: cells }, tile.cellType, tile.nodata);
}

function rowsOf(tile: Tile, { cols, rows }: Window): Rows[] {
  return widen(tile).bands.map((band) =>
    Array.from({ length: rows }, (_, r) => Array.from(band.subarray(r * cols, (r + 1) * cols), (cell) => (Number.isNaN(cell) ? null : cell))),
  );
}

function compare(found: readonly Rows[], expected: readonly Rows[], tolerance: number): void {
  if (tolerance === 0) {
    expect(found).toEqual(expected);
    return;
  }
  expect(found.map((rows) => rows.map((row) => row.map((cell) => cell === null)))).toEqual(
    expected.map((rows) => rows.map((row) => row.map((cell) => cell === null))),
  );
  const cells = expected.flat(2);
  for (const [i, cell] of found.flat(2).entries()) if (cell !== null) expect(Math.abs(cell - cells[i]!)).toBeLessThanOrEqual(tolerance);
}

/** Folds tile by tile, merged from the left and from the right: the order must not matter. */
function checkFold(id: FoldId, { params, expected }: Vector, { node, tiles }: Held): void {
  const fold = foldOf(id);
  const { meta } = node;
  const given = fold.params.parse(params);
  const keys = fold.keys?.(given, layerKeys(meta), meta) ?? layerKeys(meta);
  const parts = keys.map((key) => fold.add(fold.empty(given, meta), widen(cut(tiles[key.raster]!, keyWindow(meta, key))), given, key, meta));
  const forwards = parts.reduce((l, r) => fold.merge(l, r), fold.empty(given, meta));
  const backwards = [...parts].reverse().reduce((l, r) => fold.merge(r, l), fold.empty(given, meta));
  expect(JSON.parse(JSON.stringify(fold.done(forwards)))).toEqual(expected.value);
  expect(JSON.parse(JSON.stringify(fold.done(backwards)))).toEqual(expected.value);
}
