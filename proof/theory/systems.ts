/** Queueing systems: as whole documents, and as one station driven directly. */
import { arrivalsOf } from "../../src/engine/kernel/arrivals.ts";
import { Sampler } from "../../src/engine/kernel/distributions.ts";
import { Purpose } from "../../src/engine/kernel/random.ts";
import { addressOf, Scheduler } from "../../src/engine/kernel/scheduler.ts";
import { Station } from "../../src/engine/parts/station.ts";
import type { Distribution, DistributionInput, DocumentInput, RunResult } from "../../src/model/index.ts";
import { run } from "../run.ts";

/** A service that orders visit one after the other. */
export interface Stop {
  readonly servers: number | null;
  readonly waitingRoom?: number | null;
  readonly time: DistributionInput;
}

export interface Plan {
  /** Orders a second. */
  readonly rate: number;
  /** Seconds left out at the start, and seconds looked at after them. */
  readonly warmUp: number;
  readonly seconds: number;
}

/** A queueing system as a document: a saga of one step a stop, and nothing else that takes time. */
export function system({ rate, warmUp, seconds }: Plan, stops: readonly Stop[], seed: number): DocumentInput {
  const until = warmUp + seconds;
  const ids = stops.map((_, index) => `stop-${index + 1}`);
  return {
    format: "doorbuster",
    version: 1,
    architecture: {
      components: [
        {
          id: "shoppers",
          kind: "shoppers",
          config: { arrivals: { startRate: rate, stages: [{ target: rate, duration: until }] } },
        },
        { id: "gateway", kind: "gateway", config: { servers: null, serviceTime: 0 } },
        {
          id: "orchestrator",
          kind: "orchestrator",
          config: {
            workers: null,
            logWrite: null,
            saga: ids.map((id) => ({ step: id, component: id, operation: "send" })),
          },
        },
        ...stops.map(({ time, ...station }, index) => ({
          id: ids[index] as string,
          kind: "notification" as const,
          config: { ...station, operations: { send: time } },
        })),
      ],
      links: [
        { from: "shoppers", to: "gateway" },
        { from: "gateway", to: "orchestrator" },
        ...ids.map((to) => ({ from: "orchestrator", to })),
      ],
    },
    run: { seed, until, limit: until, warmUp },
  };
}

/** Figures of one run of a document. */
export function simulate(plan: Plan, stops: readonly Stop[], seed: number): RunResult {
  const { result, audit } = run(system(plan, stops, seed));
  if (audit.length > 0) throw new Error(audit.join("\n"));
  return result;
}

/** What was seen at one station. */
export interface Observation {
  readonly arrived: number;
  readonly refused: number;
  /** Share of arrivals that had to wait. */
  readonly waiting: number;
  readonly meanQueue: number;
  readonly meanWait: number;
  /** Share of the time that so many were in the system, from 0 on. */
  readonly share: readonly number[];
}

const FINISHED = addressOf(0, 0);
const LEVELS = 64;

/** Drives one station alone, which is faster and lets every state be timed. */
export function observe(
  { rate, warmUp, seconds }: Plan,
  station: { readonly servers: number | null; readonly waitingRoom?: number | null; readonly time: Distribution },
  seed: number,
): Observation {
  const scheduler = new Scheduler();
  const { calls } = scheduler;
  const until = warmUp + seconds;
  const process = { process: "poisson" as const, startRate: rate, stages: [{ target: rate, duration: until }] };
  const arrivals = arrivalsOf(process, new Purpose(seed, "arrival"));
  const times = new Sampler(station.time, new Purpose(seed, "service"));
  // Each arrival is an order of its own; the row of a call's order is the call.
  const numbers = { number: new Int32Array(1 << 16) };
  const { servers, waitingRoom = null } = station;
  const tested = new Station(scheduler, servers, waitingRoom, [times], numbers, FINISHED);
  const spent = new Float64Array(LEVELS);
  let level = 0;
  let since = warmUp;
  const change = (by: number) => {
    const { now } = scheduler;
    if (now > since) {
      const at = Math.min(level, LEVELS - 1);
      spent[at] = (spent[at] as number) + now - since;
      since = now;
    }
    level += by;
  };
  scheduler.handle(0, [
    (call) => {
      change(-1);
      tested.leave(call);
      calls.close(call);
    },
  ]);
  let arrived = 0;
  let waited = 0;
  let refused = 0;
  let warm = false;
  for (let next = arrivals.next(), index = 0; next < until; next = arrivals.next(), index++) {
    scheduler.run(next, Infinity);
    if (!warm && next >= warmUp) {
      warm = true;
      tested.restart(warmUp);
    }
    scheduler.now = next;
    const call = calls.open(0);
    calls.order[call] = call;
    calls.operation[call] = 0;
    numbers.number[call] = index;
    const busy = level;
    const entered = tested.enter(call);
    if (entered) change(1);
    else calls.close(call);
    if (!warm) continue;
    arrived++;
    if (!entered) refused++;
    else if (busy >= (servers ?? Infinity)) waited++;
  }
  scheduler.run(until, Infinity);
  scheduler.now = until;
  change(0);
  const { meanQueue, meanWait } = tested.figures(until);
  return {
    arrived,
    refused,
    waiting: waited / arrived,
    meanQueue: meanQueue ?? NaN,
    meanWait: meanWait ?? NaN,
    share: Array.from(spent, (time) => time / seconds),
  };
}
