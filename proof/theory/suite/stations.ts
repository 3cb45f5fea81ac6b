/** One station driven alone: its states and the tail of its waits as well. */
import type { Distribution } from "../../../src/model/index.ts";
import {
  blockedMm1k,
  erlangB,
  erlangC,
  geometric,
  lossState,
  md1,
  md1WaitAbove,
  mg1,
  mm1,
  mm1kState,
  mmc,
  mmcState,
  mmcWaitAbove,
  poisson,
  refusedByBucket,
} from "../formulas.ts";
import { SHARP_IN_TAILS } from "../interval.ts";
import { type Expectation, replicated, type System, system } from "../row.ts";
import { type Alone, type Observation, observe, refusedShare, type Tail, waitsAbove } from "../station.ts";

/** Times are in mean services throughout. */
const exponential: Distribution = { type: "exponential", mean: 1 };
const constant: Distribution = { type: "constant", value: 1 };
const IN_SERVICES = "in mean services";

type Shares = Pick<Observation, "share">;

function states(probability: (n: number) => number, numbers: readonly number[]): Expectation<Shares>[] {
  return numbers.map((n) => ({
    figure: `share of time with ${n}`,
    of: ({ share }) => share[n],
    theory: probability(n),
  }));
}

/** Shares of the time with at least so many. */
function atLeast(probability: (n: number) => number, numbers: readonly number[]): Expectation<Shares>[] {
  const below = (share: (n: number) => number, n: number) => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += share(k);
    return sum;
  };
  return numbers.map((n) => ({
    figure: `share of time with ${n} or more`,
    of: ({ share }) => 1 - below((k) => share[k], n),
    theory: 1 - below(probability, n),
    sharp: SHARP_IN_TAILS,
  }));
}

/** Shares of the customers that wait longer than `limits`. */
function tail(above: (limit: number) => number, limits: readonly number[]): Expectation<Tail>[] {
  return limits.map((limit, index) => ({
    figure: `share that waits more than ${limit} services`,
    of: (seen) => seen.above[index],
    theory: above(limit),
    sharp: SHARP_IN_TAILS,
  }));
}

const refused = (theory: number): Expectation<Observation> => ({
  figure: "share refused",
  of: (seen) => seen.refused / seen.arrived,
  theory,
});
const meanWait = (theory: number): Expectation<Observation> => ({
  figure: `mean wait, ${IN_SERVICES}`,
  of: (seen) => seen.meanWait,
  theory,
});
const waits = (theory: number): Expectation<Observation> => ({
  figure: "share that waits",
  of: (seen) => seen.waiting,
  theory,
});

interface About {
  readonly name: string;
  readonly how: string;
  readonly heavy?: true;
}

const plan = (rate: number, seconds: number) => ({ rate, warmUp: Math.min(2000, seconds / 20), seconds });

/** A station watched for `seconds`. */
function watched(about: About, rate: number, seconds: number, alone: Alone, rows: Expectation<Observation>[]): System {
  return system({ ...about, see: replicated((seed) => observe(plan(rate, seconds), alone, seed)), rows });
}

function mm1System(load: number, seconds: number, limits: readonly number[], numbers: readonly number[], heavy?: true) {
  const alone = { servers: 1, time: exponential };
  return system<Tail>({
    name: `M/M/1 at ${load * 100} %`,
    how: "One server alone. The number in it is geometric, the tail of the waits exponential.",
    ...(heavy && { heavy }),
    see: replicated((seed) => waitsAbove(plan(load, seconds), alone, seed, limits)),
    rows: [
      meanWait(mm1(load, 1).wait),
      { figure: "mean number waiting", of: (seen) => seen.meanQueue, theory: mm1(load, 1).number },
      waits(load),
      ...states((n) => geometric(load, n), [0, 1, 2, 3, 4]),
      ...atLeast((n) => geometric(load, n), numbers),
      ...tail((limit) => mmcWaitAbove(load, 1, limit), limits),
    ],
  });
}

/** Long enough for the mean wait, or else, to save time, only for how many wait. */
function mmcSystem(
  a: number,
  servers: number,
  seconds: number,
  limits: readonly number[],
  numbers: readonly number[],
  { long, heavy }: { long: boolean; heavy?: true },
): System {
  const alone = { servers, time: exponential };
  return system<Tail>({
    name: `M/M/${servers} at ${(a / servers) * 100} %`,
    how: `${servers} servers alone (Erlang C).`,
    ...(heavy && { heavy }),
    see: replicated((seed) => waitsAbove(plan(a, seconds), alone, seed, limits)),
    rows: [
      waits(erlangC(a, servers)),
      ...(long ? [meanWait(mmc(a, 1, servers).wait)] : []),
      ...states((n) => mmcState(a, servers, n), numbers),
      ...tail((limit) => mmcWaitAbove(a, servers, limit), limits),
      {
        figure: "share that waits, by the formula for one without a waiting room",
        of: (seen) => seen.waiting,
        theory: erlangB(a, servers),
        wrong: true,
      },
    ],
  });
}

function md1System(load: number, seconds: number, limits: readonly number[], heavy?: true): System {
  const alone = { servers: 1, time: constant };
  return system<Tail>({
    name: `M/D/1 at ${load * 100} %`,
    how: "One server alone, constant times. The tail of the waits is Erlang's alternating sum.",
    ...(heavy && { heavy }),
    see: replicated((seed) => waitsAbove(plan(load, seconds), alone, seed, limits)),
    rows: [meanWait(md1(load, 1).wait), waits(load), ...tail((limit) => md1WaitAbove(load, limit), limits)],
  });
}

/** An M/G/1, by the second moment of its times. */
function mg1System(name: string, time: Distribution, second: number, load: number, seconds: number, heavy?: true) {
  return watched(
    {
      name: `M/G/1 of ${name} at ${load * 100} %`,
      how: "One server alone (Pollaczek and Khinchine).",
      ...(heavy && { heavy }),
    },
    load,
    seconds,
    { servers: 1, time },
    [
      meanWait(mg1(load, 1, second).wait),
      { figure: "mean number waiting", of: (seen) => seen.meanQueue, theory: mg1(load, 1, second).number },
    ],
  );
}

/** The second moment of a lognormal distribution of mean 1 with this 99 % quantile. */
function lognormalSecondMoment(p99: number): number {
  const z = 2.3263478740408408;
  const sigma = z - Math.sqrt(z * z - 2 * Math.log(p99));
  return Math.exp(sigma * sigma);
}

function bucket(load: number, burst: number, seconds: number): System {
  return system<number>({
    name: `Token bucket of ${burst}, asked at ${load * 100} % of its rate`,
    how: "A bucket alone, asked at Poisson instants.",
    see: replicated((seed) => refusedShare(plan(load, seconds), 1, burst, seed)),
    rows: [
      { figure: "share turned away", of: (share) => share, theory: refusedByBucket(load, burst) },
      {
        figure: "share turned away, by the formula for one token more",
        of: (share) => share,
        theory: refusedByBucket(load, burst + 1),
        wrong: true,
      },
    ],
  });
}

/** Two thirds take half a mean service, one third two of them: the second moment is 3, a half more than of exponential times. */
const twoKinds: Distribution = { type: "hyperexponential", means: [0.5, 2], weights: [2 / 3, 1 / 3] };

const mm1k = { servers: 1, waitingRoom: 4, time: exponential };

export const STATIONS: readonly System[] = [
  mm1System(0.8, 800_000, [2, 5, 10], [10, 15]),
  mmcSystem(2.8, 4, 205_000, [1, 2], [0, 1, 2, 3, 4, 5], { long: true }),
  mmcSystem(8, 10, 33_000, [0.5], [6, 8], { long: false }),
  watched({ name: "M/M/1/5 at 80 %", how: "One server alone and four places to wait." }, 0.8, 210_000, mm1k, [
    refused(blockedMm1k(0.8, 5)),
    ...states((n) => mm1kState(0.8, 5, n), [0, 1, 2, 3, 4, 5]),
    {
      figure: "share refused, by the formula for one place less",
      of: (seen) => seen.refused / seen.arrived,
      theory: blockedMm1k(0.8, 4),
      wrong: true,
    },
    {
      figure: "share refused, 2 % too high",
      of: (seen) => seen.refused / seen.arrived,
      theory: blockedMm1k(0.8, 5) * 1.02,
      wrong: true,
    },
  ]),
  watched(
    { name: "M/M/10/10", how: "Ten servers alone and no waiting room, 8 offered (Erlang B)." },
    8,
    22_000,
    { servers: 10, waitingRoom: 0, time: exponential },
    [refused(erlangB(8, 10)), ...states((n) => lossState(8, 10, n), [5, 6, 7, 8, 9, 10])],
  ),
  watched(
    { name: "M/D/10/10", how: "The same with constant times: the share refused does not depend on their law." },
    8,
    12_000,
    { servers: 10, waitingRoom: 0, time: constant },
    [refused(erlangB(8, 10))],
  ),
  watched(
    { name: "M/M/∞", how: "Unlimited servers alone, 4 offered. The number in service is Poisson." },
    4,
    46_000,
    { servers: null, time: exponential },
    [...states((n) => poisson(4, n), [1, 2, 3, 4, 5, 6]), ...atLeast((n) => poisson(4, n), [9])],
  ),
  md1System(0.8, 300_000, [1.5, 3.5, 6]),
  mg1System("gamma times", { type: "gamma", mean: 1, shape: 4 }, 1.25, 0.6, 220_000),
  mg1System("two kinds of times", twoKinds, 3, 0.5, 600_000),
  mg1System("uniform times", { type: "uniform", min: 0.5, max: 1.5 }, 1 + 1 / 12, 0.6, 190_000),
  bucket(0.8, 4, 190_000),
  bucket(1.25, 4, 30_000),
];

export const HEAVY_STATIONS: readonly System[] = [
  mm1System(0.9, 2_600_000, [10, 20, 30], [20, 30], true),
  mm1System(0.95, 8_400_000, [20, 40], [30, 60], true),
  mmcSystem(45, 50, 160_000, [0.2, 0.5], [40, 45, 50], { long: true, heavy: true }),
  md1System(0.9, 1_500_000, [5, 10, 15], true),
  mg1System("two kinds of times", twoKinds, 3, 0.8, 2_400_000, true),
  mg1System("lognormal times", { type: "lognormal", mean: 1, p99: 4 }, lognormalSecondMoment(4), 0.8, 900_000, true),
];
