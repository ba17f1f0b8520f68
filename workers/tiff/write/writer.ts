import { invariant } from "../../../src/fault.ts";
import { blockCount, blockWindow, type FileMetadata, type FilePlan } from "../../../src/layer/file-plan.ts";
import { checksum } from "./checksum.ts";
import { type EncodedBlock, encodeFullMask } from "./encode.ts";
import { type BlockPlaces, composeFileHeader, type LevelPlaces } from "./header.ts";
import type { OpenSpool, Spool } from "./spool.ts";
import { type LoggedBlock, WriterLog } from "./writer-log.ts";

const classicLimitBytes = 2 ** 32 - 1;
/** What came is handed to the file system after so much time or so many bytes: a lost tab loses no more than that. */
const checkpointMs = 1000;
const checkpointBytes = 8 * 2 ** 20;
/** Bytes that are read back at once before others may have the thread. */
const readBackBytes = 32 * 2 ** 20;

interface SpooledImage {
  readonly spool: Spool;
  readonly places: BlockPlaces;
}

interface SpooledLevel {
  readonly cells: SpooledImage;
  readonly mask: SpooledImage;
  /** 1 for each block that has come. */
  readonly arrived: Uint8Array;
  /** The place of its first block in file order. */
  readonly first: number;
}

/**
 * One GeoTIFF in the making. Blocks arrive encoded and in any order, and go to a spool a level; the header comes last,
 * when all sizes are known, and the file is a Blob of header and spools. Nothing is held in memory but block positions.
 * Blocks that come in file order give the same file every time.
 */
export class GeoTiffWriter {
  #pending: LoggedBlock[] = [];
  #pendingBytes = 0;
  #checkpointAt = performance.now();

  private constructor(
    private readonly plan: FilePlan,
    private readonly levels: readonly SpooledLevel[],
    private readonly log: WriterLog | null,
  ) {}

  /** A new file. Its blocks are logged when another writer is to go on with it after the loss of this tab. */
  static async begin(plan: FilePlan, openSpool: OpenSpool, isLogged = false): Promise<GeoTiffWriter> {
    const writer = await open(plan, openSpool, isLogged, (levels, log) => new GeoTiffWriter(plan, levels, log));
    writer.#keep(0);
    return writer;
  }

  /** A file that a lost tab began, with the blocks of it that are there whole; `done` tells them, 1 each, in file order. */
  static async resume(plan: FilePlan, openSpool: OpenSpool): Promise<{ readonly writer: GeoTiffWriter; readonly done: Uint8Array<ArrayBuffer> }> {
    const writer = await open(plan, openSpool, true, (levels, log) => new GeoTiffWriter(plan, levels, log));
    writer.#keep(await writer.#takeLogged());
    const done = new Uint8Array(blockCount(plan));
    for (const { arrived, first } of writer.levels) done.set(arrived, first);
    return { writer, done };
  }

  /** How many blocks the log of a lost tab tells of. */
  static async logged(plan: FilePlan, openSpool: OpenSpool): Promise<number> {
    const log = await openLog(plan, openSpool);
    let count = 0;
    for (const _block of log.read()) count++;
    log.leave();
    return count;
  }

  /** Takes one block over; each is to come once. Blocks are numbered row by row from the north-west of their level. */
  append(level: number, block: number, { parts, mask }: EncodedBlock): void {
    const into = this.levels[level];
    invariant(into && into.arrived[block] === 0, `a block not yet written, got block ${block} of level ${level}`);
    into.arrived[block] = 1;
    const stretches = [...parts, mask ?? new Uint8Array()];
    for (const [s, { image, index }] of stretchesOf(into, block, stretches.length).entries()) put(image, index, stretches[s]!);
    if (!this.log) return;
    const byteCounts = stretches.map((bytes) => bytes.length);
    this.#pending.push({ index: into.first + block, byteCounts, sum: stretches.reduce((sum, bytes) => checksum(bytes, sum), 0) });
    this.#pendingBytes += byteCounts.reduce((sum, count) => sum + count, 0);
    if (this.#pendingBytes >= checkpointBytes || performance.now() - this.#checkpointAt >= checkpointMs) this.flush();
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
    this.flush();
    const blobs = await Promise.all(spools.map(({ spool }) => spool.close()));
    return new Blob([header, ...blobs], { type: "image/tiff" });
  }

  /** Gives the space back, finished or not. A Blob made by `finish` is dead afterwards. */
  remove(): Promise<void> {
    return removeAll([...this.levels.flatMap(({ cells, mask }) => [cells.spool, mask.spool]), ...(this.log ? [this.log] : [])]);
  }

  /** Lets go of the spools, so that another writer can go on with what was logged. */
  leave(): void {
    for (const { cells, mask } of this.levels) for (const { spool } of [cells, mask]) spool.leave();
    this.log?.leave();
  }

  /** Hands what came to the file system, and then to the log, which tells of nothing that is not there. */
  flush(): void {
    if (!this.log) return;
    for (const { cells, mask } of this.levels) {
      cells.spool.flush();
      mask.spool.flush();
    }
    for (const block of this.#pending) this.log.add(block);
    this.log.flush();
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#checkpointAt = performance.now();
  }

  /** Takes the blocks of the log as come, up to the first whose bytes are not those that were written; answers how many there are. */
  async #takeLogged(): Promise<number> {
    const ends = new Map<Spool, number>();
    let records = 0;
    let unseen = 0;
    for (const { index, byteCounts, sum } of this.log?.read() ?? []) {
      const level = this.levels.findLast(({ first }) => first <= index);
      const block = index - (level?.first ?? 0);
      if (level?.arrived[block] !== 0) break;
      const stretches = stretchesOf(level, block, byteCounts.length).map(({ image, index: at }, s) => {
        const start = ends.get(image.spool) ?? 0;
        return { image, at, start, bytes: image.spool.read(start, byteCounts[s]!) };
      });
      if (stretches.some(({ bytes }, s) => bytes.length !== byteCounts[s]) || stretches.reduce((all, { bytes }) => checksum(bytes, all), 0) !== sum) break;
      level.arrived[block] = 1;
      for (const { image, at, start, bytes } of stretches) {
        if (bytes.length === 0) continue;
        image.places.offsets[at] = start;
        image.places.byteCounts[at] = bytes.length;
        ends.set(image.spool, start + bytes.length);
        unseen += bytes.length;
      }
      records++;
      if (unseen < readBackBytes) continue;
      unseen = 0;
      await new Promise((resolve) => setTimeout(resolve));
    }
    return records;
  }

  /** Forgets what lies behind the blocks that have come, which are those of the log's first records. */
  #keep(records: number): void {
    for (const { cells, mask } of this.levels) for (const { spool, places } of [cells, mask]) spool.truncate(endOf(places));
    this.log?.keep(records);
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

/** Stretches of bytes that a block has, its mask aside. */
const partsOf = ({ coding }: FilePlan): number => (coding.interleaving === "pixel" ? 1 : coding.bandCount);

const openLog = async (plan: FilePlan, openSpool: OpenSpool): Promise<WriterLog> => new WriterLog(await openSpool("log"), partsOf(plan) + 1);

async function open(
  plan: FilePlan,
  openSpool: OpenSpool,
  isLogged: boolean,
  make: (levels: readonly SpooledLevel[], log: WriterLog | null) => GeoTiffWriter,
): Promise<GeoTiffWriter> {
  const levels: SpooledLevel[] = [];
  const opened: Spool[] = [];
  const spoolOf = async (name: string): Promise<Spool> => {
    const spool = await openSpool(name);
    opened.push(spool);
    return spool;
  };
  const imageOf = async (name: string, count: number): Promise<SpooledImage> => ({
    spool: await spoolOf(name),
    places: { offsets: new Float64Array(count).fill(Number.NaN), byteCounts: new Float64Array(count) },
  });
  const parts = partsOf(plan);
  try {
    let first = 0;
    for (const [l, { across, down }] of plan.levels.entries()) {
      const blocks = across * down;
      levels.push({ cells: await imageOf(`cells-${l}`, blocks * parts), mask: await imageOf(`mask-${l}`, blocks), arrived: new Uint8Array(blocks), first });
      first += blocks;
    }
    return make(levels, isLogged ? await openLog(plan, spoolOf) : null);
  } catch (error) {
    await removeAll(opened);
    throw error;
  }
}

/** Where the stretches of bytes of a block go: its parts, then its mask. */
const stretchesOf = (
  { cells, mask, arrived }: SpooledLevel,
  block: number,
  count: number,
): readonly { readonly image: SpooledImage; readonly index: number }[] =>
  Array.from({ length: count }, (_, s) => (s === count - 1 ? { image: mask, index: block } : { image: cells, index: s * arrived.length + block }));

const endOf = ({ offsets, byteCounts }: BlockPlaces): number =>
  offsets.reduce((end, offset, i) => (byteCounts[i]! > 0 ? Math.max(end, offset + byteCounts[i]!) : end), 0);

function put({ spool, places }: SpooledImage, index: number, bytes: Uint8Array<ArrayBuffer>): void {
  if (bytes.length === 0) return;
  places.offsets[index] = spool.append(bytes);
  places.byteCounts[index] = bytes.length;
}

const removeAll = async (spools: readonly Pick<Spool, "remove">[]): Promise<void> => {
  await Promise.all(spools.map((spool) => spool.remove()));
};
