// Memory of the kernels: fixed tables first, then the input, then the output. Nothing is freed; both are used again by the next call.

/** Bytes past the input's end that a search may look at, and past the output's end that the packer may write. */
export const slackBytes: i32 = 64;

const pageBytes: usize = 65_536;
const heap: usize = (__heap_base + 15) & ~15;

export let input: usize = heap;
export let inputBytes: i32 = 0;
export let output: usize = heap;

/** Makes room for an input and an output of these sizes; the input's zeroed slack follows it. */
export function makeRoom(size: i32, outputSize: i32): void {
  inputBytes = size;
  // One byte stands before the first, for searches that look at the byte before.
  input = heap + 16;
  output = (input + size + slackBytes + 15) & ~15;
  const pages = <i32>((output + outputSize + slackBytes + pageBytes - 1) / pageBytes);
  const missing = pages - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  memory.fill(input + size, 0, slackBytes);
}
