import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibreMap } from "maplibre-gl";
import type { Fault } from "../fault.ts";
import type { LayerNode } from "../plan/graph.ts";
import type { LayerId } from "../session/state.ts";
import { footprintOf } from "./footprint.ts";
import { cellBands, type Look } from "./look.ts";
import { ancestorAt, type TileId, tileBox, tileZoom, unitX, unitY } from "./mercator.ts";
import { isOutside } from "./outside.ts";
import { RasterGl } from "./raster-gl.ts";
import { distanceFrom, distinct, regionsOf } from "./regions.ts";
import { type Drawn, Slot } from "./slot.ts";
import type { StackLayer } from "./stack.ts";
import { fillRegion, type Loaded, type Patch } from "./stand-in.ts";
import { backdropTiles, samplePicture } from "./thumbnail.ts";
import { type BandCells, blankSize, type HeldTile, type PullTile, TileCache, type Want } from "./tile-cache.ts";
import { type MapView, viewOf } from "./view.ts";

/** What the map draws now. */
export interface DrawnState {
  /** The coarsest level among visible layers; 0 is exact. */
  readonly level: number;
  readonly loading: boolean;
}

type Role = "picture" | "left" | "ghost";

interface Ready {
  readonly drawn: Drawn;
  readonly held: HeldTile;
  /** Textures are in place; none where there is nothing to draw. */
  readonly bands: readonly BandCells[];
}

const uploadsPerFrame = 8;
const ghostOpacity = 0.3;
/** While the map moves, tiles are asked for this often only, so that a zoom does not ask for every level it passes. */
const movingWantMs = 120;
/** Added to the rank of tiles that serve as a backdrop only. */
const backdropRank = 1000;

/** Draws all raster layers, from float cells in the layer's own values. Web Mercator, without rotation or pitch. */
export class RasterLayer implements CustomLayerInterface {
  readonly id = "rasters";
  readonly type = "custom" as const;
  readonly renderingMode = "2d" as const;
  private readonly cache: TileCache;
  private readonly slots = new Map<string, Slot>();
  private readonly thumbnails = new WeakMap<Slot, { readonly node: LayerNode; readonly look: Look; readonly picture: ImageData }>();
  private stack: readonly StackLayer[] = [];
  private map: MapLibreMap | null = null;
  private gl: RasterGl | null = null;
  private view: MapView | null = null;
  private uploadsLeft = 0;
  private wantedAt = 0;
  private state: DrawnState = { level: 0, loading: false };
  /** CSS pixels from the left of the map; null is its middle. */
  private splitAt: number | null = null;

  constructor(
    pull: PullTile,
    private readonly hear: { drawn(state: DrawnState): void; changed(): void; faulted(layer: LayerId, fault: Fault): void },
  ) {
    this.cache = new TileCache(pull, {
      arrived: () => {
        this.map?.triggerRepaint();
        this.hear.changed();
      },
      evicted: (cells) => this.gl?.release(cells),
    });
  }

  onAdd(map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.map = map;
    this.cache.forgetTextures();
    this.gl = new RasterGl(gl);
  }

  /** Asks once more for what could not be read. */
  tryAgain(): void {
    this.cache.forgetFaults();
    this.map?.triggerRepaint();
  }

  onRemove(): void {
    this.cache.close();
    this.gl = null;
    this.map = null;
  }

  /** Shows these layers, the first on top. Only what differs is loaded again. */
  show(stack: readonly StackLayer[]): void {
    const used = new Set<string>();
    for (const layer of stack)
      for (const role of ["picture", "left", "ghost"] as const) {
        const picture = layer[role];
        if (!picture) continue;
        const name = slotName(layer.id, role);
        used.add(name);
        const slot = this.slots.get(name);
        if (slot) slot.show(picture, layer.visible);
        else this.slots.set(name, new Slot(picture));
      }
    for (const name of this.slots.keys()) if (!used.has(name)) this.slots.delete(name);
    this.stack = stack;
    this.wantedAt = 0;
    this.map?.triggerRepaint();
    this.hear.changed();
  }

  /** Moves the compare handle; CSS pixels from the left edge of the map. */
  split(x: number): void {
    this.splitAt = x;
    this.map?.triggerRepaint();
  }

  render(gl: WebGL2RenderingContext, { defaultProjectionData }: CustomRenderMethodInput): void {
    const { map } = this;
    if (!map || !this.gl) return;
    const view = viewOf(defaultProjectionData.mainMatrix);
    const zoom = tileZoom(map.getZoom(), map.getPixelRatio());
    this.view = view;
    this.uploadsLeft = uploadsPerFrame;
    const wants: Want[] = [];
    const seen = { level: 0, loading: false };
    for (const layer of [...this.stack].reverse()) {
      if (!layer.visible || !layer.picture) continue;
      const edge = this.splitAt === null ? gl.drawingBufferWidth >> 1 : Math.round(this.splitAt * map.getPixelRatio());
      const parts = [
        { role: "ghost", opacity: layer.opacity * ghostOpacity, clip: null },
        { role: "left", opacity: layer.opacity, clip: { left: 0, right: edge } },
        { role: "picture", opacity: layer.opacity, clip: layer.place === "right" ? { left: edge, right: gl.drawingBufferWidth } : null },
      ] as const;
      for (const { role, opacity, clip } of parts) {
        if (role === "picture" && layer.place === "nowhere") continue;
        const slot = this.slots.get(slotName(layer.id, role));
        if (!slot) continue;
        this.gl.begin(clip);
        const drawn = this.drawSlot(slot, { layer: layer.id, opacity, view, zoom, wants });
        seen.loading ||= drawn.loading;
        if (role !== "ghost") seen.level = Math.max(seen.level, drawn.level);
      }
    }
    this.gl.end();
    this.askFor(wants);
    if (this.uploadsLeft <= 0) map.triggerRepaint();
    if (seen.level === this.state.level && seen.loading === this.state.loading) return;
    this.state = seen;
    this.hear.drawn(seen);
  }

  /** Values of the bands that a layer shows, at a place; null where it has no data or none is loaded. NaN is NoData. */
  valueAt(id: LayerId, lon: number, lat: number): number[] | null {
    const slot = this.slots.get(slotName(id, "picture"));
    if (!slot) return null;
    const { node, look } = slot.current;
    const [x, y] = [unitX(lon), unitY(lat)];
    for (let z = footprintOf(node.meta).maxZoom; z >= 0; z--) {
      const tile = { z, x: Math.floor(x * 2 ** z), y: Math.floor(y * 2 ** z) };
      const held = this.cache.get(node.id, tile, cellBands(look));
      if (!held) continue;
      if (held.size === 0) return null;
      const at = Math.floor((y * 2 ** z - tile.y) * held.size) * held.size + Math.floor((x * 2 ** z - tile.x) * held.size);
      const cells = look.bands.map((band) => held.bands.get(band)!.values);
      return isOutside(cells[0]!, at) ? null : cells.map((values) => values[at]!);
    }
    return null;
  }

  /** For each layer the look of its thumbnail, or null while that cannot be made: other objects mean other thumbnails. */
  thumbnailLooks(): readonly (Look | null)[] {
    return this.stack.map(({ id }) => {
      const slot = this.slots.get(slotName(id, "picture"));
      return slot && this.backdropOf(slot) ? slot.current.look : null;
    });
  }

  /** A small square picture of a layer's middle, the same object while it looks the same; null until its cells are there. */
  thumbnail(id: LayerId, size: number): ImageData | null {
    const slot = this.slots.get(slotName(id, "picture"));
    if (!slot) return null;
    const { node } = slot.current;
    const tiles = this.backdropOf(slot);
    if (!tiles) return null;
    if (slot.isGuessing) this.guessFrom(slot, tiles.find(({ held }) => held.size > 0)?.held ?? null);
    const before = this.thumbnails.get(slot);
    if (before && before.node === node && before.look === slot.current.look && before.picture.width === size) return before.picture;
    const picture = new ImageData(samplePicture(footprintOf(node.meta), size, tiles, slot.current.look), size, size);
    this.thumbnails.set(slot, { node, look: slot.current.look, picture });
    return picture;
  }

  /** The backdrop tiles of a slot's picture; null until all are there. */
  private backdropOf(slot: Slot): { readonly tile: TileId; readonly held: HeldTile }[] | null {
    const { node, look } = slot.current;
    const wanted = backdropTiles(footprintOf(node.meta));
    const tiles = wanted.flatMap((tile) => {
      const held = this.cache.get(node.id, tile, cellBands(look));
      return held ? [{ tile, held }] : [];
    });
    return tiles.length > 0 && tiles.length === wanted.length ? tiles : null;
  }

  private drawSlot(
    slot: Slot,
    { layer, opacity, view, zoom, wants }: { layer: LayerId; opacity: number; view: MapView; zoom: number; wants: Want[] },
  ): { level: number; loading: boolean } {
    const loaded = [slot.current, ...slot.former].map((drawn) => this.loadedOf(drawn));
    const own = regionsOf(slot.current.node, view.box, zoom);
    let waiting = 0;
    let fault: Fault | null = null;
    for (const tile of distinct(own.map((region) => ancestorAt(region, Math.min(zoom, loaded[0]!.maxZoom))))) {
      wants.push({ node: slot.current.node, bands: cellBands(slot.current.look), tile, rank: () => (this.view ? distanceFrom(this.view.box, tile) : 0) });
      if (loaded[0]!.get(tile) !== undefined) continue;
      const failed = this.cache.faultOf(slot.current.node.id, tile);
      fault ??= failed;
      if (!failed) waiting++;
    }
    if (fault) this.hear.faulted(layer, fault);
    if (waiting === 0) slot.former = [];
    const regions = distinct([...own, ...slot.former.flatMap(({ node }) => regionsOf(node, view.box, zoom))]);
    const patches = regions.flatMap((region) => fillRegion(region, loaded));
    if (slot.isGuessing) this.guessFrom(slot, patches.find(({ cells }) => cells.drawn === slot.current && cells.held.size > 0)?.cells.held ?? null);
    this.drawPatches(patches, opacity, view);
    return { level: Math.max(0, ...patches.map(({ cells }) => cells.held.level)), loading: waiting > 0 };
  }

  private drawPatches(patches: readonly Patch<Ready>[], opacity: number, view: MapView): void {
    let look: Look | null = null;
    for (const { region, tile, cells } of patches) {
      const { held, drawn, bands } = cells;
      if (bands.length === 0) continue;
      const size = held.size || blankSize;
      if (look !== drawn.look) this.gl?.look(drawn.look, opacity);
      look = drawn.look;
      const scale = 2 ** (region.z - tile.z);
      this.gl?.draw({
        bands,
        alpha: drawn.look.alpha ? (bands[drawn.look.bands.length] ?? null) : null,
        size,
        col: ((region.x - tile.x * scale) / scale) * size,
        row: ((region.y - tile.y * scale) / scale) * size,
        span: size / scale,
        dest: view.toClip(tileBox(region)),
      });
    }
  }

  /** Tiles of a picture that can be drawn in this frame; uploads some of those that arrived. */
  private loadedOf(drawn: Drawn): Loaded<Ready> {
    const { node } = drawn;
    return {
      maxZoom: footprintOf(node.meta).maxZoom,
      get: (tile) => {
        const held = this.cache.get(node.id, tile, cellBands(drawn.look));
        if (!held) return undefined;
        const bands = this.bandsToDraw(drawn, tile, held);
        const fresh = bands.filter((cells) => !cells.texture);
        if (fresh.length > 0 && this.uploadsLeft <= 0) return undefined;
        for (const cells of new Set(fresh)) this.gl?.upload(cells, held.size || blankSize);
        this.uploadsLeft -= fresh.length;
        return { drawn, held, bands };
      },
    };
  }

  private bandsToDraw({ node, look }: Drawn, tile: TileId, held: HeldTile): readonly BandCells[] {
    if (held.size > 0) return cellBands(look).map((band) => held.bands.get(band)!);
    return look.nodata ? [this.cache.blank(node, tile, held)] : [];
  }

  private askFor(wants: readonly Want[]): void {
    const now = performance.now();
    if (this.map?.isMoving() && now - this.wantedAt < movingWantMs) return;
    this.wantedAt = now;
    const backdrops = this.stack.flatMap(({ id }) => {
      const slot = this.slots.get(slotName(id, "picture"));
      if (!slot) return [];
      const { node, look } = slot.current;
      return backdropTiles(footprintOf(node.meta)).map((tile) => ({ node, bands: cellBands(look), tile, rank: () => backdropRank }));
    });
    this.cache.want([...backdrops, ...wants]);
  }

  private guessFrom(slot: Slot, held: HeldTile | null): void {
    if (held) slot.guess(slot.current.look.bands.map((band) => held.bands.get(band)!.values));
  }
}

const slotName = (layer: LayerId, role: Role) => `${layer}/${role}`;
