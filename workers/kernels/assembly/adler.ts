const base: u32 = 65_521;
/** Bytes after which sums still fit 32 bits, a multiple of 16 (zlib's figure is 5552). */
const stretch: usize = 5536;

/** Adler-32 (RFC 1950, section 8.2). */
export function adler32(bytes: usize, size: i32): u32 {
  let low: u32 = 1;
  let high: u32 = 0;
  let at = bytes;
  const end = bytes + size;
  const upper = i16x8(16, 15, 14, 13, 12, 11, 10, 9);
  const lower = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  while (at + 16 <= end) {
    const stop = at + min(stretch, (end - at) & ~15);
    const size = <u32>(stop - at);
    let sums = i32x4.splat(0);
    let earlier = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    for (; at < stop; at += 16) {
      const sixteen = v128.load(at);
      earlier = i32x4.add(earlier, sums);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(sixteen)));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(sixteen), upper));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(sixteen), lower));
    }
    high = (high + low * size + 16 * sumOf(earlier) + sumOf(weighted)) % base;
    low = (low + sumOf(sums)) % base;
  }
  for (; at < end; at++) {
    low += load<u8>(at);
    high += low;
  }
  return ((high % base) << 16) | (low % base);
}

function sumOf(four: v128): u32 {
  return i32x4.extract_lane(four, 0) + i32x4.extract_lane(four, 1) + i32x4.extract_lane(four, 2) + i32x4.extract_lane(four, 3);
}
