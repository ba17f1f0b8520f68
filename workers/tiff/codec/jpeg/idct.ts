const F_0_298 = 2446;
const F_0_390 = 3196;
const F_0_541 = 4433;
const F_0_765 = 6270;
const F_0_899 = 7373;
const F_1_175 = 9633;
const F_1_501 = 12299;
const F_1_847 = 15137;
const F_1_961 = 16069;
const F_2_053 = 16819;
const F_2_562 = 20995;
const F_3_072 = 25172;

const work = new Int32Array(64);

/**
 * The inverse DCT of one block of 8 × 8 by libjpeg's accurate integer method (jidctint.c, Loeffler, Ligtenberg and
 * Moschytz), so that pixels equal those of every reader built on libjpeg. `coefficients` are in natural order from
 * `at`, `quant` too; the samples, 0 to 255, go to `out` from `to` in rows of `pitch`.
 */
export function inverseDct(coefficients: Int16Array, at: number, quant: Uint16Array, out: Uint8Array, to: number, pitch: number): void {
  for (let c = 0; c < 8; c++) {
    const i = at + c;
    const c1 = coefficients[i + 8]!;
    const c2 = coefficients[i + 16]!;
    const c3 = coefficients[i + 24]!;
    const c4 = coefficients[i + 32]!;
    const c5 = coefficients[i + 40]!;
    const c6 = coefficients[i + 48]!;
    const c7 = coefficients[i + 56]!;
    const dc = coefficients[i]! * quant[c]!;
    if ((c1 | c2 | c3 | c4 | c5 | c6 | c7) === 0) {
      const value = dc << 2;
      for (let r = c; r < 64; r += 8) work[r] = value;
      continue;
    }
    const z2 = c2 * quant[c + 16]!;
    const z3 = c6 * quant[c + 48]!;
    const z1 = (z2 + z3) * F_0_541;
    const e2 = z1 - z3 * F_1_847;
    const e3 = z1 + z2 * F_0_765;
    const four = c4 * quant[c + 32]!;
    const e0 = (dc + four) << 13;
    const e1 = (dc - four) << 13;
    const t10 = e0 + e3;
    const t13 = e0 - e3;
    const t11 = e1 + e2;
    const t12 = e1 - e2;
    odd(c7 * quant[c + 56]!, c5 * quant[c + 40]!, c3 * quant[c + 24]!, c1 * quant[c + 8]!);
    work[c] = (t10 + o3 + 1024) >> 11;
    work[c + 56] = (t10 - o3 + 1024) >> 11;
    work[c + 8] = (t11 + o2 + 1024) >> 11;
    work[c + 48] = (t11 - o2 + 1024) >> 11;
    work[c + 16] = (t12 + o1 + 1024) >> 11;
    work[c + 40] = (t12 - o1 + 1024) >> 11;
    work[c + 24] = (t13 + o0 + 1024) >> 11;
    work[c + 32] = (t13 - o0 + 1024) >> 11;
  }
  for (let r = 0; r < 8; r++) {
    const i = r * 8;
    const line = to + r * pitch;
    const z2 = work[i + 2]!;
    const z3 = work[i + 6]!;
    const z1 = (z2 + z3) * F_0_541;
    const e2 = z1 - z3 * F_1_847;
    const e3 = z1 + z2 * F_0_765;
    const e0 = (work[i]! + work[i + 4]!) << 13;
    const e1 = (work[i]! - work[i + 4]!) << 13;
    const t10 = e0 + e3;
    const t13 = e0 - e3;
    const t11 = e1 + e2;
    const t12 = e1 - e2;
    odd(work[i + 7]!, work[i + 5]!, work[i + 3]!, work[i + 1]!);
    out[line] = level(t10 + o3);
    out[line + 7] = level(t10 - o3);
    out[line + 1] = level(t11 + o2);
    out[line + 6] = level(t11 - o2);
    out[line + 2] = level(t12 + o1);
    out[line + 5] = level(t12 - o1);
    out[line + 3] = level(t13 + o0);
    out[line + 4] = level(t13 - o0);
  }
}

// The odd part has four results; module variables spare an array a row.
let o0 = 0;
let o1 = 0;
let o2 = 0;
let o3 = 0;

function odd(s7: number, s5: number, s3: number, s1: number): void {
  const z5 = (s7 + s3 + s5 + s1) * F_1_175;
  const z1 = -(s7 + s1) * F_0_899;
  const z2 = -(s5 + s3) * F_2_562;
  const z3 = -(s7 + s3) * F_1_961 + z5;
  const z4 = -(s5 + s1) * F_0_390 + z5;
  o0 = s7 * F_0_298 + z1 + z3;
  o1 = s5 * F_2_053 + z2 + z4;
  o2 = s3 * F_3_072 + z2 + z3;
  o3 = s1 * F_1_501 + z1 + z4;
}

function level(sum: number): number {
  const value = ((sum + 131_072) >> 18) + 128;
  return Math.max(0, Math.min(255, value));
}
