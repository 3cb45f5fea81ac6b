/** What each component can take, in orders a second, given what one order asks of it. */
import type { Component, ComponentOf, Kind, Scenario } from "../model/index.ts";
import { type Cumulants, type Moments, momentsOf, NO_TIME, NOTHING, plus } from "./moments.ts";
import type { Route } from "./routes.ts";
import { sagaWork, type Work } from "./visits.ts";

/** What one component can take. */
export interface StationCapacity {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  /** Servers, or workers; null = unlimited. */
  readonly servers: number | null;
  /** Calls an order makes here, on average, compensations included. */
  readonly visits: number;
  /** Seconds an order keeps a server busy, over all its calls. */
  readonly secondsPerOrder: number;
  /** The time of one call. */
  readonly time: Moments;
  /** Orders a second it can keep up with; null = no limit. */
  readonly ordersPerSecond: number | null;
  /** False for what only best-effort steps call: it may fall behind without delaying an order. */
  readonly limits: boolean;
}

/** The average order, over all routes. */
export interface Demand {
  readonly stations: readonly StationCapacity[];
  /** Seconds of service on its way, best-effort steps left out. */
  readonly serviceSeconds: number;
  /** How that is spread, by the service times alone. */
  readonly service: Cumulants;
  /** The share of orders that complete. */
  readonly completed: number;
}

/**
 * What the orders of these routes ask for, in the order of the document.
 * @param inStock the share of reservations that find their units
 */
export function demandOf(scenario: Scenario, routes: readonly Route[], inStock: number): Demand {
  const orders = routes.reduce((sum, route) => sum + route.orders, 0);
  const work = new Map<string, Work>();
  const add = (id: string, share: number, { visits, seconds, squares, cubes, critical }: Work) => {
    const sum = work.get(id) ?? { visits: 0, seconds: 0, squares: 0, cubes: 0, critical: false };
    work.set(id, {
      visits: sum.visits + share * visits,
      seconds: sum.seconds + share * seconds,
      squares: sum.squares + share * squares,
      cubes: sum.cubes + share * cubes,
      critical: sum.critical || critical,
    });
  };

  let serviceSeconds = 0;
  let service = NOTHING;
  let completed = 0;
  for (const { gateway, orchestrator, orders: own } of routes) {
    const share = orders > 0 ? own / orders : 1 / routes.length;
    const { first, second, third } = momentsOf(gateway.config.serviceTime);
    add(gateway.id, share, { visits: 1, seconds: first, squares: second, cubes: third, critical: true });
    if (orchestrator === null) continue;
    const saga = sagaWork(scenario, orchestrator, inStock);
    add(orchestrator.id, share, { visits: 1, seconds: saga.workerSeconds, squares: 0, cubes: 0, critical: true });
    for (const [id, each] of saga.work) add(id, share, each);
    serviceSeconds += share * saga.serviceSeconds;
    service = plus(service, share, saga.service);
    completed += share * saga.completed;
  }

  const stations = scenario.architecture.components.flatMap((component): StationCapacity[] => {
    const own = work.get(component.id);
    if (own === undefined || !hasServers(component)) return [];
    const { id, name, kind } = component;
    const servers = serversOf(component);
    const ordersPerSecond = servers === null || own.seconds === 0 ? null : servers / own.seconds;
    const { visits, seconds, squares, cubes, critical } = own;
    const time = visits > 0 ? { first: seconds / visits, second: squares / visits, third: cubes / visits } : NO_TIME;
    return [{ id, name, kind, servers, visits, secondsPerOrder: seconds, time, ordersPerSecond, limits: critical }];
  });
  return { stations, serviceSeconds, service, completed };
}

/** What works with a number of servers or workers. */
type Worker = ComponentOf<Exclude<Kind, "shoppers" | "queue" | "loadBalancer">>;

function hasServers(component: Component): component is Worker {
  return component.kind === "orchestrator" || "servers" in component.config;
}

function serversOf(component: Worker): number | null {
  return component.kind === "orchestrator" ? component.config.workers : component.config.servers;
}

/** The station that can take the fewest orders; null when none has a limit. */
export function tightest(stations: readonly StationCapacity[]): StationCapacity | null {
  let found: StationCapacity | null = null;
  for (const station of stations) {
    const { limits, ordersPerSecond } = station;
    if (!limits || ordersPerSecond === null) continue;
    if (ordersPerSecond < (found?.ordersPerSecond ?? Number.POSITIVE_INFINITY)) found = station;
  }
  return found;
}
