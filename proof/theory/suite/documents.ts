/** One station, or some in a row, as whole documents. */
import type { RunResult } from "../../../src/model/index.ts";
import { type Checkout, type Stop, shareTurnedAway, simulate, simulateCheckout } from "../documents.ts";
import { blockedMm1k, erlangB, md1, mg1, mm1, mm1Sojourn, mmc, refusedByBucket } from "../formulas.ts";
import { SHARP_IN_TAILS } from "../interval.ts";
import { type Expectation, replicated, type System, system } from "../row.ts";

/** One service, in seconds. A hundred thousandth: what is not looked at here (samples over time) costs least in short runs. */
const MEAN = 1e-5;
const service = { exponential: { mean: MEAN } };
const IN_SERVICES = "in mean services";

const station = (result: RunResult, id = "stop-1") => result.components[id];
const services = (seconds: number | null | undefined) => (seconds ?? Number.NaN) / MEAN;
const refused = ({ components }: RunResult) =>
  1 - (components["stop-1"]?.completed ?? 0) / (components.shoppers?.completed ?? 0);

/** The rows of an M/M/1, as far as a result shows them. */
function mm1Rows(load: number): Expectation<RunResult>[] {
  return [
    { figure: `mean wait, ${IN_SERVICES}`, of: (seen) => services(station(seen)?.meanWait), theory: mm1(load, 1).wait },
    { figure: "utilization", of: (seen) => station(seen)?.utilization, theory: load },
    {
      figure: `mean time from click to end, ${IN_SERVICES}`,
      of: ({ latency }) => services(latency.completion.mean),
      theory: mm1(load, 1).wait + 1,
    },
    ...([50, 95, 99] as const).map((p) => ({
      figure: `p${p} of the time from click to end, ${IN_SERVICES}`,
      of: ({ latency }: RunResult) => services(latency.completion[`p${p}`]),
      theory: mm1Sojourn(load, 1, p / 100),
      ...(p === 99 && { sharp: SHARP_IN_TAILS }),
    })),
  ];
}

function oneStop(
  load: number,
  seconds: number,
  stop: Stop,
  about: Pick<System, "name" | "how"> & { heavy?: true },
  rows: readonly Expectation<RunResult>[],
): System {
  const rate = load / MEAN;
  const plan = { rate, warmUp: Math.min(seconds / 20, 0.02), seconds };
  return system({ ...about, see: replicated((seed) => simulate(plan, [stop], seed)), rows });
}

/** Reserve, charge, confirm, ship and their rollbacks, as a network: what passes each service for each order. */
function checkoutSystem(
  rate: number,
  seconds: number,
  checkout: Checkout,
  about: { name: string; heavy?: true },
): System {
  const { declined, unshipped } = checkout;
  const charged = 1 - declined;
  const visits = {
    // Reserve; release after a decline; confirm when charged; restock and release after a failed shipment.
    inventory: 1 + declined + charged * (1 + 2 * unshipped),
    payment: 1 + charged * unshipped,
    shipping: charged,
  };
  return system({
    ...about,
    how: `A document: reserve, charge, confirm, ship, one server each; ${declined * 100} % of charges declined, ${unshipped * 100} % of shipments failed, with all that is undone then. One mean time a service makes it a network of product form.`,
    see: replicated((seed) => simulateCheckout({ rate, warmUp: 0.02, seconds }, checkout, seed)),
    rows: (["inventory", "payment", "shipping"] as const).flatMap((id): Expectation<RunResult>[] => {
      const load = rate * visits[id] * checkout[id];
      return [
        {
          figure: `${id}: mean wait, ${IN_SERVICES}`,
          of: (seen) => (station(seen, id)?.meanWait ?? Number.NaN) / checkout[id],
          theory: mm1(load, 1).wait,
        },
        {
          figure: `${id}: mean number waiting`,
          of: (seen) => station(seen, id)?.meanQueue,
          theory: mm1(load, 1).number,
        },
        { figure: `${id}: utilization`, of: (seen) => station(seen, id)?.utilization, theory: load },
      ];
    }),
  });
}

function tandem(first: number, second: number, seconds: number, about: { name: string; heavy?: true }): System {
  const rate = first / MEAN;
  const stops = [
    { servers: 1, time: service },
    { servers: 1, time: { exponential: { mean: (MEAN * second) / first } } },
  ];
  return system({
    ...about,
    how: `A document: a saga of two steps, each at one server, loads ${first} and ${second}. The second station is an M/M/1 as well (Burke).`,
    see: replicated((seed) => simulate({ rate, warmUp: 0.02, seconds }, stops, seed)),
    rows: [first, second].map((load, index) => ({
      figure: `mean wait at station ${index + 1}, in its mean services`,
      of: (seen: RunResult) =>
        services(station(seen, `stop-${index + 1}`)?.meanWait) / (index === 0 ? 1 : second / first),
      theory: mm1(load, 1).wait,
    })),
  });
}

function bucket(load: number, burst: number, seconds: number, heavy?: true): System {
  return system<number>({
    ...(heavy && { heavy }),
    name: `Token bucket of ${burst} in a gateway, asked at ${load * 100} % of its rate`,
    how: "A document: a gateway with a rate limit in front of a saga that takes no time. The tokens that are missing are the work of an M/D/1 with a limit.",
    see: replicated((seed) =>
      shareTurnedAway({ rate: load / MEAN, warmUp: 0, seconds }, { rate: 1 / MEAN, burst }, seed),
    ),
    rows: [{ figure: "share turned away", of: (share) => share, theory: refusedByBucket(load, burst) }],
  });
}

export const DOCUMENTS: readonly System[] = [
  oneStop(
    0.5,
    2.4,
    { servers: 1, time: service },
    { name: "M/M/1 at 50 %, a document", how: "A document: a saga of one step at one server." },
    [
      ...mm1Rows(0.5),
      {
        figure: "mean wait by the formula for constant times",
        of: (seen) => services(station(seen)?.meanWait),
        theory: md1(0.5, 1).wait,
        wrong: true,
      },
    ],
  ),
  oneStop(
    4.5,
    0.13,
    { servers: 6, waitingRoom: 0, time: service },
    { name: "M/M/6/6, a document", how: "A document: six servers and no waiting room, 4.5 offered (Erlang B)." },
    [
      { figure: "share refused", of: refused, theory: erlangB(4.5, 6) },
      { figure: "share refused, by the formula for seven servers", of: refused, theory: erlangB(4.5, 7), wrong: true },
    ],
  ),
  oneStop(
    4,
    0.06,
    { servers: null, time: service },
    { name: "M/M/∞, a document", how: "A document: unlimited servers; nobody waits." },
    [
      {
        figure: `mean time from click to end, ${IN_SERVICES}`,
        of: ({ latency }) => services(latency.completion.mean),
        theory: 1,
      },
      {
        figure: `p95 of the time from click to end, ${IN_SERVICES}`,
        of: ({ latency }) => services(latency.completion.p95),
        theory: -Math.log(0.05),
      },
    ],
  ),
  bucket(1.25, 4, 0.24),
];

export const HEAVY_DOCUMENTS: readonly System[] = [
  oneStop(
    0.8,
    9,
    { servers: 1, time: service },
    { name: "M/M/1 at 80 %, a document", how: "A document: a saga of one step at one server.", heavy: true },
    [
      ...mm1Rows(0.8),
      { figure: "mean number waiting", of: (seen) => station(seen)?.meanQueue, theory: mm1(0.8, 1).number },
    ],
  ),
  oneStop(
    1.4,
    3.2,
    { servers: 2, time: service },
    {
      name: "M/M/2 at 70 %, a document",
      how: "A document: a saga of one step at two servers (Erlang C).",
      heavy: true,
    },
    [
      {
        figure: `mean wait, ${IN_SERVICES}`,
        of: (seen) => services(station(seen)?.meanWait),
        theory: mmc(1.4, 1, 2).wait,
      },
      { figure: "mean number waiting", of: (seen) => station(seen)?.meanQueue, theory: mmc(1.4, 1, 2).number },
      { figure: "utilization", of: (seen) => station(seen)?.utilization, theory: 0.7 },
    ],
  ),
  oneStop(
    0.8,
    1,
    { servers: 1, waitingRoom: 3, time: service },
    { name: "M/M/1/4 at 80 %, a document", how: "A document: one server and three places to wait.", heavy: true },
    [{ figure: "share refused", of: refused, theory: blockedMm1k(0.8, 4) }],
  ),
  oneStop(
    0.8,
    4,
    { servers: 1, time: MEAN },
    {
      name: "M/D/1 at 80 %, a document",
      how: "A document: a saga of one step of constant time at one server.",
      heavy: true,
    },
    [
      {
        figure: `mean wait, ${IN_SERVICES}`,
        of: (seen) => services(station(seen)?.meanWait),
        theory: md1(0.8, 1).wait,
      },
    ],
  ),
  oneStop(
    0.8,
    14,
    { servers: 1, time: { gamma: { mean: MEAN, shape: 0.5 } } },
    {
      name: "M/G/1 of gamma times at 80 %, a document",
      how: "A document: a saga of one step at one server, times twice as variable as exponential ones (Pollaczek and Khinchine).",
      heavy: true,
    },
    [
      {
        figure: `mean wait, ${IN_SERVICES}`,
        of: (seen) => services(station(seen)?.meanWait),
        theory: mg1(0.8, 1, 3).wait,
      },
    ],
  ),
  tandem(0.7, 0.8, 10, { name: "Tandem at 70 and 80 %, a document", heavy: true }),
  checkoutSystem(
    20_000,
    18,
    { declined: 0.2, unshipped: 0.1, inventory: 1.6e-5, payment: 3e-5, shipping: 4e-5 },
    { name: "A checkout with rollbacks, a document", heavy: true },
  ),
  bucket(0.8, 4, 2.4, true),
];
