/** When a simulated figure and a computed one are said to agree. */

/** Runs (or batches of a run) behind a row. Enough for the mean of their figures to be normal, even though one figure is not. */
export const REPLICATIONS = 40;

/** How often an interval may miss a true value. */
const MISSES = 0.001;

/** The share of Student's t with `degrees` degrees of freedom beyond ±`t`. With t = sqrt(n) tan x its density is cos(x)^(n-1). */
function beyond(t: number, degrees: number): number {
  const area = (from: number, to: number): number => {
    const steps = 2000;
    const width = (to - from) / steps;
    let sum = 0;
    // Simpson's rule.
    for (let k = 0; k <= steps; k++) {
      const weight = k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2;
      sum += weight * Math.cos(from + k * width) ** (degrees - 1);
    }
    return (sum * width) / 3;
  };
  const x = Math.atan(t / Math.sqrt(degrees));
  return area(x, Math.PI / 2) / area(0, Math.PI / 2);
}

/** The t that a share `missed` of Student's distribution lies beyond, on either side together. */
export function studentT(missed: number, degrees: number): number {
  let low = 0;
  let high = 100;
  for (let n = 0; n < 60; n++) {
    const middle = (low + high) / 2;
    if (beyond(middle, degrees) > missed) low = middle;
    else high = middle;
  }
  return high;
}

const T = studentT(MISSES, REPLICATIONS - 1);

/** As {@link T}, for intervals that shall hold for all of `points` figures at once (Bonferroni). */
export function jointT(points: number): number {
  return points === 1 ? T : studentT(MISSES / points, REPLICATIONS - 1);
}

export interface Interval {
  readonly mean: number;
  /** Half of the width of the confidence interval of the mean: 99.9 %, unless another `t` was asked for. */
  readonly halfWidth: number;
}

/** The interval that the figures of {@link REPLICATIONS} independent runs give. */
export function intervalOf(figures: readonly number[], t = T): Interval {
  const n = figures.length;
  if (n !== REPLICATIONS) throw new RangeError(`wants ${REPLICATIONS} figures, not ${n}`);
  const mean = figures.reduce((sum, x) => sum + x, 0) / n;
  const squares = figures.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, halfWidth: t * Math.sqrt(squares / (n - 1) / n) };
}

/** How sharp the interval must be, as a share of the value: else it would contain wrong values as well. */
export const SHARP = 0.01;
export const SHARP_IN_TAILS = 0.05;

/** What is wrong with the agreement of an interval and a value, or null: the value lies in it, and it is sharp. */
export function quarrel({ mean, halfWidth }: Interval, value: number, widest: number): "wrong" | "too wide" | null {
  if (!(Math.abs(mean - value) <= halfWidth)) return "wrong";
  if (!(halfWidth <= widest)) return "too wide";
  return null;
}

/**
 * Whether the figures agree with the value.
 * @returns null, or a sentence that says what is wrong
 */
export function disagreement(figures: readonly number[], value: number, sharp = SHARP): string | null {
  const interval = intervalOf(figures);
  const seen = `${interval.mean.toPrecision(6)} ± ${interval.halfWidth.toPrecision(2)}`;
  switch (quarrel(interval, value, sharp * value)) {
    case "wrong":
      return `${seen} is not ${value.toPrecision(6)}`;
    case "too wide":
      return `${seen} is too wide to tell whether it is ${value.toPrecision(6)}`;
    default:
      return null;
  }
}
