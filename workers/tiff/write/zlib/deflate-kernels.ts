import type { Kernels } from "../../../kernels/kernels.ts";
import { idealBits } from "./choose.ts";
import { distanceSymbols, literalSymbols } from "./tokens.ts";

/** `deflateFast` by the kernels: the same bytes as in script. The output is an array of its own. */
export function deflateByKernels(kernels: Kernels, input: Uint8Array): Uint8Array<ArrayBuffer> {
  const at = kernels.roomToDeflate(input.length);
  new Uint8Array(kernels.memory.buffer, at, input.length).set(input);
  const runBits = sampleBits(kernels, false);
  const size = kernels.deflate(sampleBits(kernels, true) < runBits ? 1 : 0);
  return new Uint8Array(kernels.memory.buffer, kernels.deflated(), size).slice();
}

function sampleBits(kernels: Kernels, isRepeats: boolean): number {
  const at = kernels.searchSample(isRepeats ? 1 : 0);
  const { buffer } = kernels.memory;
  const literalCounts = new Uint32Array(buffer, at, literalSymbols);
  return idealBits({ literalCounts, distanceCounts: new Uint32Array(buffer, at + literalCounts.byteLength, distanceSymbols) });
}
