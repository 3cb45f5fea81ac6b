/** Steady state from one long run: what to leave out at its start, and how sure its mean is. */
import { REPLICATIONS } from "./interval.ts";

/**
 * MSER-5 (K. P. White, "An effective truncation heuristic for bias reduction in simulation output", 1997): means of five
 * observations each; what is left out is what makes the standard error of the rest smallest, at most half of the run.
 * @returns how many observations to leave out
 */
export function mser5(values: Float64Array): number {
  const means = averages(values, 5);
  let sum = 0;
  let squares = 0;
  let least = Infinity;
  let leftOut = 0;
  // From the end on, so that each candidate adds one mean to the sums of the one before.
  for (let from = means.length - 1; from >= 0; from--) {
    const x = means[from];
    sum += x;
    squares += x * x;
    const n = means.length - from;
    if (from > means.length / 2) continue;
    const error = (squares - (sum * sum) / n) / (n * n);
    if (error <= least) {
      least = error;
      leftOut = from * 5;
    }
  }
  return leftOut;
}

/** The means of {@link REPLICATIONS} equal batches, long enough to be nearly independent: they stand for as many runs. */
export function batchMeans(values: Float64Array): number[] {
  return Array.from(averages(values, Math.floor(values.length / REPLICATIONS)).subarray(0, REPLICATIONS));
}

function averages(values: Float64Array, size: number): Float64Array {
  const result = new Float64Array(Math.floor(values.length / size));
  for (let i = 0; i < result.length; i++) {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += values[i * size + k];
    result[i] = sum / size;
  }
  return result;
}
