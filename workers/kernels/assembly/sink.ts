// Bits into bytes, the lowest first (RFC 1951, section 3.1.1). Between calls fewer than eight bits are pending.

export let sinkAt: usize = 0;
export let pending: u64 = 0;
export let pendingBits: i32 = 0;

export function openSink(at: usize): void {
  setSink(at, 0, 0);
}

export function setSink(at: usize, bits: u64, count: i32): void {
  sinkAt = at;
  pending = bits;
  pendingBits = count;
}

/** The low `bits` (at most 56) of a value that has no others. */
export function put(value: u64, bits: i32): void {
  pending |= value << pendingBits;
  pendingBits += bits;
  store<u64>(sinkAt, pending);
  sinkAt += pendingBits >> 3;
  pending >>= pendingBits & 56;
  pendingBits &= 7;
}

/** Fills the byte begun with zeros. */
export function align(): void {
  if (pendingBits > 0) put(0, 8 - pendingBits);
}
