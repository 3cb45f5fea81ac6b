/** Moments of service times: what waiting and percentiles depend on besides the mean. */
import { type Distribution, meanOf } from "../model/index.ts";

/** The means of a length of time, of its square, and of its cube: seconds, seconds squared, seconds cubed. */
export interface Moments {
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** The 99 % quantile of the standard normal distribution. */
const Z99 = 2.326347874040841;

export const NO_TIME: Moments = { first: 0, second: 0, third: 0 };

/** The moments of a distribution of times. */
export function momentsOf(distribution: Distribution): Moments {
  const first = meanOf(distribution);
  switch (distribution.type) {
    case "constant":
      return { first, second: first ** 2, third: first ** 3 };
    case "uniform": {
      const { min, max } = distribution;
      return { first, second: (min ** 2 + min * max + max ** 2) / 3, third: ((min ** 2 + max ** 2) * (min + max)) / 4 };
    }
    case "exponential":
      return { first, second: 2 * first ** 2, third: 6 * first ** 3 };
    case "gamma": {
      const { shape } = distribution;
      const second = first ** 2 * (1 + 1 / shape);
      return { first, second, third: second * first * (1 + 2 / shape) };
    }
    case "lognormal": {
      // p99 / mean = exp(z sigma - sigma^2 / 2), of which sigma is the smaller root.
      const log = Math.log(distribution.p99 / first);
      const sigma = Z99 - Math.sqrt(Math.max(0, Z99 ** 2 - 2 * log));
      return { first, second: first ** 2 * Math.exp(sigma ** 2), third: first ** 3 * Math.exp(3 * sigma ** 2) };
    }
    case "hyperexponential": {
      const mixed = (power: number) =>
        distribution.means.reduce((sum, each, i) => sum + (distribution.weights[i] ?? 0) * each ** power, 0);
      return { first, second: 2 * mixed(2), third: 6 * mixed(3) };
    }
    case "empirical": {
      const mean = (power: number) =>
        distribution.values.reduce((sum, value) => sum + value ** power, 0) / distribution.values.length;
      return { first, second: mean(2), third: mean(3) };
    }
  }
}

/** What adds up when independent times do: mean, variance and third central moment. */
export interface Cumulants {
  readonly mean: number;
  readonly variance: number;
  readonly third: number;
}

export const NOTHING: Cumulants = { mean: 0, variance: 0, third: 0 };

/** The cumulants of a time with these moments. */
export function cumulantsOf({ first, second, third }: Moments): Cumulants {
  return { mean: first, variance: second - first ** 2, third: third - 3 * first * second + 2 * first ** 3 };
}

/** The moments of a time with these cumulants. */
export function momentsFrom({ mean, variance, third }: Cumulants): Moments {
  const second = variance + mean ** 2;
  return { first: mean, second, third: third + 3 * mean * second - 2 * mean ** 3 };
}

/** One time and, on average `times` times, another. */
export function plus(sum: Cumulants, times: number, each: Cumulants): Cumulants {
  return {
    mean: sum.mean + times * each.mean,
    variance: sum.variance + times * each.variance,
    third: sum.third + times * each.third,
  };
}
