import type { Distribution } from "../../model/index.ts";
import { exp, log, normalQuantile, power } from "./math.ts";
import type { Purpose } from "./random.ts";

/** 99 % quantile of the standard normal distribution. */
const Z99 = 2.3263478740408408;

const CONSTANT = 0;
const EXPONENTIAL = 1;
const UNIFORM = 2;
const GAMMA = 3;
const LOGNORMAL = 4;
const HYPEREXPONENTIAL = 5;
const EMPIRICAL = 6;

/**
 * Draws durations (seconds) of one distribution for one purpose. One class for all families keeps the call in the hot
 * loop monomorphic.
 */
export class Sampler {
  private readonly family: number;
  private readonly a: number;
  private readonly b: number;
  private readonly values: readonly number[];
  private readonly weights: readonly number[];

  constructor(
    distribution: Distribution,
    private readonly purpose: Purpose,
  ) {
    this.a = 0;
    this.b = 0;
    this.values = [];
    this.weights = [];
    switch (distribution.type) {
      case "constant":
        this.family = CONSTANT;
        this.a = distribution.value;
        break;
      case "exponential":
        this.family = EXPONENTIAL;
        this.a = distribution.mean;
        break;
      case "uniform":
        this.family = UNIFORM;
        this.a = distribution.min;
        this.b = distribution.max - distribution.min;
        break;
      case "gamma":
        // Shape 1 is the exponential distribution: the same luck must then give the same time.
        this.family = distribution.shape === 1 ? EXPONENTIAL : GAMMA;
        this.a = distribution.shape === 1 ? distribution.mean : distribution.mean / distribution.shape;
        this.b = distribution.shape;
        break;
      case "lognormal": {
        const { mu, sigma } = lognormalParameters(distribution.mean, distribution.p99);
        this.family = LOGNORMAL;
        this.a = mu;
        this.b = sigma;
        break;
      }
      case "hyperexponential": {
        this.family = HYPEREXPONENTIAL;
        const total = distribution.weights.reduce((sum, w) => sum + w, 0);
        let sum = 0;
        this.values = distribution.means;
        this.weights = distribution.weights.map((w) => {
          sum += w / total;
          return sum;
        });
        break;
      }
      case "empirical":
        this.family = EMPIRICAL;
        this.values = distribution.values;
        break;
    }
  }

  /** Whether every duration is 0. */
  get isZero(): boolean {
    return this.family === CONSTANT && this.a === 0;
  }

  /** What an exponential time is drawn for, and its mean in seconds; null where times are not exponential. */
  get exponential(): { readonly purpose: Purpose; readonly mean: number } | null {
    return this.family === EXPONENTIAL ? { purpose: this.purpose, mean: this.a } : null;
  }

  /** One duration in seconds for this order and attempt. */
  draw(order: number, attempt: number): number {
    switch (this.family) {
      case CONSTANT:
        return this.a;
      case EXPONENTIAL:
        return this.purpose.exponential(order, attempt) * this.a;
      case UNIFORM:
        return this.a + this.b * this.purpose.uniform(order, attempt);
      case GAMMA:
        return this.gamma(order, attempt);
      case LOGNORMAL:
        return exp(this.a + this.b * normalQuantile(this.purpose.uniform(order, attempt)));
      case HYPEREXPONENTIAL: {
        const which = this.purpose.uniform(order, attempt, -1);
        let i = 0;
        while (i < this.weights.length - 1 && which > (this.weights[i] as number)) i++;
        return this.purpose.exponential(order, attempt) * (this.values[i] as number);
      }
      default:
        return this.values[Math.floor(this.purpose.uniform(order, attempt) * this.values.length)] as number;
    }
  }

  /** G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables" (2000); each trial uses substreams of the draw. */
  private gamma(order: number, attempt: number): number {
    const boosted = this.b < 1;
    const d = (boosted ? this.b + 1 : this.b) - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (let trial = 1; ; trial++) {
      const x = normalQuantile(this.purpose.uniform(order, attempt, 2 * trial));
      const t = 1 + c * x;
      if (t <= 0) continue;
      const v = t * t * t;
      const u = this.purpose.uniform(order, attempt, 2 * trial + 1);
      if (log(u) >= 0.5 * x * x + d - d * v + d * log(v)) continue;
      const scale = boosted ? power(this.purpose.uniform(order, attempt), 1 / this.b) : 1;
      return d * v * scale * this.a;
    }
  }
}

/**
 * mu and sigma of the lognormal distribution with this mean and 99 % quantile (the smaller sigma of the two that fit).
 * From log p99 = mu + z sigma and log mean = mu + sigma^2 / 2.
 */
export function lognormalParameters(mean: number, p99: number): { mu: number; sigma: number } {
  const spread = log(p99 / mean);
  const sigma = Z99 - Math.sqrt(Math.max(0, Z99 * Z99 - 2 * spread));
  return { mu: log(mean) - (sigma * sigma) / 2, sigma };
}
