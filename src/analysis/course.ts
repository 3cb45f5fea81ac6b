/** The course of a sale as arithmetic sees it: at each instant how many wait, and where. */
import { meanOf, type Scenario } from "../model/index.ts";
import type { CapacitySum, Phase } from "./capacity.ts";
import { countsAt, endOf } from "./flow.ts";
import { shareAtMost, timeOfShare } from "./gamma.ts";
import type { Route } from "./routes.ts";
import type { Demand } from "./stations.ts";

/** Instants that are looked at, besides those at which a rate changes. */
const INSTANTS = 2000;

/** What the course of a sale comes to. Times in seconds. */
export interface Course {
  readonly end: number;
  readonly backlog: { readonly peak: number; readonly peakAt: number | null; readonly drainedAt: number | null };
  /** The most sagas that are under way at one instant. */
  readonly sagasInFlight: number;
  readonly completed: number;
  /** Of each component with a limit, from the end of the warm-up to the end of the run. */
  readonly utilization: ReadonlyMap<string, number>;
}

/** Follows the line of a capacity sum through time. Workers that wait for a busy service hold the head of the line; the rest is backlog. */
export function courseOf(scenario: Scenario, sum: CapacitySum, routes: readonly Route[]): Course {
  const { entered, served } = sum.flows;
  const wayIn = wayInOf(scenario, routes);
  const { until, limit, warmUp } = scenario.run;
  const end = Math.min(limit, until === "drained" ? endOf(served) + wayIn + lastSagaSeconds(sum) : until);
  const hasQueue = routes.some(({ queue }) => queue !== null);
  const workers = workersOf(sum);

  const times = instants(sum, end, warmUp);
  const came = countsAt(entered, times);
  const went = countsAt(served, times);
  let peak = 0;
  let peakAt: number | null = null;
  let drainedAt: number | null = null;
  let inFlight = 0;
  const busy = new Map<string, number>();
  let done = 0;
  for (let i = 1; i < times.length; i++) {
    const time = times[i] ?? 0;
    const before = times[i - 1] ?? 0;
    const orders = (went[i] ?? 0) - (went[i - 1] ?? 0);
    const phase = phaseAt(sum.phases, ((went[i] ?? 0) + (went[i - 1] ?? 0)) / 2);
    if (phase === undefined) break;
    const line = Math.max(0, (came[i] ?? 0) - (went[i] ?? 0));
    const inService = Math.min(workers, (orders / (time - before)) * workerSecondsOf(phase.demand));
    const atWorkers = Math.min(workers, inService + line);
    const waiting = Math.max(0, inService + line - workers);
    inFlight = Math.max(inFlight, atWorkers);
    if (waiting > peak && waiting >= 0.5) {
      peak = waiting;
      peakAt = time + wayIn;
      drainedAt = null;
    } else if (peakAt !== null && waiting < 0.5) drainedAt ??= time + wayIn;
    if (until === "drained" || time + wayIn + workerSecondsOf(phase.demand) <= end)
      done += orders * phase.demand.completed;
    if (time <= warmUp) continue;
    for (const { id, kind, secondsPerOrder } of phase.demand.stations) {
      const more = kind === "orchestrator" ? atWorkers * (time - before) : orders * secondsPerOrder;
      busy.set(id, (busy.get(id) ?? 0) + more);
    }
  }

  const utilization = new Map<string, number>();
  for (const { id, kind, servers } of sum.stations) {
    const there = kind === "orchestrator" ? workers : servers;
    if (there === null || !Number.isFinite(there) || !(end > warmUp)) continue;
    utilization.set(id, Math.min(1, (busy.get(id) ?? 0) / (there * (end - warmUp))));
  }
  return {
    end,
    backlog: hasQueue ? { peak, peakAt, drainedAt } : { peak: 0, peakAt: null, drainedAt: null },
    sagasInFlight: inFlight,
    completed: done,
    utilization,
  };
}

/** How long the last order takes: the longest of those that are under way when the last one begins. */
function lastSagaSeconds({ phases, flows, little }: CapacitySum): number {
  const demand = phaseAt(phases, little.orders)?.demand;
  if (demand === undefined) return 0;
  const mean = workerSecondsOf(demand);
  const rate = flows.served.findLast(({ to }) => to > 0)?.to ?? 0;
  const spread = { ...demand.service, mean };
  const longest = 1 - 1 / Math.max(2, rate * mean);
  return timeOfShare((x) => shareAtMost(x, spread), longest, mean + 20 * Math.sqrt(spread.variance));
}

/** Workers of all orchestrators together. */
function workersOf({ stations }: CapacitySum): number {
  const drivers = stations.filter(({ kind }) => kind === "orchestrator");
  return drivers.reduce((all, { servers }) => all + (servers ?? Number.POSITIVE_INFINITY), 0);
}

/** Seconds that an order keeps a worker busy if it waits nowhere. */
export function workerSecondsOf({ stations }: Demand): number {
  return stations.reduce((all, { kind, secondsPerOrder }) => all + (kind === "orchestrator" ? secondsPerOrder : 0), 0);
}

/** What the order of that number asks for. */
export function phaseAt(phases: readonly Phase[], number: number): Phase | undefined {
  return phases.findLast(({ from }) => from <= number) ?? phases[0];
}

/** Equal steps, and between them every instant at which a rate changes. */
function instants({ flows }: CapacitySum, end: number, warmUp: number): number[] {
  const turns = [...flows.entered, ...flows.served].flatMap((leg) => [leg.start, leg.end]);
  const steps = Array.from({ length: INSTANTS + 1 }, (_, i) => (end * i) / INSTANTS);
  const times = [...steps, ...turns.slice(0, INSTANTS), warmUp].filter((time) => time >= 0 && time <= end);
  times.sort((a, b) => a - b);
  return times.filter((time, i) => i === 0 || time - (times[i - 1] ?? 0) > 1e-9);
}

/** From the click until the order stands in line, in seconds: the links there, and the check at the gateway. */
export function wayInOf(scenario: Scenario, routes: readonly Route[]): number {
  const { components, links } = scenario.architecture;
  const sources = new Set(components.flatMap(({ id, kind }) => (kind === "shoppers" ? [id] : [])));
  const total = routes.reduce((all, route) => all + route.orders, 0);
  const latency = (to: string, from?: string) =>
    links.find((link) => link.to === to && (from === undefined ? sources.has(link.from) : link.from === from))
      ?.latency ?? 0;
  return routes.reduce((mean, { gateway, queue, orchestrator, orders }) => {
    const share = total > 0 ? orders / total : 0;
    let way = latency(gateway.id) + meanOf(gateway.config.serviceTime);
    if (queue !== null) way += latency(queue.id, gateway.id);
    if (orchestrator !== null) way += latency(orchestrator.id, (queue ?? gateway).id);
    return mean + share * way;
  }, 0);
}
