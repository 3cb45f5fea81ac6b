/** The capacity sum: what a scenario must come to by arithmetic alone, before any order is simulated. */
import type { Scenario } from "../model/index.ts";
import { endOf, type Flow, instantsOf, peakRateOf, sumOf, totalOf } from "./flow.ts";
import { type Pace, serve, UNLIMITED } from "./fluid.ts";
import { messageBytesOf, roomOf, routesOf, throughGateway } from "./routes.ts";
import { type Demand, demandOf, type StationCapacity, tightest } from "./stations.ts";
import { shelves } from "./stock.ts";

/** Seconds in line: how long orders wait, over all of them. */
export interface Waits {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** Arithmetic over a whole sale, with averages in place of chance: lines are first come, first served, and nobody gives up. */
export interface CapacitySum {
  readonly arrivals: { readonly total: number; readonly peakRate: number; readonly endsAt: number };
  readonly stations: readonly StationCapacity[];
  /** The station that limits the whole while there is stock; null when nothing does. */
  readonly bottleneck: StationCapacity | null;
  /** Orders turned away by a rate limit or a full line. */
  readonly turnedAway: number;
  readonly backlog: {
    readonly peak: number;
    /** Null when nobody waits. */
    readonly peakAt: number | null;
    /** Null where no queue holds the backlog. */
    readonly peakBytes: number | null;
    readonly drainedAt: number | null;
    /** From the peak until nobody waits. */
    readonly drainSeconds: number | null;
  };
  /** From the click until a worker begins. */
  readonly wait: Waits;
  /** Little's law: the area under the number waiting, divided by the orders, is the mean wait. */
  readonly little: { readonly orderSeconds: number; readonly orders: number; readonly meanWait: number };
  /** Seconds of service in one saga, and how many sagas are in service at once when the bottleneck is busy. */
  readonly sagaSeconds: number;
  readonly sagasInFlight: number;
  /** The share of orders that complete while there is stock. */
  readonly completedShare: number;
  /** When the last unit goes, if it does. */
  readonly soldOutAt: number | null;
  /** Orders as they join the line and as they are served, to look at any instant of it. */
  readonly flows: { readonly entered: Flow; readonly served: Flow };
  /** What an order asks for, first while there is stock of everything, then as one item after the other sells out. */
  readonly phases: readonly Phase[];
}

/** From the order number `from` on, orders ask for this on average. */
export interface Phase {
  readonly from: number;
  readonly demand: Demand;
}

const sums = new WeakMap<Scenario, CapacitySum>();

/** The capacity sum of a scenario, worked out once. Never throws; what is not wired yet counts as absent. */
export function capacitySum(scenario: Scenario): CapacitySum {
  const known = sums.get(scenario) ?? workOut(scenario);
  sums.set(scenario, known);
  return known;
}

function workOut(scenario: Scenario): CapacitySum {
  const routes = routesOf(scenario);
  const arrivals = sumOf(routes.map(({ flow }) => flow));
  const total = totalOf(arrivals);
  const peakRate = peakRateOf(arrivals);
  const gateways = routes.map(throughGateway);
  const stocked = demandOf(scenario, routes, 1);

  const units = total > 0 ? routes.reduce((sum, route) => sum + route.units, 0) / total : 1;
  const stock = shelves(scenario, units, stocked.completed);
  const phases = stock.map(({ from, inStock }): Phase => {
    return { from, demand: inStock === 1 ? stocked : demandOf(scenario, routes, inStock) };
  });
  const paces = phases.map(({ from, demand }): Pace => {
    const behindGateway = tightest(demand.stations.filter(({ kind }) => kind !== "gateway"));
    return { from, rate: Math.min(UNLIMITED, behindGateway?.ordersPerSecond ?? UNLIMITED) };
  });
  const line = serve(sumOf(gateways.map((gateway) => gateway.line.served)), paces, roomOf(routes));

  const orders = totalOf(line.admitted);
  const bytes = messageBytesOf(routes);
  const drainedAt = line.peakAt === null ? null : line.emptyAt;
  const entered = line.refused > 0 ? line.admitted : sumOf(gateways.map((gateway) => gateway.line.admitted));
  const orderSeconds = gateways.reduce((sum, gateway) => sum + gateway.line.orderSeconds, line.orderSeconds);
  const meanWait = orders > 0 ? orderSeconds / orders : 0;
  const bottleneck = tightest(stocked.stations);
  const lastPhase = stock.at(-1);
  const soldOut = lastPhase?.inStock === 0 && lastPhase.from <= orders ? instantsOf(line.served, [lastPhase.from]) : [];

  return {
    arrivals: { total, peakRate, endsAt: endOf(arrivals) },
    stations: stocked.stations,
    bottleneck,
    turnedAway: gateways.reduce((sum, { refused }) => sum + refused, line.refused),
    backlog: {
      peak: line.peak,
      peakAt: line.peakAt,
      peakBytes: bytes === null ? null : line.peak * bytes,
      drainedAt,
      drainSeconds: drainedAt === null || line.peakAt === null ? null : drainedAt - line.peakAt,
    },
    wait: { mean: meanWait, ...percentiles(entered, line.served, orders) },
    little: { orderSeconds, orders, meanWait },
    sagaSeconds: stocked.serviceSeconds,
    sagasInFlight: Math.min(bottleneck?.ordersPerSecond ?? peakRate, peakRate) * stocked.serviceSeconds,
    completedShare: stocked.completed,
    soldOutAt: soldOut[0] ?? null,
    flows: { entered, served: line.served },
    phases,
  };
}

/** Orders whose wait is worked out; what lies between two of them is taken to lie on a straight line. */
const PROBES = 2000;

/** The n-th order in is the n-th to be served: its wait is the distance between the two curves. */
function percentiles(entered: Flow, served: Flow, orders: number): Omit<Waits, "mean"> {
  const numbers = Array.from({ length: PROBES + 1 }, (_, i) => (orders * i) / PROBES);
  const begins = instantsOf(served, numbers);
  const waits = instantsOf(entered, numbers).map((came, i) => Math.max(0, (begins[i] ?? came) - came));
  waits.sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * PROBES;
    const below = Math.floor(place);
    const low = waits[below] ?? 0;
    const high = waits[below + 1] ?? low;
    return low + (high - low) * (place - below);
  };
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
