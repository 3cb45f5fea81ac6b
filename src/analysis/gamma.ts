/** How a sum of service times is spread: a gamma distribution, moved so that its first three moments are those of the sum. */
import type { Cumulants } from "./moments.ts";

/** Beyond this shape it is a normal distribution for all that matters here. */
const NORMAL_FROM = 2000;

/** The share of times with these cumulants that is at most `x`. Exact for a sum of equal exponential times; no variance is a constant. */
export function shareAtMost(x: number, { mean, variance, third }: Cumulants): number {
  if (variance <= 1e-12 * mean * mean) return x >= mean ? 1 : 0;
  const deviation = Math.sqrt(variance);
  const skewness = third / (variance * deviation);
  const shape = skewness > 0 ? 4 / skewness ** 2 : Number.POSITIVE_INFINITY;
  const z = (x - mean) / deviation;
  if (shape > 1e8) return normalShare(z);
  // In units of the gamma's scale, from where it begins.
  const scaled = shape + z * Math.sqrt(shape);
  if (scaled <= 0) return 0;
  // Wilson and Hilferty: the cube root of a gamma variable is nearly normal.
  if (shape > NORMAL_FROM) {
    return normalShare((Math.cbrt(scaled / shape) - 1 + 1 / (9 * shape)) * 3 * Math.sqrt(shape));
  }
  return regularized(shape, scaled);
}

/** The regularized lower incomplete gamma function P(a, x): series below a + 1, continued fraction (Lentz) above. DLMF 8.11.4, 8.9.2. */
function regularized(a: number, x: number): number {
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 1000 && term > sum * 1e-12; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum * front;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 1000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const delta = d * c;
    h *= delta;
    if (Math.abs(delta - 1) < 1e-12) break;
  }
  return 1 - front * h;
}

/** Stirling's series, after moving the argument beyond 8: twelve digits. */
function logGamma(a: number): number {
  let shift = 0;
  let x = a;
  while (x < 8) shift -= Math.log(x++);
  const y = 1 / (x * x);
  const series = (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y / 1680))) / x;
  return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/** The normal distribution function, to 7.5e-8: Abramowitz and Stegun 26.2.17. */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = Math.exp((-z * z) / 2) * 0.3989422804014327 * poly;
  return z >= 0 ? 1 - tail : tail;
}

/** The time that a share of all takes at most, given the share that takes at most a time; to a ten-millionth of the longest. */
export function timeOfShare(shareOf: (time: number) => number, wanted: number, longest: number): number {
  let low = 0;
  let high = longest;
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2;
    if (shareOf(middle) < wanted) low = middle;
    else high = middle;
  }
  return high;
}
