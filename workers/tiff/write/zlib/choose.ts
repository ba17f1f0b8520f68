import { findRepeats, forgetRepeats } from "./repeats.ts";
import { findRuns } from "./runs.ts";
import { clearTokens, extraBitsOf, makeTokens, type Tokens } from "./tokens.ts";

const sliceBytes = 2048;
const sliceCount = 8;
const sample = new Uint8Array(sliceBytes * sliceCount);
/** Room for every byte of the sample on its own. */
const tokens = makeTokens(sample.length + 4);

/**
 * Whether looking for repeats makes the stream smaller than runs alone do: both are tried on slices taken evenly from
 * the input (or on all of it when short), and the bits compared that an ideal code would need.
 */
export function repeatsPay(bytes: Uint8Array): boolean {
  const part = sampleOf(bytes);
  clearTokens(tokens);
  findRuns(part, 0, tokens);
  const runBits = idealBits(tokens);
  clearTokens(tokens);
  forgetRepeats();
  findRepeats(part, 0, tokens);
  return idealBits(tokens) < runBits;
}

function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= sample.length) return bytes;
  const step = Math.floor((bytes.length - sliceBytes) / (sliceCount - 1)) & ~1;
  for (let slice = 0; slice < sliceCount; slice++) sample.set(bytes.subarray(slice * step, slice * step + sliceBytes), slice * sliceBytes);
  return sample;
}

/** Bits that an ideal code would need for what was found. */
export const idealBits = (found: Pick<Tokens, "literalCounts" | "distanceCounts">): number =>
  entropy(found.literalCounts) + entropy(found.distanceCounts) + extraBitsOf(found);

/** Bits that all symbols so distributed need at least. */
function entropy(counts: Uint32Array): number {
  let total = 0;
  let bits = 0;
  for (const count of counts) {
    total += count;
    if (count > 0) bits -= count * Math.log2(count);
  }
  return total > 0 ? bits + total * Math.log2(total) : 0;
}
