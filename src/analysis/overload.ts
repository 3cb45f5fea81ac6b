/** When a run was behind, and what was short while it was. */
import { KINDS, type RunResult, type Samples, type Scenario } from "../model/index.ts";
import { capacitySum } from "./capacity.ts";
import { type Column, everyNth, rates, valueAt } from "./series.ts";

/** Samples in either form: frames from the worker, or the timeline of a saved result. */
export type AnySamples = Samples<Column, ArrayLike<number>>;

/**
 * Behind means: more orders wait than the most that were seen to end in a second, so that whoever comes now waits longer than that second.
 */
export interface Overload {
  /** Seconds behind, altogether; 0 when it kept up. */
  readonly seconds: number;
  /** When it first fell behind. */
  readonly from: number | null;
  /** When it had caught up for good; null when it never had, or was never behind. */
  readonly until: number | null;
  readonly peakWaiting: number;
  readonly peakAt: number | null;
  /** What was busiest meanwhile, or over the whole run when it kept up. */
  readonly bottleneck: Bottleneck | null;
}

export interface Bottleneck {
  readonly id: string;
  readonly name: string;
  readonly utilization: number;
  readonly isDriver: boolean;
}

/** From this utilization on a component counts as the cause of waiting. */
const SATURATED = 0.9;

/** Finds out when a run was behind and why. */
export function overloadOf(scenario: Scenario, result: RunResult, samples: AnySamples): Overload {
  const { times } = samples;
  const waiting = waitingIn(scenario, samples);
  const pace = bestPace(samples);
  let seconds = 0;
  let from: number | null = null;
  let until: number | null = null;
  let peak = 0;
  const behind: number[] = [];
  for (let k = 0; k < times.length; k++) {
    const isBehind = (waiting[k] ?? 0) > pace;
    if ((waiting[k] ?? 0) > (waiting[peak] ?? 0)) peak = k;
    if (isBehind) {
      const before = k === 0 ? 0 : (times[k - 1] ?? 0);
      seconds += (times[k] ?? before) - before;
      from ??= before;
      until = null;
      behind.push(k);
    } else if (from !== null) until ??= times[k] ?? null;
  }
  return {
    seconds,
    from,
    until,
    peakWaiting: waiting[peak] ?? 0,
    peakAt: (waiting[peak] ?? 0) > 0 ? (times[peak] ?? null) : null,
    bottleneck: behind.length > 0 ? busiestWhile(behind, scenario, samples) : busiest(scenario, result),
  };
}

/** Orders that wait anywhere on their way: in queues, for workers, for servers. Best-effort steps make nobody wait. */
function waitingIn(scenario: Scenario, { times, series, components }: AnySamples): Float64Array {
  const onTheWay = capacitySum(scenario).stations.filter(({ limits }) => limits);
  const queues = onTheWay.map(({ id }) => components[id]?.queue).filter((queue) => queue !== undefined);
  return Float64Array.from({ length: times.length }, (_, k) =>
    queues.reduce((sum, queue) => sum + (valueAt(queue, k) || 0), valueAt(series.backlog, k) || 0),
  );
}

/** The most orders that ended in about a second. */
function bestPace({ interval, times, series }: AnySamples): number {
  const picked = everyNth(times.length, Math.max(1, Math.ceil(times.length * Math.min(1, interval))));
  const completed = rates(times, series.completed, picked);
  const failed = rates(times, series.failed, picked);
  return completed.reduce((most, rate, i) => Math.max(most, rate + (failed[i] ?? 0)), 0);
}

function busiestWhile(behind: readonly number[], scenario: Scenario, samples: AnySamples): Bottleneck | null {
  return choose(scenario, (id) => {
    const columns = samples.components[id];
    if (columns === undefined) return null;
    let busy = 0;
    let live = 0;
    for (const k of behind) {
      const more = step(columns.serverTime, k);
      if (!(more > 0)) continue;
      busy += step(columns.busyTime, k);
      live += more;
    }
    return live > 0 ? busy / live : null;
  });
}

function step(column: Column, k: number): number {
  return valueAt(column, k) - (k === 0 ? 0 : valueAt(column, k - 1));
}

function busiest(scenario: Scenario, result: RunResult): Bottleneck | null {
  return choose(scenario, (id) => result.components[id]?.utilization ?? null);
}

/**
 * The busiest component; of those that are saturated, a service before whatever waits for it: workers and connections are taken because a
 * service is slow, not the other way round.
 */
function choose(scenario: Scenario, utilizationOf: (id: string) => number | null): Bottleneck | null {
  const limits = new Set(capacitySum(scenario).stations.flatMap(({ id, limits: on }) => (on ? id : [])));
  const all = scenario.architecture.components.flatMap(({ id, name, kind }) => {
    const utilization = limits.has(id) ? utilizationOf(id) : null;
    return utilization === null ? [] : [{ id, name, utilization, role: KINDS[kind].role }];
  });
  all.sort((a, b) => b.utilization - a.utilization);
  const found = all.find(({ role, utilization }) => role === "service" && utilization >= SATURATED) ?? all[0];
  if (found === undefined) return null;
  const { role, ...bottleneck } = found;
  return { ...bottleneck, isDriver: role === "driver" };
}
