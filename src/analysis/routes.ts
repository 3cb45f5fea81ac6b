/** The ways orders come in: from shoppers through a gateway, perhaps a queue, to the orchestrator that drives them. */
import { type Component, type ComponentOf, meanOf, type Scenario } from "../model/index.ts";
import { arrivalsOf, type Flow, sumOf, totalOf } from "./flow.ts";
import { type Line, serve, UNLIMITED } from "./fluid.ts";
import type { Driver } from "./visits.ts";

/** From a gateway to what drives its orders to their ends. */
export interface Route {
  readonly gateway: ComponentOf<"gateway">;
  readonly queue: ComponentOf<"queue"> | null;
  readonly driver: Driver | null;
  readonly flow: Flow;
  readonly orders: number;
  readonly units: number;
}

/** Every route of a scenario; parts that are not wired yet are null. */
export function routesOf(scenario: Scenario): readonly Route[] {
  const { components, links } = scenario.architecture;
  const byId = new Map(components.map((component) => [component.id, component]));
  const after = (id: string): Component[] =>
    links.filter(({ from }) => from === id).flatMap(({ to }) => byId.get(to) ?? []);
  return components.flatMap((gateway): Route[] => {
    if (gateway.kind !== "gateway") return [];
    const sources = components
      .flatMap((component) => (component.kind === "shoppers" ? [component] : []))
      .filter(({ id }) => after(id).includes(gateway))
      .map((source) => ({ flow: arrivalsOf(source), units: source.config.unitsPerOrder }));
    const queue = after(gateway.id).find((component) => component.kind === "queue") ?? null;
    const driver =
      after((queue ?? gateway).id).find(
        (component): component is Driver => component.kind === "orchestrator" || component.kind === "eventQueue",
      ) ?? null;
    const flow = sumOf(sources.map((source) => source.flow));
    const units = sources.reduce((sum, source) => sum + source.units * totalOf(source.flow), 0);
    return [{ gateway, queue, driver, flow, orders: totalOf(flow), units }];
  });
}

/** Sends a route's orders through the rate limit and the servers of its gateway. */
export function throughGateway({ gateway, flow }: Route): { readonly line: Line; readonly refused: number } {
  const { rateLimit, servers, serviceTime, waitingRoom } = gateway.config;
  const limit = rateLimit === null ? null : limited(flow, rateLimit);
  const rate = Math.min(UNLIMITED, (servers ?? UNLIMITED) / meanOf(serviceTime));
  const line = serve(limit?.passed ?? flow, [{ from: 0, rate }], waitingRoom ?? Number.POSITIVE_INFINITY);
  return { line, refused: line.refused + (limit?.refused ?? 0) };
}

/** What a rate limit lets through of a flow. How many requests are under way at once is a matter of chance: such a limit is left out. */
function limited(flow: Flow, limit: NonNullable<Route["gateway"]["config"]["rateLimit"]>) {
  if ("concurrency" in limit) return { passed: flow, refused: 0 };
  if ("leakyBucket" in limit) {
    const { rate, capacity } = limit.leakyBucket;
    const { served, refused } = serve(flow, [{ from: 0, rate }], capacity);
    return { passed: served, refused };
  }
  const [rate, burst] =
    "tokenBucket" in limit
      ? [limit.tokenBucket.rate, limit.tokenBucket.burst]
      : [limit.slidingWindow.limit / limit.slidingWindow.window, limit.slidingWindow.limit];
  const { admitted, refused } = serve(flow, [{ from: 0, rate }], burst);
  return { passed: admitted, refused };
}

/** How many orders may wait for a worker, in the queues or, without one, in front of the orchestrators. */
export function roomOf(routes: readonly Route[]): number {
  const places = new Map<string, number | null>();
  for (const { queue, driver } of routes) {
    if (queue !== null) places.set(queue.id, queue.config.capacity);
    else if (driver?.kind === "orchestrator") places.set(driver.id, driver.config.waitingRoom);
    else if (driver !== null) places.set(driver.id, driver.config.capacity);
  }
  return [...places.values()].reduce<number>((sum, room) => sum + (room ?? Number.POSITIVE_INFINITY), 0);
}

/** Bytes one waiting order takes, or null where no queue holds any. */
export function messageBytesOf(routes: readonly Route[]): number | null {
  let orders = 0;
  let bytes = 0;
  for (const route of routes) {
    const queue = route.queue ?? (route.driver?.kind === "eventQueue" ? route.driver : null);
    if (queue === null) continue;
    orders += route.orders;
    bytes += route.orders * queue.config.messageBytes;
  }
  return orders > 0 ? bytes / orders : null;
}
