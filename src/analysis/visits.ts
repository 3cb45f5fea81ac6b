/** What one order asks of the architecture on average: the calls of its saga, with what goes wrong and is undone. */
import {
  type Component,
  type ComponentOf,
  commandQueuesBetween,
  DEPTH_MAX,
  innerCalls,
  type Scenario,
  secondsOf,
  stepsOf,
} from "../model/index.ts";

/** What sends orders from service to service. */
export type Driver = ComponentOf<"orchestrator"> | ComponentOf<"eventQueue">;

/** Work one order brings to a component, on average. */
export interface Work {
  /** Calls, compensations included. */
  visits: number;
  /** Seconds of service, over all calls. */
  seconds: number;
  /** Whether the order waits for it: best-effort steps delay nobody. */
  critical: boolean;
}

/** One order's way through a saga, on average. */
export interface SagaWork {
  readonly work: ReadonlyMap<string, Work>;
  /** Seconds of service on the way of the order, best-effort steps left out. */
  readonly serviceSeconds: number;
  /** Seconds a worker is busy with an order that waits nowhere: service, links both ways, writes to the log. */
  readonly workerSeconds: number;
  /** The share of orders that complete. */
  readonly completed: number;
}

/**
 * Walks a saga with probabilities in place of orders.
 * @param inStock the share of reservations that find their units
 */
export function sagaWork(scenario: Scenario, driver: Driver, inStock: number): SagaWork {
  const { components, links } = scenario.architecture;
  const byId = new Map(components.map((component) => [component.id, component]));
  const logWrite = driver.kind === "orchestrator" ? (driver.config.logWrite ?? 0) : 0;
  const work = new Map<string, Work>();
  let serviceSeconds = 0;
  // One record when the saga begins, and one after each call: what came of it, and what is next.
  let workerSeconds = logWrite;

  const latencyOf = (from: string, to: string) =>
    links.find((link) => link.from === from && link.to === to)?.latency ?? 0;
  const call = (id: string, operation: string, times: number, critical: boolean) => {
    const service = byId.get(id);
    if (service === undefined || times === 0) return;
    visit(service, operation, times, critical, 0);
    if (!critical) return;
    const seconds = times * secondsOf(scenario.architecture, service, operation);
    const [queue] = commandQueuesBetween(scenario.architecture, driver.id, id);
    const there = latencyOf(driver.id, queue ?? id);
    const back = there + (queue === undefined ? 0 : latencyOf(queue, id));
    serviceSeconds += seconds;
    // A saga whose command waits in a queue, or is being carried out behind one, holds no worker.
    workerSeconds += (queue === undefined ? seconds : 0) + times * (there + back + logWrite);
  };

  /** A server is kept for as long as the calls take that its service makes in turn. */
  const visit = (component: Component, operation: string, times: number, critical: boolean, depth: number) => {
    const entry = work.get(component.id) ?? { visits: 0, seconds: 0, critical: false };
    work.set(component.id, {
      visits: entry.visits + times,
      seconds: entry.seconds + times * secondsOf(scenario.architecture, component, operation),
      critical: entry.critical || critical,
    });
    if (depth === DEPTH_MAX) return;
    for (const inner of innerCalls(scenario.architecture, component, operation)) {
      visit(inner.component, inner.operation, times * inner.share, critical, depth + 1);
    }
  };

  const done: { component: string; compensation: string; share: number }[] = [];
  let alive = 1;
  for (const { component, operation, compensation, onFailure } of stepsOf(driver)) {
    const critical = onFailure === "compensate";
    call(component, operation, alive, critical);
    const failure = failureOf(byId.get(component), operation, inStock);
    if (critical) {
      for (const step of done) call(step.component, step.compensation, alive * failure * step.share, true);
      alive *= 1 - failure;
    }
    if (compensation !== null) done.push({ component, compensation, share: critical ? 1 : 1 - failure });
  }
  return { work, serviceSeconds, workerSeconds, completed: alive };
}

function failureOf(service: Component | undefined, operation: string, inStock: number): number {
  if (service?.kind === "inventory") return operation === "reserve" ? 1 - inStock : 0;
  if (service?.kind === "payment") return operation === "charge" ? service.config.declineProbability : 0;
  if (service?.kind === "shipping") return operation === "create" ? service.config.failureProbability : 0;
  if (service?.kind === "service") return operation === "call" ? service.config.failureProbability : 0;
  if (service?.kind === "notification") return operation === "send" ? service.config.failureProbability : 0;
  return 0;
}
