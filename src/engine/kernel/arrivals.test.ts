import { describe, expect, it } from "vitest";
import { arrivalsOf } from "./arrivals.ts";
import { Purpose } from "./random.ts";

type Settings = Parameters<typeof arrivalsOf>[0];
type Stages = readonly { readonly target: number; readonly duration: number }[];

function instants(settings: Settings, seed = 1): number[] {
  const arrivals = arrivalsOf(settings, new Purpose(seed, "shoppers/arrival"));
  const found: number[] = [];
  for (let at = arrivals.next(); at < Infinity; at = arrivals.next()) found.push(at);
  // The end is an end.
  expect(arrivals.next()).toBe(Infinity);
  for (let i = 1; i < found.length; i++) if (found[i] < found[i - 1]) expect.fail(`goes back at ${found[i]}`);
  return found;
}

const between = (all: readonly number[], from: number, to: number) => all.filter((at) => at >= from && at < to).length;

/** Asserts that a Poisson count is no surprise: within 5 standard deviations. */
function expectPoisson(count: number, mean: number): void {
  expect(Math.abs(count - mean)).toBeLessThan(5 * Math.sqrt(mean));
}

/** Up, a jump up, flat, a jump to nothing, a pause, up again from nothing. */
const ramp: Stages = [
  { target: 2000, duration: 10 },
  { target: 5000, duration: 0 },
  { target: 5000, duration: 4 },
  { target: 0, duration: 0 },
  { target: 0, duration: 6 },
  { target: 1000, duration: 10 },
];

describe("evenly spaced arrivals", () => {
  const even = (startRate: number, stages: Stages) => instants({ process: "even", startRate, stages });

  it("at a constant rate have equal gaps", () => {
    const all = even(4, [{ target: 4, duration: 2 }]);
    expect(all).toEqual([0.125, 0.375, 0.625, 0.875, 1.125, 1.375, 1.625, 1.875]);
  });

  it("on a ramp are as many as the integral of the rate, everywhere", () => {
    const all = even(0, ramp);
    expect(all).toHaveLength(10_000 + 20_000 + 5000);
    for (let t = 1; t <= 10; t++) expect(Math.abs(between(all, 0, t) - 100 * t * t)).toBeLessThanOrEqual(1);
    expect(between(all, 10, 14)).toBe(20_000);
    expect(between(all, 14, 20)).toBe(0);
    for (let t = 1; t <= 10; t++) expect(Math.abs(between(all, 20, 20 + t) - 50 * t * t)).toBeLessThanOrEqual(1);
  });

  it("come where the cumulative rate says, on a falling ramp too", () => {
    const all = even(100, [{ target: 0, duration: 2 }]);
    expect(all).toHaveLength(100);
    // 100 t - 25 t^2 = n + 1/2.
    all.forEach((at, n) => {
      expect(100 * at - 25 * at * at).toBeCloseTo(n + 0.5, 6);
    });
  });

  it("are none without a rate", () => {
    expect(even(0, [{ target: 0, duration: 100 }])).toEqual([]);
    expect(even(50, [{ target: 50, duration: 0 }])).toEqual([]);
  });
});

describe("a Poisson process", () => {
  it("on a ramp has the cumulative rate in every part of it", () => {
    const all = instants({ process: "poisson", startRate: 0, stages: ramp });
    for (let t = 0; t < 10; t++) expectPoisson(between(all, t, t + 1), 100 * (2 * t + 1));
    for (let t = 10; t < 14; t++) expectPoisson(between(all, t, t + 1), 5000);
    expect(between(all, 14, 20)).toBe(0);
    for (let t = 0; t < 10; t++) expectPoisson(between(all, 20 + t, 21 + t), 50 * (2 * t + 1));
  });

  it("has exponential gaps and scattered counts", () => {
    const rate = 1000;
    const all = instants({ process: "poisson", startRate: rate, stages: [{ target: rate, duration: 100 }] });
    const gaps = all.slice(1).map((at, i) => at - all[i]);
    for (const p of [0.1, 0.5, 0.9, 0.99]) {
      const longest = -Math.log(1 - p) / rate;
      const share = gaps.filter((gap) => gap <= longest).length / gaps.length;
      expect(Math.abs(share - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / gaps.length));
    }
    // The variance of a Poisson count is its mean: 1000 windows, 5 standard errors of the ratio.
    const counts = Array.from({ length: 1000 }, (_, k) =>
      between(all.slice(Math.max(0, k * 100 - 600), k * 100 + 700), k / 10, (k + 1) / 10),
    );
    const variance = counts.reduce((total, n) => total + (n - 100) ** 2, 0) / counts.length;
    expect(Math.abs(variance / 100 - 1)).toBeLessThan(5 * Math.sqrt(2 / counts.length));
  });

  it("is another with another seed", () => {
    const settings: Settings = { process: "poisson", startRate: 10, stages: [{ target: 10, duration: 5 }] };
    expect(instants(settings, 2)).not.toEqual(instants(settings, 1));
    expect(instants(settings, 2)).toEqual(instants(settings, 2));
  });
});

describe("counted arrivals", () => {
  const counts = [3, 0, 1, 5000, 0];

  it.each(["random", "even"] as const)("are exactly as many in each interval (%s)", (spread) => {
    const all = instants({ process: "counts", interval: 2, counts, spread });
    expect(counts.map((_, k) => between(all, 2 * k, 2 * k + 2))).toEqual(counts);
  });

  it("lie evenly within their interval, or at random", () => {
    expect(instants({ process: "counts", interval: 2, counts: [4, 1], spread: "even" })).toEqual([
      0.25, 0.75, 1.25, 1.75, 3,
    ]);
    const random = instants({ process: "counts", interval: 10, counts: [100_000], spread: "random" });
    // Uniform: every tenth of the interval has a tenth of them.
    for (let k = 0; k < 10; k++) {
      expect(Math.abs(between(random, k, k + 1) - 10_000)).toBeLessThan(5 * Math.sqrt(100_000 * 0.1 * 0.9));
    }
  });
});
