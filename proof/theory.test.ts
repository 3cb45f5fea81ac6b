// Queueing theory: figures that were computed a century ago, against figures of runs. One row agrees if its 99.9 %
// confidence interval over 40 replications contains the computed value and is at most 1 % of it wide to either side (5 % in tails).
import { beforeAll, describe, expect, it } from "vitest";
import { normalQuantile } from "../src/engine/kernel/math.ts";
import { Purpose } from "../src/engine/kernel/random.ts";
import { blockedMm1k, erlangB, erlangC, geometric, md1, mg1, mm1, mmc, poisson } from "./theory/formulas.ts";
import { disagreement, intervalOf, REPLICATIONS, SHARP, SHARP_IN_TAILS } from "./theory/interval.ts";
import { observe, simulate } from "./theory/systems.ts";

const MINUTES = 60_000;

/** A figure of a run, the computed value, and how sharp the interval must be. */
type Row<Seen> = readonly [
  name: string,
  figure: (seen: Seen) => number | null | undefined,
  value: number,
  sharp?: number,
];

/** Runs a system once for all of its rows. */
function proves<Seen>(name: string, see: (seed: number) => Seen, rows: readonly Row<Seen>[]): void {
  it(name, { timeout: 2 * MINUTES }, () => {
    const seen = Array.from({ length: REPLICATIONS }, (_, index) => see(index + 1));
    const wrong = rows.flatMap(([figureName, figure, value, sharp = SHARP]) => {
      const figures = seen.map((one) => figure(one) ?? Number.NaN);
      const found = disagreement(figures, value, sharp);
      return found === null ? [] : [`${figureName}: ${found}`];
    });
    expect(wrong).toEqual([]);
  });
}

const exponential = (mean: number) => ({ type: "exponential", mean }) as const;
const atLeast = (n: number) => (seen: { share: readonly number[] }) => 1 - sum(seen.share.slice(0, n));
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

describe("a document", () => {
  // A hundred thousandth of a second a service: what is not looked at here (samples over time) costs least in short runs.
  const mean = 1e-5;
  const service = { exponential: { mean } };

  proves(
    "of one server is an M/M/1",
    (seed) => simulate({ rate: 60_000, warmUp: 0.02, seconds: 3 }, [{ servers: 1, time: service }], seed),
    [
      ["mean wait", (result) => result.components["stop-1"]?.meanWait, mm1(60_000, mean).wait],
      ["mean number waiting", (result) => result.components["stop-1"]?.meanQueue, mm1(60_000, mean).number],
      ["utilization", (result) => result.components["stop-1"]?.utilization, 0.6],
      ["mean time from click to end", (result) => result.latency.completion.mean, mm1(60_000, mean).wait + mean],
    ],
  );

  proves(
    "of two services is a tandem: the second is an M/M/1 as well",
    (seed) =>
      simulate(
        { rate: 50_000, warmUp: 0.01, seconds: 4 },
        [
          { servers: 1, time: service },
          { servers: 1, time: { exponential: { mean: 1.2 * mean } } },
        ],
        seed,
      ),
    [
      ["mean wait at the first", (result) => result.components["stop-1"]?.meanWait, mm1(50_000, mean).wait],
      ["mean wait at the second", (result) => result.components["stop-2"]?.meanWait, mm1(50_000, 1.2 * mean).wait],
    ],
  );

  proves(
    "of constant service times is an M/D/1",
    (seed) => simulate({ rate: 70_000, warmUp: 0.01, seconds: 2 }, [{ servers: 1, time: mean }], seed),
    [["mean wait", (result) => result.components["stop-1"]?.meanWait, md1(70_000, mean).wait]],
  );

  proves(
    "without a waiting room is an M/M/c/c",
    (seed) =>
      simulate({ rate: 800_000, warmUp: 0.001, seconds: 0.14 }, [{ servers: 10, waitingRoom: 0, time: service }], seed),
    [
      [
        "share refused",
        ({ components }) => 1 - (components["stop-1"]?.completed ?? 0) / (components.shoppers?.completed ?? 0),
        erlangB(8, 10),
      ],
    ],
  );
});

describe("a station", () => {
  proves(
    "of one server is an M/M/1: the number in it is geometric",
    (seed) => observe({ rate: 0.8, warmUp: 2000, seconds: 720_000 }, { servers: 1, time: exponential(1) }, seed),
    [
      ["mean wait", (seen) => seen.meanWait, mm1(0.8, 1).wait],
      ["mean number waiting", (seen) => seen.meanQueue, mm1(0.8, 1).number],
      ["share that waits", (seen) => seen.waiting, 0.8],
      ...[0, 1, 2, 3, 4].map(
        (n): Row<{ share: readonly number[] }> => [
          `share of time with ${n}`,
          (seen) => seen.share[n],
          geometric(0.8, n),
        ],
      ),
      ["share of time with 10 or more", atLeast(10), 0.8 ** 10, SHARP_IN_TAILS],
      ["share of time with 15 or more", atLeast(15), 0.8 ** 15, SHARP_IN_TAILS],
    ],
  );

  proves(
    "of several servers is an M/M/c: Erlang C",
    (seed) => observe({ rate: 2.8, warmUp: 500, seconds: 250_000 }, { servers: 4, time: exponential(1) }, seed),
    [
      ["share that waits", (seen) => seen.waiting, erlangC(2.8, 4)],
      ["mean wait", (seen) => seen.meanWait, mmc(2.8, 1, 4).wait],
    ],
  );

  proves(
    "of many servers at 80 % is an M/M/c",
    (seed) => observe({ rate: 8, warmUp: 500, seconds: 30_000 }, { servers: 10, time: exponential(1) }, seed),
    [["share that waits", (seen) => seen.waiting, erlangC(8, 10)]],
  );

  proves(
    "with a small waiting room is an M/M/1/K",
    (seed) =>
      observe({ rate: 0.8, warmUp: 500, seconds: 190_000 }, { servers: 1, waitingRoom: 4, time: exponential(1) }, seed),
    [["share refused", (seen) => seen.refused / seen.arrived, blockedMm1k(0.8, 5)]],
  );

  proves(
    "without a waiting room loses the same share whatever the service times: Erlang B",
    (seed) =>
      observe(
        { rate: 8, warmUp: 500, seconds: 12_000 },
        { servers: 10, waitingRoom: 0, time: { type: "constant", value: 1 } },
        seed,
      ),
    [["share refused", (seen) => seen.refused / seen.arrived, erlangB(8, 10)]],
  );

  proves(
    "of unlimited servers is an M/M/infinity: the number in it is Poisson",
    (seed) => observe({ rate: 4, warmUp: 100, seconds: 40_000 }, { servers: null, time: exponential(1) }, seed),
    [
      ...[1, 2, 3, 4, 5, 6].map(
        (n): Row<{ share: readonly number[] }> => [`share of time with ${n}`, (seen) => seen.share[n], poisson(4, n)],
      ),
      [
        "share of time with 9 or more",
        atLeast(9),
        1 - sum([0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => poisson(4, n))),
        SHARP_IN_TAILS,
      ],
    ],
  );

  proves(
    "of constant service times at 80 % is an M/D/1",
    (seed) =>
      observe(
        { rate: 0.8, warmUp: 1000, seconds: 280_000 },
        { servers: 1, time: { type: "constant", value: 1 } },
        seed,
      ),
    [["mean wait", (seen) => seen.meanWait, md1(0.8, 1).wait]],
  );

  proves(
    "of gamma service times is an M/G/1: Pollaczek and Khinchine",
    (seed) =>
      observe(
        { rate: 0.6, warmUp: 1000, seconds: 220_000 },
        { servers: 1, time: { type: "gamma", mean: 1, shape: 4 } },
        seed,
      ),
    // The second moment of a gamma: mean squared times (1 + 1 / shape).
    [["mean wait", (seen) => seen.meanWait, mg1(0.6, 1, 1.25).wait]],
  );

  proves(
    "of service times of two kinds is an M/G/1: the variable one makes all wait",
    (seed) =>
      observe(
        { rate: 0.5, warmUp: 1000, seconds: 600_000 },
        { servers: 1, time: { type: "hyperexponential", means: [0.5, 2], weights: [2 / 3, 1 / 3] } },
        seed,
      ),
    [["mean wait", (seen) => seen.meanWait, mg1(0.5, 1, (2 / 3) * 0.5 + (1 / 3) * 8).wait]],
  );
});

describe("the check itself", () => {
  const station = { servers: 1, waitingRoom: 4, time: exponential(1) };
  const shareRefused = (seconds: number) =>
    Array.from({ length: REPLICATIONS }, (_, index) => {
      const { refused, arrived } = observe({ rate: 0.8, warmUp: 500, seconds }, station, index + 1);
      return refused / arrived;
    });
  let refused: readonly number[] = [];
  beforeAll(() => {
    refused = shareRefused(190_000);
  }, MINUTES);
  const right = blockedMm1k(0.8, 5);

  it("takes the right formula, and no other", () => {
    expect(disagreement(refused, right)).toBeNull();
    expect(disagreement(refused, blockedMm1k(0.8, 4))).toMatch(/is not/);
    expect(disagreement(refused, blockedMm1k(0.8, 6))).toMatch(/is not/);
    expect(disagreement(refused, erlangB(0.8, 1))).toMatch(/is not/);
  });

  it("notices an error of 2 %", () => {
    expect(disagreement(refused, right * 1.02)).toMatch(/is not/);
    expect(disagreement(refused, right * 0.98)).toMatch(/is not/);
  });

  it("does not take an interval that is too wide to tell", () => {
    const short = shareRefused(2000);
    expect(disagreement(short, right)).toMatch(/too wide/);
    expect(disagreement(short, right * 1.02)).toMatch(/too wide/);
  });

  it("takes NaN for nothing", () => {
    expect(disagreement([...refused.slice(1), Number.NaN], right)).not.toBeNull();
  });

  it("misses a true mean once in a thousand times", () => {
    const uniform = new Purpose(1, "interval");
    const trials = 20_000;
    let missed = 0;
    for (let trial = 0; trial < trials; trial++) {
      const normals = Array.from({ length: REPLICATIONS }, (_, k) => normalQuantile(uniform.uniform(trial, k)));
      const { mean, halfWidth } = intervalOf(normals);
      if (Math.abs(mean) > halfWidth) missed++;
    }
    // 20 are expected; between 5 and 38 with a probability of 99.99 % (Poisson).
    expect(missed).toBeGreaterThanOrEqual(5);
    expect(missed).toBeLessThanOrEqual(38);
  });
});
