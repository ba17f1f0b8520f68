import { adler32 } from "./adler";
import { writeBlock } from "./block";
import { input, inputBytes, makeRoom, output } from "./memory";
import { findRepeats, forgetRepeats } from "./repeats";
import { findRuns } from "./runs";
import { align, openSink, put, sinkAt } from "./sink";
import { blockTokens, clearCounts, fillLengthTable, literalCounts } from "./tokens";

fillLengthTable();

/** Where `size` bytes to be deflated are to be put. */
export function roomToDeflate(size: i32): usize {
  // Stored blocks are the worst that can come out: five bytes each, of 65535 bytes or one block's tokens at least.
  makeRoom(size, size + 5 * (size / (blockTokens - 4) + size / 65_535 + 3) + 6);
  return input;
}

const sliceBytes: i32 = 2048;
const sliceCount: i32 = 8;
const sample: usize = memory.data(sliceBytes * sliceCount + 80, 16);

/** Searches slices taken evenly from the input (or all of it when short). Where the counts of what was found are. */
export function searchSample(isRepeats: boolean): usize {
  let bytes = input;
  let size = inputBytes;
  if (size > sliceBytes * sliceCount) {
    const step = ((size - sliceBytes) / (sliceCount - 1)) & ~1;
    bytes = sample + 16;
    for (let slice = 0; slice < sliceCount; slice++) memory.copy(bytes + slice * sliceBytes, input + slice * step, sliceBytes);
    size = sliceBytes * sliceCount;
  }
  clearCounts();
  if (isRepeats) {
    forgetRepeats();
    findRepeats(bytes, 0, size);
  } else findRuns(bytes, 0, size);
  return literalCounts;
}

/** Deflates the input as a zlib stream; returns its size. It begins at `deflated()`. */
export function deflate(isRepeats: boolean): i32 {
  openSink(output);
  // Window of 32 kB, "fastest algorithm".
  put(0x0178, 16);
  if (isRepeats) forgetRepeats();
  let from: i32 = 0;
  do {
    clearCounts();
    const to = isRepeats ? findRepeats(input, from, inputBytes) : findRuns(input, from, inputBytes);
    writeBlock(input + from, to - from, to === inputBytes, isRepeats);
    from = to;
  } while (from < inputBytes);
  align();
  put(bswap(adler32(input, inputBytes)), 32);
  return <i32>(sinkAt - output);
}

export function deflated(): usize {
  return output;
}
