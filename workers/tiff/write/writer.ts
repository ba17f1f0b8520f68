import { invariant } from "../../../src/fault.ts";
import { blockWindow, type FileMetadata, type FilePlan } from "../../../src/layer/file-plan.ts";
import { type EncodedBlock, encodeFullMask } from "./encode.ts";
import { type BlockPlaces, composeFileHeader, type LevelPlaces } from "./header.ts";
import type { OpenSpool, Spool } from "./spool.ts";

const classicLimitBytes = 2 ** 32 - 1;

interface SpooledImage {
  readonly spool: Spool;
  readonly places: BlockPlaces;
}

interface SpooledLevel {
  readonly cells: SpooledImage;
  readonly mask: SpooledImage;
  /** 1 for each block that has come. */
  readonly arrived: Uint8Array;
}

/**
 * One GeoTIFF in the making. Blocks arrive encoded and in any order, and go to a spool a level; the header comes last,
 * when all sizes are known, and the file is a Blob of header and spools. Nothing is held in memory but block positions.
 */
export class GeoTiffWriter {
  private constructor(
    private readonly plan: FilePlan,
    private readonly levels: readonly SpooledLevel[],
  ) {}

  static async begin(plan: FilePlan, openSpool: OpenSpool): Promise<GeoTiffWriter> {
    const levels: SpooledLevel[] = [];
    const opened: Spool[] = [];
    const open = async (name: string, count: number): Promise<SpooledImage> => {
      const spool = await openSpool(name);
      opened.push(spool);
      return { spool, places: { offsets: new Float64Array(count).fill(Number.NaN), byteCounts: new Float64Array(count) } };
    };
    try {
      for (const [l, { across, down }] of plan.levels.entries()) {
        const blocks = across * down;
        const parts = plan.coding.interleaving === "pixel" ? 1 : plan.coding.bandCount;
        levels.push({
          cells: await open(`cells-${l}`, blocks * parts),
          mask: await open(`mask-${l}`, blocks),
          arrived: new Uint8Array(blocks),
        });
      }
    } catch (error) {
      await removeAll(opened);
      throw error;
    }
    return new GeoTiffWriter(plan, levels);
  }

  /** Takes one block over; each is to come once. Blocks are numbered row by row from the north-west of their level. */
  append(level: number, block: number, { parts, mask }: EncodedBlock): void {
    const into = this.levels[level];
    invariant(into && into.arrived[block] === 0, `a block not yet written, got block ${block} of level ${level}`);
    into.arrived[block] = 1;
    parts.forEach((bytes, p) => {
      put(into.cells, p * into.arrived.length + block, bytes);
    });
    if (mask) put(into.mask, block, mask);
  }

  /** The finished file. It reads from the spools, so it is good until `remove`. */
  async finish(metadata: FileMetadata): Promise<Blob> {
    for (const [l, { arrived }] of this.levels.entries()) invariant(!arrived.includes(0), `every block of level ${l}, block ${arrived.indexOf(0)} is missing`);
    const masked = this.levels.some(({ mask }) => mask.spool.sizeBytes > 0);
    if (masked) this.#completeMasks();

    // Smallest overview first, the image last: a reader that has the first bytes of the file has its preview.
    const spools = this.levels.flatMap(({ cells, mask }) => [cells, mask]).toReversed();
    const starts = new Map<SpooledImage, number>();
    let dataBytes = 0;
    for (const image of spools) {
      starts.set(image, dataBytes);
      dataBytes += image.spool.sizeBytes;
    }
    const placed = (image: SpooledImage): BlockPlaces => ({
      offsets: image.places.offsets.map((offset) => offset + starts.get(image)!),
      byteCounts: image.places.byteCounts,
    });
    const places: LevelPlaces[] = this.levels.map(({ cells, mask }) => ({ cells: placed(cells), mask: masked ? placed(mask) : null }));

    const compose = (big: boolean) => composeFileHeader({ plan: this.plan, metadata, places, big });
    const classic = this.plan.bigTiff === "auto" ? compose(false) : null;
    const header = classic && classic.length + dataBytes <= classicLimitBytes ? classic : compose(true);
    const blobs = await Promise.all(spools.map(({ spool }) => spool.close()));
    return new Blob([header, ...blobs], { type: "image/tiff" });
  }

  /** Gives the space back, finished or not. A Blob made by `finish` is dead afterwards. */
  remove(): Promise<void> {
    return removeAll(this.levels.flatMap(({ cells, mask }) => [cells.spool, mask.spool]));
  }

  /** Blocks without holes brought no mask; they need one as soon as any other block has holes. */
  #completeMasks(): void {
    const full = new Map<number, Uint8Array<ArrayBuffer>>();
    for (const [l, { mask, arrived }] of this.levels.entries()) {
      for (let block = 0; block < arrived.length; block++) {
        if (mask.places.byteCounts[block] !== 0) continue;
        const rows = this.plan.coding.kind === "tiles" ? this.plan.coding.rows : blockWindow(this.plan, l, block).rows;
        const bytes = full.get(rows) ?? encodeFullMask(this.plan.coding, rows);
        full.set(rows, bytes);
        put(mask, block, bytes);
      }
    }
  }
}

function put({ spool, places }: SpooledImage, index: number, bytes: Uint8Array<ArrayBuffer>): void {
  if (bytes.length === 0) return;
  places.offsets[index] = spool.append(bytes);
  places.byteCounts[index] = bytes.length;
}

const removeAll = async (spools: readonly Spool[]): Promise<void> => {
  await Promise.all(spools.map((spool) => spool.remove()));
};
