/** One part of the engine driven alone, without a document around it: faster, and every state can be timed. */
import { arrivalsOf } from "../../src/engine/kernel/arrivals.ts";
import { Sampler } from "../../src/engine/kernel/distributions.ts";
import { Purpose } from "../../src/engine/kernel/random.ts";
import { addressOf, Scheduler } from "../../src/engine/kernel/scheduler.ts";
import { TokenBucket } from "../../src/engine/parts/limiters.ts";
import { Station } from "../../src/engine/parts/station.ts";
import type { Distribution } from "../../src/model/index.ts";
import type { Plan } from "./documents.ts";

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

export interface Alone {
  readonly servers: number | null;
  readonly waitingRoom?: number | null;
  readonly time: Distribution;
  /** How many come at the first instant, beside those who come at the rate. */
  readonly crowd?: number;
}

/** Poisson arrivals at a constant rate, as the engine draws them. */
export function poissonArrivals(rate: number, until: number, seed: number): () => number {
  const settings = { process: "poisson" as const, startRate: rate, stages: [{ target: rate, duration: until }] };
  const arrivals = arrivalsOf(settings, new Purpose(seed, "arrival"));
  return () => arrivals.next();
}

const FINISHED = addressOf(0, 0);
const LEVELS = 128;

/** Drives one station. @param eachWait told how long each customer waited who came after the warm-up */
export function observe(
  { rate, warmUp, seconds }: Plan,
  { servers, waitingRoom = null, time, crowd = 0 }: Alone,
  seed: number,
  eachWait?: (wait: number) => void,
): Observation {
  const scheduler = new Scheduler();
  const { calls } = scheduler;
  const until = warmUp + seconds;
  const next = poissonArrivals(rate, until, seed);
  const times = new Sampler(time, new Purpose(seed, "service"));
  const came = calls.reals();
  const station = new Station(scheduler, servers, waitingRoom, [times], FINISHED);
  const spent = new Float64Array(LEVELS);
  let level = 0;
  let since = warmUp;
  const change = (by: number) => {
    const { now } = scheduler;
    if (now > since) {
      spent[Math.min(level, LEVELS - 1)] += now - since;
      since = now;
    }
    level += by;
  };
  scheduler.handle(0, [
    (call) => {
      change(-1);
      // A draw is a function of its key: what the customer was served for is drawn once more, and the rest is what it waited.
      if (came.of(call) >= warmUp) eachWait?.(scheduler.now - came.of(call) - times.draw(calls.number[call], 0));
      station.leave(call);
      calls.close(call);
    },
  ]);
  let index = 0;
  let waited = 0;
  let refused = 0;
  let arrived = 0;
  let warm = warmUp === 0;
  const arrive = () => {
    // Each arrival is an order of its own.
    const call = calls.open(0, index++);
    calls.operation[call] = 0;
    came.set(call, scheduler.now);
    const busy = level;
    const entered = station.enter(call);
    if (entered) change(1);
    else calls.close(call);
    if (!warm) return;
    arrived++;
    if (!entered) refused++;
    else if (busy >= (servers ?? Infinity)) waited++;
  };
  for (let n = 0; n < crowd; n++) arrive();
  for (let at = next(); at < until; at = next()) {
    scheduler.run(at, Infinity);
    if (!warm && at >= warmUp) {
      warm = true;
      station.restart(warmUp);
    }
    scheduler.now = at;
    arrive();
  }
  scheduler.run(until, Infinity);
  scheduler.now = until;
  change(0);
  const { meanQueue, meanWait } = station.figures(until);
  return {
    arrived,
    refused,
    waiting: waited / arrived,
    meanQueue: meanQueue ?? Number.NaN,
    meanWait: meanWait ?? Number.NaN,
    share: Array.from(spent, (time) => time / seconds),
  };
}

/** With the share of the customers that waited longer than each of some limits. */
export interface Tail extends Observation {
  readonly above: readonly number[];
}

/** Drives one station, and counts who waited longer than each of `limits`, in seconds. */
export function waitsAbove(plan: Plan, alone: Alone, seed: number, limits: readonly number[]): Tail {
  const above = limits.map(() => 0);
  let count = 0;
  const seen = observe(plan, alone, seed, (wait) => {
    count++;
    for (let i = 0; i < limits.length; i++) if (wait > limits[i]) above[i]++;
  });
  return { ...seen, above: above.map((n) => n / count) };
}

/** The waits at a station from its first customer on, one after the other. */
export function waitsOf(plan: Plan, alone: Alone, seed: number): Float64Array {
  const waits: number[] = [];
  observe(plan, alone, seed, (wait) => waits.push(wait));
  return Float64Array.from(waits);
}

/** The share of Poisson requests that a token bucket turns away. */
export function refusedShare({ rate, warmUp, seconds }: Plan, tokens: number, burst: number, seed: number): number {
  const next = poissonArrivals(rate, warmUp + seconds, seed);
  const bucket = new TokenBucket(tokens, burst);
  let came = 0;
  let refused = 0;
  for (let at = next(); at < Infinity; at = next()) {
    const admitted = bucket.admit(at);
    if (at < warmUp) continue;
    came++;
    if (!admitted) refused++;
  }
  return refused / came;
}
