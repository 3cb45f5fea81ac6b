import { describe, expect, it } from "vitest";
import { shareAtMost, timeOfShare } from "./gamma.ts";
import { cumulantsOf, momentsOf, plus } from "./moments.ts";
import { erlangC, waitAt } from "./queueing.ts";

describe("the textbook's waits", () => {
  it("Erlang C: one server waits with its utilization, and a tabulated case", () => {
    expect(erlangC(1, 0.6)).toBeCloseTo(0.6, 12);
    // Five servers, four erlangs: 0.5541.
    expect(erlangC(5, 4)).toBeCloseTo(0.5541, 4);
  });

  it("M/M/1 and M/D/1", () => {
    expect(waitAt(1, 0.5, momentsOf({ type: "exponential", mean: 1 })).mean).toBeCloseTo(1, 12);
    expect(waitAt(1, 0.5, momentsOf({ type: "constant", value: 1 })).mean).toBeCloseTo(0.5, 12);
    // The wait in an M/M/1 queue at half load: variance rho (2 - rho) / (mu - lambda)^2.
    expect(waitAt(1, 0.5, momentsOf({ type: "exponential", mean: 1 })).variance).toBeCloseTo(3, 12);
  });

  it("nobody waits where nobody comes, and a station that is too slow has no such wait", () => {
    expect(waitAt(3, 0, momentsOf({ type: "constant", value: 1 })).mean).toBe(0);
    expect(waitAt(3, 4, momentsOf({ type: "constant", value: 1 })).mean).toBe(0);
  });
});

describe("moments", () => {
  it("of each family: skewness as in any table", () => {
    const skewness = (distribution: Parameters<typeof momentsOf>[0]) => {
      const { variance, third } = cumulantsOf(momentsOf(distribution));
      return third / variance ** 1.5;
    };
    expect(skewness({ type: "exponential", mean: 3 })).toBeCloseTo(2, 10);
    expect(skewness({ type: "gamma", mean: 3, shape: 4 })).toBeCloseTo(1, 10);
    expect(skewness({ type: "uniform", min: 1, max: 5 })).toBeCloseTo(0, 10);
    expect(skewness({ type: "hyperexponential", means: [2, 2], weights: [0.3, 0.7] })).toBeCloseTo(2, 10);
    expect(skewness({ type: "empirical", values: [1, 2, 3] })).toBeCloseTo(0, 10);
    // A lognormal of sigma 0.5: (e^(s^2) + 2) sqrt(e^(s^2) - 1) = 1.7502.
    const p99 = Math.exp(2.326347874040841 * 0.5 - 0.125);
    expect(skewness({ type: "lognormal", mean: 1, p99 })).toBeCloseTo(1.7502, 3);
  });
});

describe("the spread of a sum", () => {
  const exponential = cumulantsOf(momentsOf({ type: "exponential", mean: 1 }));

  it("is exact for exponential times and their sums", () => {
    expect(shareAtMost(1, exponential)).toBeCloseTo(1 - Math.exp(-1), 10);
    expect(shareAtMost(5, exponential)).toBeCloseTo(1 - Math.exp(-5), 10);
    // Three of them, Erlang: 1 - e^-x (1 + x + x^2/2).
    const three = plus(plus(exponential, 1, exponential), 1, exponential);
    expect(shareAtMost(2, three)).toBeCloseTo(1 - Math.exp(-2) * 5, 10);
    expect(shareAtMost(9, three)).toBeCloseTo(1 - Math.exp(-9) * 50.5, 10);
  });

  it("is a step without variance, and normal where there are many", () => {
    expect(shareAtMost(0.99, { mean: 1, variance: 0, third: 0 })).toBe(0);
    expect(shareAtMost(1, { mean: 1, variance: 0, third: 0 })).toBe(1);
    expect(shareAtMost(1.96, { mean: 0, variance: 1, third: 0 })).toBeCloseTo(0.975, 4);
    expect(shareAtMost(11.96, { mean: 10, variance: 1, third: 0.02 })).toBeCloseTo(0.9744, 3);
  });

  it("is inverted", () => {
    expect(timeOfShare((x) => shareAtMost(x, exponential), 0.99, 30)).toBeCloseTo(-Math.log(0.01), 6);
  });
});
