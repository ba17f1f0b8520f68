import type { FillRule } from "../../../grid/polygon.ts";
import type { PointValues } from "../../layer/areas.ts";
import type { RasterLayer } from "../../raster-layer.ts";
import type { Box, KeyedCells, KeyedInput, Lab } from "../lab.ts";
import { type CellRows, type Handler, type Handlers, handler, type Vector } from "../vector.ts";

type Rings = readonly (readonly (readonly [number, number])[])[];

/** A layer as the vectors of this theme write it, beside the forms that the lab knows. */
interface PlaceInput {
  readonly cells?: CellRows;
  readonly bands?: readonly CellRows[];
  readonly tiles?: Readonly<Record<string, CellRows>>;
  readonly extent?: Box;
  /** Columns and rows of the tiles that `cells` are cut into. */
  readonly tile_size?: readonly [number, number];
  readonly layout_extent?: Box;
  readonly tileLayout?: readonly [number, number, number, number];
  /** Keys at which the one tile of `bands` lies; they may be outside the layout. */
  readonly keys?: readonly (readonly [number, number])[];
  /** One tile at every key of the layout. */
  readonly tile_everywhere?: CellRows;
  /** Rows and columns of one value. */
  readonly fill?: number;
  readonly cols?: number;
  readonly rows?: number;
  /** Tiles of one value by time and key. */
  readonly constant_tiles?: { readonly times: Readonly<Record<string, Readonly<Record<string, number>>>>; readonly tile: readonly [number, number] };
  /** Tiles by time and key. */
  readonly times?: Readonly<Record<string, Readonly<Record<string, CellRows>>>>;
  readonly zones?: CellRows;
}

interface AreaParams {
  readonly geometry?: Rings | readonly Rings[];
  readonly geometries?: readonly Rings[];
  readonly data_type?: "int" | "float";
  readonly sampleType?: "PixelIsPoint" | "PixelIsArea";
  readonly includePartial?: boolean;
}

/** The vectors' plane. */
const crs = 3857;

const filled = (value: number, cols: number, rows: number): CellRows => Array.from({ length: rows }, () => Array.from({ length: cols }, () => value));

/** The layer of a vector, in whichever way its input writes it. */
function layerOf(vector: Vector<PlaceInput>, lab: Lab): Promise<RasterLayer> {
  const { input, dtype = "float64" } = vector;
  const extent = input.extent && { extent: input.extent };
  if (input.constant_tiles) {
    const { times, tile } = input.constant_tiles;
    const tiles = keyed(times).map(({ key, instant, value }): KeyedInput => ({ key, instant, cells: filled(value, tile[0], tile[1]) }));
    return lab.tiled(tiles, dtype);
  }
  if (input.times) {
    const tiles = keyed(input.times).map(({ key, instant, value }): KeyedInput => ({ key, instant, cells: value }));
    return lab.tiled(tiles, dtype, placeOf(input));
  }
  if (input.fill !== undefined) return lab.single({ cells: filled(input.fill, input.cols ?? 1, input.rows ?? 1), ...extent }, dtype);
  if (input.tile_everywhere) {
    const [cols, rows] = input.tileLayout ?? [1, 1];
    const keys = Array.from({ length: cols * rows }, (_, i) => `${i % cols},${Math.floor(i / cols)}`);
    return lab.tiled(Object.fromEntries(keys.map((key) => [key, input.tile_everywhere!])), dtype, placeOf(input));
  }
  if (input.keys)
    return lab.tiled(
      input.keys.map(([col, row]) => ({ key: `${col},${row}`, ...cellsOf(input) })),
      dtype,
      roomFor(input, input.keys),
    );
  if (input.tile_size && input.cells) return lab.cut({ cells: input.cells, ...extent }, dtype, ...input.tile_size);
  return lab.layer(vector);
}

/** Values by time and key, as a list by time. */
const keyed = <Value>(times: Readonly<Record<string, Readonly<Record<string, Value>>>>) =>
  Object.entries(times).flatMap(([time, tiles]) => Object.entries(tiles).map(([key, value]) => ({ key, instant: Number(time), value })));

const cellsOf = ({ cells, bands }: PlaceInput) => ({ ...(cells && { cells }), ...(bands && { bands }) });

const placeOf = ({ layout_extent, tileLayout }: PlaceInput) => ({ ...(layout_extent && { layoutExtent: layout_extent }), ...(tileLayout && { tileLayout }) });

/** The layout of the input, made larger to the east and south until it has all keys. */
function roomFor({ layout_extent = [0, 0, 1, 1], tileLayout = [1, 1, 1, 1] }: PlaceInput, keys: readonly (readonly [number, number])[]) {
  const [xmin, ymin, xmax, ymax] = layout_extent;
  const [across, down, tileCols, tileRows] = tileLayout;
  const cols = Math.max(across, ...keys.map(([col]) => col + 1));
  const rows = Math.max(down, ...keys.map(([, row]) => row + 1));
  const layoutExtent: Box = [xmin, ymax - ((ymax - ymin) / down) * rows, xmin + ((xmax - xmin) / across) * cols, ymax];
  return { layoutExtent, tileLayout: [cols, rows, tileCols, tileRows] as const };
}

/** GeoTrellis' rasterizer options as a rule. */
const ruleOf = ({ sampleType = "PixelIsPoint", includePartial = true }: AreaParams): FillRule =>
  sampleType === "PixelIsPoint" ? "point" : includePartial ? "overlapped" : "contained";

/** One polygon as rings, or several, as a GeoJSON MultiPolygon. */
function geometryOf({ geometry, geometries }: AreaParams): object {
  const isPolygon = (value: Rings | readonly Rings[]): value is Rings => typeof value[0]?.[0]?.[0] === "number";
  const polygons: readonly Rings[] = geometries ?? (geometry ? (isPolygon(geometry) ? [geometry] : geometry) : []);
  return { type: "MultiPolygon", coordinates: polygons };
}

const polygonal = (ask: (layer: RasterLayer, geometry: object, dataType: "int" | "float", options: object) => Promise<readonly number[]>): Handler =>
  handler<PlaceInput, AreaParams>(async (vector, lab) => {
    const { params } = vector;
    const values = await ask(await layerOf(vector, lab), geometryOf(params), params.data_type ?? "float", { crs, rule: ruleOf(params) });
    return { value: values[0], values };
  });

const series = (name: "minSeries" | "maxSeries" | "meanSeries" | "sumSeries"): Handler =>
  handler<PlaceInput, AreaParams>(async (vector, lab) => {
    const layer = await layerOf(vector, lab);
    const found = await layer[name](geometryOf(vector.params), { crs, rule: ruleOf(vector.params) });
    return { values: found.map(({ value }) => value), times: found.map(({ instant }) => instant) };
  });

const plain = (counts: ReadonlyMap<number, number>) => Object.fromEntries(counts);

/** The tiles that hold any value: upstream drops the others. */
const withValues = (tiles: readonly KeyedCells[]) => tiles.filter(({ bands }) => bands.some((rows) => rows.some((row) => row.some((cell) => cell !== null))));

/** The first band of tiles of one size, side by side. */
function together(tiles: readonly KeyedCells[]): CellRows {
  const places = tiles.map(({ key, bands }) => ({ at: key.split(",").map(Number), cells: bands[0]! }));
  const axis = (i: number) => [...new Set(places.map(({ at }) => at[i]!))].sort((l, r) => l - r);
  return axis(1).flatMap((row) => {
    const across = axis(0).map((col) => places.find(({ at }) => at[0] === col && at[1] === row)?.cells);
    const height = across.find((cells) => cells)?.length ?? 0;
    const width = across.find((cells) => cells)?.[0]?.length ?? 0;
    return Array.from({ length: height }, (_, r) => across.flatMap((cells) => cells?.[r] ?? Array.from({ length: width }, () => null)));
  });
}

/** A row of cells of one unit, read `at` units from its west edge. */
async function alongRow(p: readonly number[], at: number, resampleMethod: string, lab: Lab) {
  const layer = await lab.single({ cells: [p] }, "float64");
  const [found] = await layer.getPointValues([[at, 0.5]], { resampleMethod, crs });
  return { value: found?.values?.[0] };
}

/** Values as GeoPySpark lists them: one number a band, or (time, numbers). */
const told = ({ values, series: found }: PointValues) => values ?? found?.map(({ instant, values: own }) => ({ time: instant, values: own })) ?? null;

interface PointParams {
  readonly point?: readonly [number, number];
  readonly points?: readonly (readonly [number, number])[] | Readonly<Record<string, readonly [number, number]>>;
  readonly method?: string;
  readonly resample_method?: string;
}

export const areaHandlers: Handlers = {
  get_point_values: handler<PlaceInput, PointParams>(async (vector, lab) => {
    const { point, points, method, resample_method: resampleMethod = method ?? "NEAREST_NEIGHBOR" } = vector.params;
    const hasCells = Object.keys(vector.input).length > 0;
    const layer = await (hasCells ? layerOf(vector, lab) : lab.single({ cells: [[1]] }, "int32"));
    const options = { resampleMethod, crs, edges: "outside" } as const;
    if (points && !Array.isArray(points)) {
      // Not a list: the other form of the union.
      const named = await layer.getPointValues(points as Readonly<Record<string, readonly [number, number]>>, options);
      return { values: Object.fromEntries(Object.entries(named).map(([name, found]) => [name, told(found)])) };
    }
    const found = await layer.getPointValues(points && Array.isArray(points) ? points : [point ?? [0, 0]], options);
    return { values: points ? found.map(told) : told(found[0]!) };
  }),

  resample_point: handler<PlaceInput, PointParams>(async (vector, lab) => {
    const { point = [0, 0], method, resample_method: resampleMethod = method ?? "NEAREST_NEIGHBOR" } = vector.params;
    const [found] = await (await layerOf(vector, lab)).getPointValues([point], { resampleMethod, crs });
    const double = found?.values?.[0] ?? null;
    return { double, int: double === null || Number.isNaN(double) ? null : Math.floor(double + 0.5) };
  }),

  cubic_convolution_1d: handler<{ p: readonly number[] }, { x: number }>(({ input, params }, lab) =>
    alongRow(input.p, 1.5 + params.x, "CUBIC_CONVOLUTION", lab),
  ),

  cubic_spline_1d: handler<{ p: readonly number[] }, { x: number }>(({ input, params }, lab) => alongRow(input.p, 2.5 + params.x, "CUBIC_SPLINE", lab)),

  get_cell_value_counts: handler<PlaceInput, AreaParams & { area_of_interest?: Rings | readonly Rings[]; target_band?: number }>(async (vector, lab) => {
    const { area_of_interest: geometry = vector.params.geometry, target_band: targetBand = 0 } = vector.params;
    const layer = await layerOf(vector, lab);
    const area = geometry ? { areaOfInterest: geometryOf({ geometry }), rule: "point" as const } : {};
    return { counts: plain(await layer.getCellValueCounts({ targetBand, crs, ...area })) };
  }),

  polygonal_min: polygonal((layer, geometry, dataType, options) => layer.polygonalMin(geometry, dataType, options)),
  polygonal_max: polygonal((layer, geometry, dataType, options) => layer.polygonalMax(geometry, dataType, options)),
  polygonal_sum: polygonal((layer, geometry, dataType, options) => layer.polygonalSum(geometry, dataType, options)),
  polygonal_mean: polygonal((layer, geometry, _dataType, options) => layer.polygonalMean(geometry, options)),

  min_series: series("minSeries"),
  max_series: series("maxSeries"),
  mean_series: series("meanSeries"),
  sum_series: series("sumSeries"),
  histogram_series: handler<PlaceInput, AreaParams>(async (vector, lab) => {
    const layer = await layerOf(vector, lab);
    const found = await layer.histogramSeries(geometryOf(vector.params), { crs, rule: ruleOf(vector.params) });
    return { counts: found.map(({ counts }) => plain(counts)), times: found.map(({ instant }) => instant) };
  }),

  zonal_statistics: handler<PlaceInput, unknown>(async (vector, lab) => {
    const [layer, zones] = [await layerOf(vector, lab), await lab.single({ cells: vector.input.zones! }, "int32")];
    const found = await layer.zonalStatistics(zones);
    return Object.fromEntries([...found].map(([zone, [own]]) => [zone, { ...own, stddev: own?.deviation }]));
  }),

  zonal_histogram: handler<PlaceInput, { zone?: number }>(async (vector, lab) => {
    const [layer, zones] = [await layerOf(vector, lab), await lab.single({ cells: vector.input.zones! }, "int32")];
    const found = await layer.zonalHistogram(zones);
    const { zone } = vector.params;
    return { counts: zone === undefined ? Object.fromEntries([...found].map(([one, counts]) => [one, plain(counts)])) : plain(found.get(zone) ?? new Map()) };
  }),

  mask: handler<PlaceInput, AreaParams & { drop_empty_tiles?: boolean }>(async (vector, lab) => {
    const layer = await layerOf(vector, lab);
    const masked = layer.mask({ geometries: geometryOf(vector.params), crs, rule: ruleOf(vector.params) });
    const tiles = withValues(await lab.tiles(masked));
    const { nodata } = lab.typeOfName(vector.dtype ?? "float64");
    const stored = tiles.flatMap(({ bands }) => bands.flat(2)).map((cell) => cell ?? nodata ?? 0);
    return {
      cells: vector.params.drop_empty_tiles ? together(tiles) : await lab.cells(masked),
      tiles: Object.fromEntries(tiles.map(({ key, bands }) => [key, bands[0]])),
      stored_sum: stored.reduce((sum, cell) => sum + cell, 0),
    };
  }),
};
