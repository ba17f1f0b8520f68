import type { Neighbourhood } from "../../../cells/neighbourhood.ts";
import { fail } from "../../../fault.ts";
import type { ZFactorLike } from "../../layer/focal.ts";
import type { RasterLayer } from "../../raster-layer.ts";
import type { Box, Lab, RasterInput } from "../lab.ts";
import { type CellRows, type Handlers, handler, type Vector } from "../vector.ts";

/** A neighbourhood as vectors write it. */
interface NeighbourhoodLike {
  readonly type: string;
  readonly extent?: number;
  readonly radius?: number;
  readonly start_angle?: number;
  readonly end_angle?: number;
  readonly inner_radius?: number;
  readonly outer_radius?: number;
}

interface FocalParams {
  readonly operation: string;
  readonly neighborhood?: NeighbourhoodLike | null;
}

interface SurfaceInput extends RasterInput {
  readonly cells: CellRows;
  readonly cell_size?: readonly [number, number];
}

interface SurfaceParams {
  /** Column and row of the cell whose value is expected. */
  readonly at?: readonly [number, number];
  readonly z_factor?: number | string | Readonly<Record<string, number>>;
  readonly azimuth?: number;
  readonly altitude?: number;
  readonly band?: number;
}

type SurfaceVector = Vector<SurfaceInput, SurfaceParams>;

export const focalHandlers: Handlers = {
  focal: handler<RasterInput, FocalParams>(async (vector, lab) => {
    const layer = await lab.layer(vector);
    const { operation, neighborhood } = vector.params;
    return answer(layer.focal(operation, neighborhood ? neighbourhoodOf(lab, neighborhood) : undefined, { wholeNumbers: true, sums: "wrap" }), lab);
  }),

  neighborhood_mask: handler<unknown, { readonly neighborhood: NeighbourhoodLike }>(async ({ params }, lab) => {
    const neighbourhood = neighbourhoodOf(lab, params.neighborhood);
    const reach = Math.ceil(params.neighborhood.extent ?? params.neighborhood.radius ?? params.neighborhood.outer_radius ?? 0);
    const size = 2 * reach + 1;
    // Each cell that sees the one in the middle has it where its own mask has a cell, mirrored.
    const point = Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_cell, col) => (row === reach && col === reach ? 1 : 0)));
    const seen = await lab.cells((await lab.single({ cells: point }, "float64")).focal("SUM", neighbourhood));
    const cells = seen.flatMap((line, row) => line.flatMap((cell, col) => (cell === 1 ? [[size - 1 - col, size - 1 - row]] : [])));
    const ordered = cells.sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
    return { count: cells.length, cells: ordered };
  }),

  slope: handler<SurfaceInput, SurfaceParams>(async (vector, lab) => {
    const layer = (await surface(vector, lab)).slope({ ...zFactor(vector, lab) });
    const { value, cells } = await at(layer, vector, lab);
    return { degrees: value, value, cells };
  }),

  aspect: handler<SurfaceInput, SurfaceParams>(async (vector, lab) => at((await surface(vector, lab)).aspect({ ...zFactor(vector, lab) }), vector, lab)),

  hillshade: handler<SurfaceInput, SurfaceParams>(async (vector, lab) => {
    const { azimuth, altitude, band } = vector.params;
    const options = { ...(azimuth !== undefined && { azimuth }), ...(altitude !== undefined && { altitude }), ...(band !== undefined && { band }) };
    return at((await surface(vector, lab)).hillshade({ ...options, ...zFactor(vector, lab) }), vector, lab);
  }),

  rasterize_polygon: handler<GridInput & { readonly polygon: readonly (readonly XY[])[] }, BurnParams>(async (vector, lab) => {
    const found = await burntCells(vector, { type: "Polygon", coordinates: vector.input.polygon }, lab);
    return { count: found.length, cells: orderedAs(vector.expected, found) };
  }),

  rasterize_line: handler<GridInput, BurnParams & { readonly line: readonly XY[] }>(async (vector, lab) => {
    const found = await burntCells(vector, { type: "LineString", coordinates: vector.params.line }, lab);
    return { count: found.length, cells: orderedAs(vector.expected, found) };
  }),

  rasterize_point: handler<GridInput, BurnParams & { readonly point: XY }>(async (vector, lab) => {
    const [cell] = await burntCells(vector, { type: "Point", coordinates: vector.params.point }, lab);
    return { cell };
  }),

  euclidean_distance: handler<DistanceInput, unknown>(async ({ input }, lab) => {
    const { points, line, polygon } = input;
    const geometry = polygon
      ? { type: "Polygon", coordinates: polygon }
      : line
        ? { type: "LineString", coordinates: line }
        : { type: "MultiPoint", coordinates: points };
    return answer(lab.api.euclideanDistance(geometry, { crs: 3857, layout: oneTile(input, lab.api), extent: input.extent }), lab);
  }),

  cost_distance: handler<{ readonly friction: CellRows; readonly points: readonly XY[] }, { readonly resolution?: number; readonly max_distance?: number }>(
    async ({ input, params, dtype = "float64" }, lab) => {
      const layer = await lab.single({ cells: input.friction }, dtype);
      // Points are columns and rows; the layer has cells of 1 from (0, 0) upward.
      const points = input.points.map(([col, row]) => [col + 0.5, input.friction.length - row - 0.5]);
      const options = { crs: 3857, resolution: params.resolution ?? 1, maxDistance: params.max_distance ?? null };
      return answer(layer.costDistance({ type: "MultiPoint", coordinates: points }, options), lab);
    },
  ),

  tobler: async (vector, lab) => answer((await lab.layer(vector)).tobler(), lab),
};

interface GridInput {
  readonly extent: Box;
  readonly cols: number;
  readonly rows: number;
}

interface DistanceInput extends GridInput {
  readonly points?: readonly XY[];
  readonly line?: readonly XY[];
  readonly polygon?: readonly (readonly XY[])[];
}

interface BurnParams {
  readonly sampleType?: string;
  readonly includePartial?: boolean;
}

type XY = readonly [number, number];

/** Geometries burnt into one tile, as the columns and rows of its cells. */
async function burntCells(vector: Vector<GridInput, BurnParams>, geometry: unknown, lab: Lab) {
  const { sampleType, includePartial } = vector.params;
  const options = { ...(sampleType !== undefined && { sampleType }), ...(includePartial !== undefined && { includePartial }) };
  const layer = lab.api.rasterize([geometry], {
    crs: 3857,
    layout: oneTile(vector.input, lab.api),
    extent: vector.input.extent,
    crossings: "refuse",
    ...options,
  });
  const rows = await lab.cells(layer);
  return rows.flatMap((line, row) => line.flatMap((cell, col) => (cell === 1 ? [[col, row]] : [])));
}

const oneTile = ({ extent, cols, rows }: GridInput, api: Lab["api"]) =>
  api.LayoutDefinition(extent, { layoutCols: 1, layoutRows: 1, tileCols: cols, tileRows: rows });

/** Cells in the order in which the expectation names them, those it does not name last: a layer has no order. */
function orderedAs(expected: unknown, found: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const named = isExpected(expected) ? expected.cells : [];
  const has = (list: readonly (readonly number[])[], [col, row]: readonly number[]) => list.some((cell) => cell[0] === col && cell[1] === row);
  return [...named.filter((cell) => has(found, cell)), ...found.filter((cell) => !has(named, cell))];
}

const isExpected = (value: unknown): value is { readonly cells: readonly (readonly number[])[] } =>
  typeof value === "object" && value !== null && "cells" in value && Array.isArray(value.cells);

/** All cells of a layer of one tile. */
async function answer(layer: RasterLayer, lab: Lab) {
  const bands = await lab.bands(layer);
  return { cells: bands[0], bands, dtype: lab.typeName(layer), cell_type: lab.typeName(layer) };
}

function neighbourhoodOf({ api }: Lab, { type, extent = 1, radius = 1, ...more }: NeighbourhoodLike): Neighbourhood {
  switch (type.toLowerCase()) {
    case "circle":
      return api.Circle(radius);
    case "nesw":
      return api.Nesw(extent);
    case "wedge":
      return api.Wedge(radius, more.start_angle ?? 0, more.end_angle ?? 0);
    case "annulus":
      return api.Annulus(more.inner_radius ?? 0, more.outer_radius ?? 0);
    case "square":
      return api.Square(extent);
    default:
      return fail({ tag: "bad-param", op: "focal", param: "neighbourhood", problem: `no neighbourhood "${type}"` });
  }
}

/** The layer of a vector, its cells as large as `cell_size` says. */
function surface({ input, dtype = "float64" }: SurfaceVector, lab: Lab): Promise<RasterLayer> {
  const [width, height] = input.cell_size ?? [1, 1];
  const rows = (input.bands?.[0] ?? input.cells).length;
  const cols = (input.bands?.[0] ?? input.cells)[0]?.length ?? 0;
  return lab.single({ extent: [0, 0, cols * width, rows * height], ...input }, dtype);
}

function zFactor({ params }: SurfaceVector, { api }: Lab): { readonly zFactor?: ZFactorLike } {
  const factor = params.z_factor;
  if (factor === undefined) return {};
  if (typeof factor === "number") return { zFactor: factor };
  return { zFactor: typeof factor === "string" ? api.zFactorLatLngCalculator(factor) : api.zFactorCalculator(factor) };
}

async function at(layer: RasterLayer, { params }: SurfaceVector, lab: Lab) {
  const cells = await lab.cells(layer);
  const [col, row] = params.at ?? [0, 0];
  return { value: cells[row]?.[col], cells };
}
