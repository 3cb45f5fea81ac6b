/** When a simulated figure and a computed one are said to agree. */

/** Runs of a row. Enough for the mean of their figures to be normal, even though one figure is not. */
export const REPLICATIONS = 40;

/** Student's t with 39 degrees of freedom, 99.95 % quantile: two-sided 99.9 %. */
const T = 3.5581;

export interface Interval {
  readonly mean: number;
  /** Half of the width of the 99.9 % confidence interval of the mean. */
  readonly halfWidth: number;
}

/** The interval that the figures of {@link REPLICATIONS} independent runs give. */
export function intervalOf(figures: readonly number[]): Interval {
  const n = figures.length;
  if (n !== REPLICATIONS) throw new RangeError(`wants ${REPLICATIONS} figures, not ${n}`);
  const mean = figures.reduce((sum, x) => sum + x, 0) / n;
  const squares = figures.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, halfWidth: T * Math.sqrt(squares / (n - 1) / n) };
}

/** How sharp the interval must be, as a share of the value: else it would contain wrong values as well. */
export const SHARP = 0.01;
export const SHARP_IN_TAILS = 0.05;

/**
 * Whether the figures agree with the value: it lies in their interval, and the interval is sharp.
 * @returns null, or a sentence that says what is wrong
 */
export function disagreement(figures: readonly number[], value: number, sharp = SHARP): string | null {
  const { mean, halfWidth } = intervalOf(figures);
  const seen = `${mean.toPrecision(6)} ± ${halfWidth.toPrecision(2)}`;
  if (!(Math.abs(mean - value) <= halfWidth)) return `${seen} is not ${value.toPrecision(6)}`;
  if (!(halfWidth <= sharp * value)) return `${seen} is too wide to tell whether it is ${value.toPrecision(6)}`;
  return null;
}
