import { describe, expect, it } from "vitest";
import type { Distribution } from "../../model/index.ts";
import { lognormalParameters, Sampler } from "./distributions.ts";
import { normalQuantile } from "./math.ts";
import { Purpose } from "./random.ts";

const DRAWS = 200_000;
/** Standard errors that an estimate may be off: once in two million times. */
const SIGMAS = 5;

interface Law {
  readonly name: string;
  readonly distribution: Distribution;
  readonly mean: number;
  readonly variance: number;
  /** Pairs of a value and the probability not to exceed it. */
  readonly quantiles: readonly (readonly [value: number, probability: number])[];
}

const exponentialAt = (mean: number, p: number) => [-mean * Math.log(1 - p), p] as const;
const Z99 = 2.3263478740408408;
const { mu, sigma } = lognormalParameters(0.2, 0.5);

const laws: readonly Law[] = [
  {
    name: "exponential",
    distribution: { type: "exponential", mean: 0.5 },
    mean: 0.5,
    variance: 0.25,
    quantiles: [0.01, 0.5, 0.95, 0.99, 0.999].map((p) => exponentialAt(0.5, p)),
  },
  {
    name: "uniform",
    distribution: { type: "uniform", min: 0.1, max: 0.5 },
    mean: 0.3,
    variance: 0.16 / 12,
    quantiles: [0.01, 0.5, 0.99].map((p) => [0.1 + 0.4 * p, p]),
  },
  {
    name: "gamma of shape 2",
    distribution: { type: "gamma", mean: 1, shape: 2 },
    mean: 1,
    variance: 0.5,
    // Erlang: 1 - e^(-2x) (1 + 2x).
    quantiles: [0.2, 1, 3.32].map((x) => [x, 1 - Math.exp(-2 * x) * (1 + 2 * x)]),
  },
  {
    name: "gamma of shape 1/2",
    distribution: { type: "gamma", mean: 0.5, shape: 0.5 },
    mean: 0.5,
    variance: 0.5,
    // Half the square of a normal number: at z^2 / 2 for the quantile z of (1 + p) / 2.
    quantiles: [0.1, 0.5, 0.99].map((p) => [normalQuantile((1 + p) / 2) ** 2 / 2, p]),
  },
  {
    name: "gamma of shape 50",
    distribution: { type: "gamma", mean: 2, shape: 50 },
    mean: 2,
    variance: 4 / 50,
    quantiles: [],
  },
  {
    name: "lognormal",
    distribution: { type: "lognormal", mean: 0.2, p99: 0.5 },
    mean: 0.2,
    variance: 0.04 * (Math.exp(sigma * sigma) - 1),
    quantiles: [
      [Math.exp(mu), 0.5],
      [0.5, 0.99],
      ...[0.05, 0.95].map((p) => [Math.exp(mu + sigma * normalQuantile(p)), p] as const),
    ],
  },
  {
    name: "hyperexponential",
    distribution: { type: "hyperexponential", means: [0.1, 1], weights: [0.8, 0.2] },
    mean: 0.28,
    variance: 2 * (0.8 * 0.01 + 0.2) - 0.28 ** 2,
    quantiles: [0.05, 0.3, 3].map((x) => [x, 1 - 0.8 * Math.exp(-10 * x) - 0.2 * Math.exp(-x)]),
  },
  {
    name: "empirical",
    distribution: { type: "empirical", values: [1, 2, 4] },
    mean: 7 / 3,
    variance: 7 - 49 / 9,
    quantiles: [
      [1, 1 / 3],
      [3, 2 / 3],
    ],
  },
];

const draws = (distribution: Distribution, count = DRAWS) => {
  const sampler = new Sampler(distribution, new Purpose(11, "test"));
  return Float64Array.from({ length: count }, (_, order) => sampler.draw(order, 0));
};

describe.each(laws)("$name", ({ distribution, mean, variance, quantiles }) => {
  const values = draws(distribution);
  const moment = (k: number) => values.reduce((sum, x) => sum + (x - mean) ** k, 0) / DRAWS;

  it("has its mean and its variance", () => {
    expect(Math.abs(moment(1))).toBeLessThan(SIGMAS * Math.sqrt(variance / DRAWS));
    const error = Math.sqrt((moment(4) - variance ** 2) / DRAWS);
    expect(Math.abs(moment(2) - variance)).toBeLessThan(SIGMAS * error);
  });

  it("has its quantiles, the 99th among them", () => {
    for (const [value, probability] of quantiles) {
      const share = values.reduce((count, x) => count + Number(x <= value), 0) / DRAWS;
      const error = Math.sqrt((probability * (1 - probability)) / DRAWS);
      expect(Math.abs(share - probability), `at ${value}`).toBeLessThan(SIGMAS * error);
    }
  });

  it("is finite and not negative", () => {
    expect(values.every((x) => x >= 0 && x < Infinity)).toBe(true);
  });

  it("depends on the order and the attempt, and on nothing else", () => {
    const sampler = new Sampler(distribution, new Purpose(11, "test"));
    expect(sampler.draw(4711, 0)).toBe(values[4711]);
    const attempts = new Set(Array.from({ length: 20 }, (_, attempt) => sampler.draw(1, attempt)));
    expect(attempts.size).toBeGreaterThan(1);
  });
});

describe("a sampler", () => {
  it("of a constant gives the constant", () => {
    expect(new Set(draws({ type: "constant", value: 0.08 }, 10))).toEqual(new Set([0.08]));
  });

  it("of a gamma of shape 1 gives what the exponential gives", () => {
    expect(draws({ type: "gamma", mean: 0.3, shape: 1 }, 1000)).toEqual(
      draws({ type: "exponential", mean: 0.3 }, 1000),
    );
  });

  it("halves every time when the mean is halved", () => {
    for (const type of ["exponential", "gamma"] as const) {
      const at = (mean: number) => draws({ type, mean, shape: 2.5 }, 1000);
      expect(at(0.25)).toEqual(at(0.5).map((x) => x / 2));
    }
  });
});

describe("a lognormal's parameters", () => {
  it.each([
    [0.2, 0.2],
    [0.2, 0.5],
    [1, 14.9],
  ])("give the mean %d and the 99th percentile %d", (mean, p99) => {
    const found = lognormalParameters(mean, p99);
    expect(Math.exp(found.mu + found.sigma ** 2 / 2)).toBeCloseTo(mean, 12);
    expect(Math.exp(found.mu + Z99 * found.sigma)).toBeCloseTo(p99, 10);
    expect(found.sigma).toBeGreaterThanOrEqual(0);
    expect(found.sigma).toBeLessThanOrEqual(Z99);
  });
});
