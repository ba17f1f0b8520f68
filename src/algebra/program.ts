import { takeBand } from "../cells/band-pool.ts";
import type { Value } from "./bind.ts";
import { fitInto, type Overflow, type Storage } from "./fit.ts";
import type { Loop, Operation } from "./operation.ts";
import { operations } from "./operations.ts";

/** The bands of all layers in, those of the result out, in bands of their own. Its registers are kept between calls. */
export type Program = (bands: readonly Float64Array[], cells: number) => Float64Array[];

interface Storing {
  /** How the result is stored. */
  readonly storage: Storage;
  readonly overflow: Overflow;
  /** Every operation's result is stored in its own type before it goes on. */
  readonly storesSteps: boolean;
}

/** Cells that go through all instructions together: so small that registers stay in the nearest caches. */
const blockCells = 2048;

/** A list of instructions over blocks of cells. Equal parts of the expression are computed once. */
export function assemble(results: readonly Value[], storing: Storing): Program {
  const list = new Listing(storing);
  const places = results.map((result) => list.stored(list.place(result), storing.storage));
  const { sources, instructions } = list;
  const { homes, count } = registersFor(instructions, sources.length, places);
  const registers = Array.from({ length: count }, () => new Float64Array(blockCells));

  return (bands, cells) => {
    const out = results.map(() => takeBand(cells));
    const views = sources.map((source, at) => {
      if (source.kind === "number") return new Float64Array(Math.min(blockCells, cells)).fill(source.value);
      return source.kind === "band" ? bands[source.slot]! : registers[homes[at]!]!;
    });
    for (let start = 0; start < cells; start += blockCells) {
      const end = Math.min(cells, start + blockCells);
      for (const [at, source] of sources.entries()) if (source.kind === "band") views[at] = bands[source.slot]!.subarray(start, end);
      for (const { loop, args, result } of instructions)
        loop(
          views[result]!,
          args.map((arg) => views[arg]!),
          end - start,
        );
      for (const [band, at] of places.entries()) out[band]!.set(views[at]!.subarray(0, end - start), start);
    }
    return out;
  };
}

type Source = { readonly kind: "band"; readonly slot: number } | { readonly kind: "number"; readonly value: number } | { readonly kind: "register" };

interface Instruction {
  readonly loop: Loop;
  readonly args: readonly number[];
  readonly result: number;
  /** The result may lie where an operand was. */
  readonly inPlace: boolean;
}

/** Values numbered in the order in which they come to be; one that is there already is not computed again. */
class Listing {
  readonly sources: Source[] = [];
  readonly instructions: Instruction[] = [];
  private readonly known = new Map<string, number>();

  constructor(private readonly storing: Storing) {}

  place(value: Value): number {
    if (value.kind === "band") return this.named(`b${value.slot}`, { kind: "band", slot: value.slot });
    if (value.kind === "number") return this.named(`n${value.value}`, { kind: "number", value: value.value });
    const operation: Operation = operations[value.operation];
    const args = value.args.map((arg) => this.place(arg));
    const at = this.computed(value.operation, operation.loop, args, operation.operands !== "over");
    if (!this.storing.storesSteps || !value.storage) return at;
    const isWhole = operation.rounding === "half-up" && !value.storage.cellType.startsWith("float");
    return this.stored(isWhole ? this.computed("round", operations.round.loop, [at], true) : at, value.storage);
  }

  /** The same cells as a type holds them. */
  stored(at: number, storage: Storage): number {
    const { overflow } = this.storing;
    const loop: Loop = (out, [values], cells) => fitInto(out, values!, cells, storage, overflow);
    return this.computed(`store as ${storage.cellType} ${storage.nodata}`, loop, [at], true);
  }

  private computed(name: string, loop: Loop, args: readonly number[], inPlace: boolean): number {
    const key = `${name}(${args.join()})`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const result = this.named(key, { kind: "register" });
    this.instructions.push({ loop, args, result, inPlace });
    return result;
  }

  private named(key: string, source: Source): number {
    const before = this.known.get(key);
    if (before !== undefined) return before;
    this.known.set(key, this.sources.length);
    return this.sources.push(source) - 1;
  }
}

/** A register for each result, used again when nothing needs what is in it. */
function registersFor(
  instructions: readonly Instruction[],
  values: number,
  results: readonly number[],
): { readonly homes: readonly number[]; readonly count: number } {
  const lastUse = new Array<number>(values).fill(-1);
  for (const [i, { args }] of instructions.entries()) for (const arg of args) lastUse[arg] = i;
  for (const result of results) lastUse[result] = Number.POSITIVE_INFINITY;
  const homes = new Array<number>(values).fill(-1);
  const free: number[] = [];
  let count = 0;
  for (const [i, { args, result, inPlace }] of instructions.entries()) {
    const done = [...new Set(args)].filter((arg) => homes[arg]! >= 0 && lastUse[arg] === i).map((arg) => homes[arg]!);
    if (inPlace) free.push(...done);
    homes[result] = free.pop() ?? count++;
    if (!inPlace) free.push(...done);
  }
  return { homes, count };
}
