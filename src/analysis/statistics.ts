/** How sure a mean over independent runs is: Student's t. */

/** What a handful of independent values says of their mean. */
export interface Interval {
  /** How many values there were; absent ones do not count. */
  readonly n: number;
  readonly mean: number | null;
  /** Standard deviation of one value; null for fewer than two. */
  readonly deviation: number | null;
  /** Half of the width of the confidence interval; null for fewer than two values. */
  readonly halfWidth: number | null;
}

/** The confidence of every interval that is shown. */
export const CONFIDENCE = 0.95;

/** The interval that holds the true mean with the given confidence, if the values are independent and not too far from normal. */
export function intervalOf(values: readonly (number | null)[], confidence: number = CONFIDENCE): Interval {
  const given = values.filter((value) => value !== null);
  const n = given.length;
  if (n === 0) return { n, mean: null, deviation: null, halfWidth: null };
  const mean = given.reduce((sum, x) => sum + x, 0) / n;
  if (n === 1) return { n, mean, deviation: null, halfWidth: null };
  const deviation = Math.sqrt(given.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  return { n, mean, deviation, halfWidth: (tQuantile((1 + confidence) / 2, n - 1) * deviation) / Math.sqrt(n) };
}

/**
 * The quantile of Student's t distribution, by halving: exact to twelve digits.
 * @param share above 0.5 and below 1
 * @param freedom degrees of freedom, a whole number from 1
 */
export function tQuantile(share: number, freedom: number): number {
  let low = 0;
  let high = 1;
  while (tShare(high, freedom) < share) high *= 2;
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (tShare(middle, freedom) < share) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Student's t distribution function for t >= 0: the finite sums for whole degrees of freedom, Abramowitz and Stegun,
 * Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
 */
export function tShare(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    sum += term;
  }
  const within = odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
  return (1 + within) / 2;
}
