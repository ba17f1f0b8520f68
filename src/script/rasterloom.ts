import { lanczosWeight } from "../cells/resample/lanczos.ts";
import { fail } from "../fault.ts";
import { loadEpsg } from "../grid/epsg.ts";
import { sceneLayer } from "../plan/make.ts";
import { commands } from "../session/commands.ts";
import { enginePool } from "../session/engine.ts";
import { openScene } from "../session/open-scene.ts";
import { openRemoteScene } from "../session/remote.ts";
import { sortDrop } from "../session/sort-drop.ts";
import { session } from "../session/store.ts";
import { ColorMap, ColorRamp, getColorsFromColors, getColorsFromMatplotlib } from "./colour-map.ts";
import { type DateOptions, dated } from "./dated.ts";
import { type ArrayPair, type ProjectedExtent, type SpatialKey, type TiledMetadata, tiledNode, untiledNode } from "./from-arrays.ts";
import { fromGeometries } from "./from-geometries.ts";
import { GridExtent } from "./grid-extent.ts";
import { Histogram } from "./histogram.ts";
import { KeyTransform, zoomForCell } from "./key-transform.ts";
import { GlobalLayout, LayoutDefinition, LocalLayout } from "./layouts.ts";
import { type CrsLike, given, optionsOf, toCrs } from "./options.ts";
import { HashPartitionStrategy, SpaceTimePartitionStrategy, SpatialPartitionStrategy } from "./partitions.ts";
import { Pyramid } from "./pyramid.ts";
import { RasterLayer } from "./raster-layer.ts";
import { surroundings } from "./surroundings.ts";
import { Tile } from "./tile.ts";

type Surroundings = Readonly<typeof surroundings>;
type FromGeometries = Readonly<typeof fromGeometries>;

/** The scripting API, as `window.rasterloom`. GeoPySpark's names in camelCase; `docs/script-api.md` tells it all. */
export interface Rasterloom extends Surroundings, FromGeometries {
  /** Resolves when layers can be made and coordinate systems are known by their codes; to be awaited first. */
  readonly ready: Promise<void>;
  readonly geotiff: { get(files: FileOrAddress | readonly FileOrAddress[], options?: GetOptions): Promise<RasterLayer> };
  readonly Tile: typeof Tile;
  /** An untiled layer of tiles at their extents or, with metadata, a tiled layer of tiles at their keys. */
  readonly fromTypedArrays: typeof fromTypedArrays;
  /** A layer of the list by its name, the topmost of several, or by its id; a FaultError `bad-param` when there is none or it cannot be made. */
  layer(name: string): RasterLayer;
  readonly LocalLayout: typeof LocalLayout;
  readonly GlobalLayout: typeof GlobalLayout;
  readonly LayoutDefinition: typeof LayoutDefinition;
  readonly KeyTransform: typeof KeyTransform;
  readonly zoomForCell: typeof zoomForCell;
  readonly GridExtent: typeof GridExtent;
  readonly Pyramid: typeof Pyramid;
  /** The weight that Lanczos' window gives a cell at a distance in cells. */
  readonly lanczosWeight: typeof lanczosWeight;
  readonly HashPartitionStrategy: typeof HashPartitionStrategy;
  readonly SpatialPartitionStrategy: typeof SpatialPartitionStrategy;
  readonly SpaceTimePartitionStrategy: typeof SpaceTimePartitionStrategy;
  readonly Histogram: typeof Histogram;
  readonly ColorRamp: typeof ColorRamp;
  readonly ColorMap: typeof ColorMap;
  readonly getColorsFromMatplotlib: typeof getColorsFromMatplotlib;
  readonly getColorsFromColors: typeof getColorsFromColors;
  /** Everything the user can do, as functions. */
  readonly commands: typeof commands;
  /** Milliseconds that the workers spent since the page came up, by part: "read", "encode", "store", or an operation's id. */
  timings(): Readonly<Record<string, number>>;
  /** The whole session as one immutable value. */
  getState: typeof session.getState;
}

declare global {
  interface Window {
    rasterloom: Rasterloom;
  }
}

/** A GeoTIFF, a side-car, or the web address of a GeoTIFF. */
export type FileOrAddress = File | string | URL;

export interface GetOptions extends DateOptions {
  /** For files that do not tell their own. */
  readonly crs?: CrsLike;
}

const isFileOrAddress = (one: unknown): one is FileOrAddress => one instanceof File || typeof one === "string" || one instanceof URL;

/** One untiled layer of some GeoTIFFs (side-cars may be among them), with instants where files have or are given them. */
async function get(files: FileOrAddress | readonly FileOrAddress[], options: GetOptions = {}): Promise<RasterLayer> {
  await loadEpsg();
  optionsOf("geotiff.get", options, "geotiff.get(files, { crs: 32632 })", ["crs", "timeTag", "timeFormat", "namePattern", "instants"]);
  const wanted = "files, web addresses, or a list of them";
  const list: readonly unknown[] = [given<unknown>("geotiff.get", "files", files, wanted)].flat();
  const all = list.map((one) =>
    isFileOrAddress(one) ? one : fail({ tag: "bad-type", op: "geotiff.get", param: "files", given: typeof one, expected: wanted }),
  );
  const { tiffs } = sortDrop(all.flatMap((file) => (file instanceof File ? [{ file, handle: null }] : [])));
  // In the order given, whether from here or from the web.
  const scenes = all.flatMap((one) => {
    if (!(one instanceof File)) return [openRemoteScene(String(one))];
    const drop = tiffs.find(({ file }) => file === one);
    return drop ? [openScene(drop)] : [];
  });
  const [first, ...rest] = await Promise.all(scenes);
  if (!first) return fail({ tag: "bad-input", op: "geotiff.get", problem: "no files" });
  const crs = options.crs === undefined ? null : toCrs(options.crs);
  const placed = [first, ...rest].map((scene) => (scene.crs === null && crs ? { ...scene, crs } : scene));
  for (const meta of placed) session.setState(({ scenes }) => ({ scenes: { ...scenes, [meta.id]: { ...scenes[meta.id]!, meta } } }));
  return new RasterLayer(dated(sceneLayer([placed[0]!, ...placed.slice(1)]), placed, options));
}

async function fromTypedArrays(pairs: readonly ArrayPair<ProjectedExtent>[]): Promise<RasterLayer>;
async function fromTypedArrays(pairs: readonly ArrayPair<SpatialKey>[], metadata: TiledMetadata): Promise<RasterLayer>;
async function fromTypedArrays(
  pairs: readonly ArrayPair<ProjectedExtent>[] | readonly ArrayPair<SpatialKey>[],
  metadata?: TiledMetadata,
): Promise<RasterLayer> {
  await loadEpsg();
  // The overloads pair keys with metadata: columns and rows with, extents without.
  if (metadata) return new RasterLayer(await tiledNode(pairs as readonly ArrayPair<SpatialKey>[], metadata));
  return new RasterLayer(await untiledNode(pairs as readonly ArrayPair<ProjectedExtent>[]));
}

function layer(name: string): RasterLayer {
  const refuse = (problem: string): never => fail({ tag: "bad-param", op: "layer", param: "name", problem });
  const { document, derived } = session.getState();
  const found = document.layers.find((one) => one.id === name) ?? document.layers.find((one) => one.name === name);
  if (!found) return refuse(`no layer "${name}"; there are ${document.layers.map((one) => `"${one.name}"`).join(", ") || "none"}`);
  const made = derived[found.id];
  return made?.ok ? new RasterLayer(made.node) : refuse(`"${name}" cannot be made: ${made?.fault.tag ?? "its recipe was not read yet"}`);
}

/** The API over a session that becomes ready. */
export const rasterloomApi = (sessionReady: Promise<void>): Rasterloom => ({
  // Only scripts need the table of coordinate systems this early, and they ask.
  get ready() {
    return Promise.all([sessionReady, loadEpsg()]).then(() => undefined);
  },
  geotiff: { get },
  Tile,
  fromTypedArrays,
  layer,
  LocalLayout,
  GlobalLayout,
  LayoutDefinition,
  KeyTransform,
  zoomForCell,
  GridExtent,
  // GeoPySpark's scripts call it without new.
  Pyramid: new Proxy(Pyramid, { apply: (Made, _, [levels]: [readonly RasterLayer[]]) => new Made(levels) }),
  lanczosWeight,
  HashPartitionStrategy,
  SpatialPartitionStrategy,
  SpaceTimePartitionStrategy,
  ...surroundings,
  ...fromGeometries,
  Histogram,
  ColorRamp,
  ColorMap,
  getColorsFromMatplotlib,
  getColorsFromColors,
  commands,
  timings: () => ({ ...enginePool().timings }),
  getState: session.getState,
});
