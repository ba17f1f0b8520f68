import { type Fault, faultOf } from "../fault.ts";
import type { NodeId } from "../layer/meta.ts";
import type { LayerNode } from "../plan/graph.ts";
import type { ScreenTile } from "../pool/screen.ts";
import { footprintOf } from "./footprint.ts";
import { type TileId, tileName } from "./mercator.ts";
import { markOutside } from "./outside.ts";

/** Gets the cells of one web map tile; null where the node has none. The smaller priority goes first. */
export type PullTile = (
  node: LayerNode,
  tile: TileId & { readonly bands: readonly number[] },
  options: { priority(): number; readonly signal: AbortSignal },
) => Promise<ScreenTile | null>;

/** A tile that the map needs now. The smaller rank comes first. */
export interface Want {
  readonly node: LayerNode;
  readonly bands: readonly number[];
  readonly tile: TileId;
  rank(): number;
}

/** One band of one tile. The texture belongs to whoever draws. */
export interface BandCells {
  readonly values: Float32Array;
  texture: WebGLTexture | null;
}

export interface HeldTile {
  /** Cells along an edge; 0 when the node has no cells here. */
  readonly size: number;
  readonly level: number;
  readonly bands: Map<number, BandCells>;
}

interface Pending {
  readonly bands: readonly number[];
  readonly controller: AbortController;
  want: Want;
}

interface Failed {
  readonly fault: Fault;
  readonly tries: number;
  readonly retryAt: number;
}

const budgetBytes = 192 * 2 ** 20;
/** Where an empty tile keeps its blank cells; no real band. */
const blankBand = -1;
/** Cells along the edge of a blank tile. */
export const blankSize = 256;
const maxTries = 3;
const firstRetryMs = 2000;

/** The cells that the map holds, by node and tile. Least recently used ones go when the budget is spent, but none that is needed now. */
export class TileCache {
  private readonly held = new Map<string, HeldTile>();
  private readonly pending = new Map<string, Pending>();
  private readonly failed = new Map<string, Failed>();
  private needed: ReadonlyMap<string, Want> = new Map();
  private bytes = 0;

  constructor(
    private readonly pull: PullTile,
    private readonly hear: { arrived(node: NodeId): void; evicted(cells: BandCells): void },
    private readonly limitBytes = budgetBytes,
  ) {}

  /** The tile when all of the bands are there, or when it is known to be empty. */
  get(node: NodeId, tile: TileId, bands: readonly number[]): HeldTile | undefined {
    const key = keyOf(node, tile);
    const found = this.held.get(key);
    if (!found || (found.size > 0 && bands.some((band) => !found.bands.has(band)))) return undefined;
    // A map keeps the order of insertion: moved to the end, the first is the least recently used.
    this.held.delete(key);
    this.held.set(key, found);
    return found;
  }

  /** Everything the map needs at this moment: what is missing is asked for, what is no longer needed is called off. */
  want(wants: readonly Want[]): void {
    this.needed = new Map(wants.map((want) => [keyOf(want.node.id, want.tile), want]));
    for (const [key, { controller }] of this.pending)
      if (!this.needed.has(key)) {
        this.pending.delete(key);
        controller.abort();
      }
    for (const [key, want] of this.needed) this.ask(key, want);
  }

  /** Cells for an empty tile: NoData inside the footprint, "outside" around it. For looks that colour NoData. */
  blank(node: LayerNode, tile: TileId, held: HeldTile): BandCells {
    const known = held.bands.get(blankBand);
    if (known) return known;
    const made: BandCells = { values: new Float32Array(blankSize * blankSize).fill(Number.NaN), texture: null };
    markOutside([made.values], blankSize, tile, footprintOf(node.meta));
    held.bands.set(blankBand, made);
    this.bytes += made.values.byteLength;
    return made;
  }

  /** True while a tile of the node is on its way. */
  isLoading(node: NodeId, tile: TileId): boolean {
    return this.pending.has(keyOf(node, tile));
  }

  /** Why the node's tile could not be had; null when it was not tried or came. */
  faultOf(node: NodeId, tile: TileId): Fault | null {
    return this.failed.get(keyOf(node, tile))?.fault ?? null;
  }

  /** What failed before may work now, say because its file is back. */
  forgetFaults(): void {
    this.failed.clear();
  }

  /** After a lost graphics context: every texture is gone, the cells are not. */
  forgetTextures(): void {
    for (const { bands } of this.held.values()) for (const cells of bands.values()) cells.texture = null;
  }

  close(): void {
    this.want([]);
    for (const { bands } of this.held.values()) for (const cells of bands.values()) this.hear.evicted(cells);
    this.held.clear();
  }

  private ask(key: string, want: Want): void {
    const found = this.held.get(key);
    const missing = found ? (found.size === 0 ? [] : want.bands.filter((band) => !found.bands.has(band))) : want.bands;
    if (missing.length === 0) return;
    const under = this.pending.get(key);
    if (under && missing.every((band) => under.bands.includes(band))) {
      under.want = want;
      return;
    }
    const failed = this.failed.get(key);
    if (failed && (failed.tries >= maxTries || Date.now() < failed.retryAt)) return;
    under?.controller.abort();
    const pending: Pending = { bands: [...new Set(missing)], controller: new AbortController(), want };
    this.pending.set(key, pending);
    void this.load(key, pending);
  }

  private async load(key: string, pending: Pending): Promise<void> {
    const { bands, controller } = pending;
    const { node, tile } = pending.want;
    try {
      const found = await this.pull(node, { ...tile, bands }, { priority: () => pending.want.rank(), signal: controller.signal });
      this.failed.delete(key);
      this.keep(key, node, tile, bands, found);
    } catch (error) {
      if (controller.signal.aborted) return;
      const tries = (this.failed.get(key)?.tries ?? 0) + 1;
      const waitMs = firstRetryMs * 2 ** (tries - 1);
      this.failed.set(key, { fault: faultOf(error), tries, retryAt: Date.now() + waitMs });
      if (tries < maxTries) setTimeout(() => this.hear.arrived(node.id), waitMs);
    } finally {
      if (this.pending.get(key) === pending) this.pending.delete(key);
    }
    this.hear.arrived(node.id);
  }

  private keep(key: string, node: LayerNode, tile: TileId, bands: readonly number[], found: ScreenTile | null): void {
    const before = this.held.get(key);
    const kept: HeldTile = { size: found?.size ?? 0, level: found?.level ?? 0, bands: before?.bands ?? new Map<number, BandCells>() };
    if (found) markOutside(found.bands, found.size, tile, footprintOf(node.meta));
    for (const [i, band] of bands.entries()) {
      const values = found?.bands[i];
      if (!values) continue;
      const replaced = kept.bands.get(band);
      if (replaced) this.release(replaced);
      kept.bands.set(band, { values, texture: null });
      this.bytes += values.byteLength;
    }
    this.held.delete(key);
    this.held.set(key, kept);
    this.shrink(key);
  }

  private shrink(except: string): void {
    for (const [key, { bands }] of this.held) {
      if (this.bytes <= this.limitBytes) return;
      if (key === except || this.needed.has(key)) continue;
      this.held.delete(key);
      for (const cells of bands.values()) this.release(cells);
    }
  }

  private release(cells: BandCells): void {
    this.bytes -= cells.values.byteLength;
    this.hear.evicted(cells);
  }
}

const keyOf = (node: NodeId, tile: TileId): string => `${node}/${tileName(tile)}`;
