import { cell, HIGH, LOW, words } from "./bits.ts";

/*
 * ECMAScript leaves Math.log, Math.exp and friends "implementation-approximated", so two browsers may disagree in the
 * last bit and a run would no longer be reproducible. These use + - * / and the bits of a double only, which IEEE 754
 * defines exactly. Math.sqrt is correctly rounded on every engine (it is one machine instruction).
 */

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const LN2 = LN2_HIGH + LN2_LOW;
const TWO_54 = 18014398509481984;

/** Intervals that [1, 2) is cut into for {@link log}. */
const CUTS = 256;
/** Of each interval's centre: one over it, and its logarithm. The first and the last have the centre 1, where log is 0. */
const INVERSES = new Float64Array(CUTS);
const LOGS = new Float64Array(CUTS);
/** Intervals from this one on are halved, so that m stays near 1. */
const HALVED_FROM = 106;

for (let i = 1; i < CUTS - 1; i++) {
  const centre = (1 + (i + 0.5) / CUTS) / (i >= HALVED_FROM ? 2 : 1);
  INVERSES[i] = 1 / centre;
  // The inverse is rounded, so the logarithm is taken of what it really is the inverse of.
  LOGS[i] = -logBySeries(INVERSES[i] as number);
}
INVERSES[0] = 1;
INVERSES[CUTS - 1] = 1;

/** 2 to the power 1023 - i: takes a number with the biased exponent i to [1, 2). A table, because writing bits and reading them back as a double stalls. */
const SCALES = new Float64Array(2048);
for (let i = 1; i < 2046; i++) SCALES[i] = powerOfTwo(1023 - i);
// 2^-1023 is below the normal range; a biased exponent of 2046 is that of the largest numbers.
SCALES[2046] = powerOfTwo(-1022) / 2;
SCALES[2047] = powerOfTwo(-1022) / 4;

/** log m = 2 atanh((m - 1) / (m + 1)) by its Taylor series, for m in [1/2, 2]. */
function logBySeries(m: number): number {
  const s = (m - 1) / (m + 1);
  let sum = 0;
  for (let n = 41; n >= 1; n -= 2) sum = sum * s * s + 1 / n;
  return 2 * s * sum;
}

/**
 * Natural logarithm of `x` > 0, with an error below 1e-15 of what is larger, the logarithm or 1 (relative to it always below 1e-13).
 * Method: x = m 2^k with m near 1; log m = log c + log(1 + r) with the centre c of m's interval from a table, and the
 * Taylor series of log(1 + r) for |r| < 1/256. Returns -Infinity for 0 and NaN for negative numbers.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  return x < 2.2250738585072014e-308 ? logOfFraction(x * TWO_54) - 54 * LN2 : logOfFraction(x);
}

/** {@link log} of a positive normal number, without looking whether it is one. */
export function logOfFraction(x: number): number {
  cell[0] = x;
  const high = words[HIGH] as number;
  const interval = (high >>> 12) & (CUTS - 1);
  const exponent = (high >>> 20) + (interval >= HALVED_FROM ? 1 : 0);
  const k = exponent - 1023;
  const r = x * (SCALES[exponent] as number) * (INVERSES[interval] as number) - 1;
  const r2 = r * r;
  const tail = 1 / 3 - r * (1 / 4) + r2 * (1 / 5 - r * (1 / 6) + r2 * (1 / 7));
  const near = r - r2 * 0.5 + r2 * r * tail;
  return k * LN2_HIGH + ((LOGS[interval] as number) + (near + k * LN2_LOW));
}

/**
 * e to the power `x`, within 2 units in the last place. Overflows to Infinity above 709.78, underflows to 0 below -745.
 * Method: x = k ln 2 + r with |r| <= ln 2 / 2; Taylor series of e^r; the exponent bits make 2^k.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  const k = Math.floor(x / LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let term = 1;
  for (let n = 17; n >= 1; n--) term = 1 + (r * term) / n;
  // Two factors, so that results below the normal range are reached without an intermediate underflow.
  const half = k >> 1;
  return term * powerOfTwo(half) * powerOfTwo(k - half);
}

/** 2 to an integer power in [-1022, 1023], exact. */
export function powerOfTwo(exponent: number): number {
  words[LOW] = 0;
  words[HIGH] = (exponent + 1023) << 20;
  return cell[0] as number;
}

/** `base` (> 0) to the power `exponent`, through {@link exp} and {@link log}; relative error about 1e-15 * |exponent * log(base)|. */
export function power(base: number, exponent: number): number {
  return exp(exponent * log(base));
}

function ratio(x: number, top: readonly number[], bottom: readonly number[]): number {
  let a = 0;
  let b = 0;
  for (let i = top.length - 1; i >= 0; i--) {
    a = a * x + (top[i] as number);
    b = b * x + (bottom[i] as number);
  }
  return a / b;
}

const CENTRE_TOP = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
  67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const CENTRE_BOTTOM = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
  28729.085735721942674, 5226.495278852854561,
];
const MIDDLE_TOP = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
  0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
];
const MIDDLE_BOTTOM = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const TAIL_TOP = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
  0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
];
const TAIL_BOTTOM = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
];

/**
 * The quantile function of the standard normal distribution, for p in (0, 1); relative error about 1e-16.
 * Source: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988).
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) return q * ratio(0.180625 - q * q, CENTRE_TOP, CENTRE_BOTTOM);
  const tail = q < 0 ? p : 1 - p;
  const r = Math.sqrt(-log(tail));
  const x = r <= 5 ? ratio(r - 1.6, MIDDLE_TOP, MIDDLE_BOTTOM) : ratio(r - 5, TAIL_TOP, TAIL_BOTTOM);
  return q < 0 ? -x : x;
}
