import type { StoredTile } from "./store/tile-store.ts";

/** The tiles used last, up to a number of bytes. One per worker. */
export class TileCache {
  private readonly tiles = new Map<string, StoredTile>();
  private bytes = 0;

  constructor(private readonly budgetBytes: number) {}

  get(name: string): StoredTile | null {
    const tile = this.tiles.get(name);
    if (!tile) return null;
    this.tiles.delete(name);
    this.tiles.set(name, tile);
    return tile;
  }

  put(name: string, tile: StoredTile): void {
    if (this.tiles.has(name)) return;
    this.tiles.set(name, tile);
    this.bytes += sizeOf(tile);
    for (const [oldest, old] of this.tiles) {
      if (this.bytes <= this.budgetBytes || oldest === name) break;
      this.tiles.delete(oldest);
      this.bytes -= sizeOf(old);
    }
  }
}

const sizeOf = ({ bands, valid }: StoredTile): number => [...bands, ...(valid ?? [])].reduce((sum, array) => sum + array.byteLength, 0);
