/** Several stations driven without a document around them: customers go from one to the other by chance. */
import { Sampler } from "../../src/engine/kernel/distributions.ts";
import { Purpose } from "../../src/engine/kernel/random.ts";
import { addressOf, Scheduler } from "../../src/engine/kernel/scheduler.ts";
import { Station } from "../../src/engine/parts/station.ts";
import { poissonArrivals } from "./station.ts";

/** A Jackson network: Poisson arrivals, exponential times, and a next station that depends on the present one only. */
export interface Network {
  /** Customers from outside a second, by the station they come to first. */
  readonly outside: readonly number[];
  /** Row: from; column: to; what a row lacks to 1 leaves. */
  readonly routing: readonly (readonly number[])[];
  readonly stations: readonly { readonly servers: number; readonly mean: number }[];
}

export interface NetworkSeen {
  /** Mean number at each station, in service or waiting. */
  readonly number: readonly number[];
  /** Share of the time that so many were at a station: by station, then by number. */
  readonly share: readonly (readonly number[])[];
  /** Share of the time that nobody was anywhere. */
  readonly empty: number;
  /** Mean time from arrival to leaving, in seconds. */
  readonly sojourn: number;
}

const LEVELS = 64;

/** Time integrals of the numbers at all stations, from the warm-up on. */
class Watch {
  readonly area: Float64Array;
  readonly spent: Float64Array[];
  empty = 0;
  private readonly level: Int32Array;
  private readonly since: Float64Array;
  private inside = 0;
  private insideSince: number;

  constructor(stations: number, start: number) {
    this.area = new Float64Array(stations);
    this.spent = Array.from({ length: stations }, () => new Float64Array(LEVELS));
    this.level = new Int32Array(stations);
    this.since = new Float64Array(stations).fill(start);
    this.insideSince = start;
  }

  change(station: number, by: number, now: number): void {
    if (now > this.since[station]) {
      const time = now - this.since[station];
      this.area[station] += time * this.level[station];
      this.spent[station][Math.min(this.level[station], LEVELS - 1)] += time;
      this.since[station] = now;
    }
    if (now > this.insideSince) {
      if (this.inside === 0) this.empty += now - this.insideSince;
      this.insideSince = now;
    }
    this.level[station] += by;
    this.inside += by;
  }
}

/** The first of these shares that `u` (0..1) falls into, -1 beyond all of them. */
function pick(shares: readonly number[], u: number): number {
  let sum = 0;
  return shares.findIndex((share) => {
    sum += share;
    return u < sum;
  });
}

/** Runs a network for `seconds` after a warm-up. */
export function observeNetwork(network: Network, warmUp: number, seconds: number, seed: number): NetworkSeen {
  const { outside, routing, stations } = network;
  const scheduler = new Scheduler();
  const { calls } = scheduler;
  const until = warmUp + seconds;
  const came = calls.reals();
  const at = calls.integers();
  const luck = new Purpose(seed, "routing");
  const watch = new Watch(stations.length, warmUp);
  let left = 0;
  let stayed = 0;
  const parts = stations.map(({ servers, mean }, index) => {
    const times = new Sampler({ type: "exponential", mean }, new Purpose(seed, `service ${index}`));
    return new Station(scheduler, servers, null, [times], addressOf(0, 0));
  });
  const go = (call: number, station: number) => {
    at.data[call] = station;
    watch.change(station, 1, scheduler.now);
    parts[station].enter(call);
  };
  scheduler.handle(0, [
    (call) => {
      const station = at.data[call];
      watch.change(station, -1, scheduler.now);
      parts[station].leave(call);
      const next = pick(routing[station], luck.uniform(calls.number[call], calls.attempt[call]));
      // Each visit draws anew: it counts as one more attempt.
      calls.attempt[call]++;
      if (next >= 0) {
        go(call, next);
        return;
      }
      if (came.of(call) >= warmUp) {
        left++;
        stayed += scheduler.now - came.of(call);
      }
      calls.close(call);
    },
  ]);
  const total = outside.reduce((sum, rate) => sum + rate, 0);
  const next = poissonArrivals(total, until, seed);
  const entry = new Purpose(seed, "entry");
  const entries = outside.map((rate) => rate / total);
  let index = 0;
  for (let time = next(); time < until; time = next()) {
    scheduler.run(time, Infinity);
    scheduler.now = time;
    const call = calls.open(0, index);
    calls.operation[call] = 0;
    came.set(call, time);
    go(call, pick(entries, entry.uniform(index++, 0)));
  }
  scheduler.run(until, Infinity);
  stations.forEach((_, station) => {
    watch.change(station, 0, until);
  });
  return {
    number: Array.from(watch.area, (area) => area / seconds),
    share: watch.spent.map((spent) => Array.from(spent, (time) => time / seconds)),
    empty: watch.empty / seconds,
    sojourn: stayed / left,
  };
}
