/** What one order asks of the architecture on average: the calls of its saga, with what goes wrong and is undone. */
import type { Component, ComponentOf, Distribution, Scenario } from "../model/index.ts";
import { type Cumulants, cumulantsOf, type Moments, momentsOf, NO_TIME, NOTHING, plus } from "./moments.ts";

/** Work one order brings to a component, on average. */
export interface Work {
  /** Calls, compensations included. */
  visits: number;
  /** Seconds of service, over all calls. */
  seconds: number;
  /** The squares and the cubes of its service times, added up. */
  squares: number;
  cubes: number;
  /** Whether the order waits for it: best-effort steps delay nobody. */
  critical: boolean;
}

/** One order's way through a saga, on average. */
export interface SagaWork {
  readonly work: ReadonlyMap<string, Work>;
  /** Seconds of service on the way of the order, best-effort steps left out. */
  readonly serviceSeconds: number;
  /** How that is spread, by the service times alone. */
  readonly service: Cumulants;
  /** Seconds a worker is busy with an order that waits nowhere: service, links both ways, writes to the log. */
  readonly workerSeconds: number;
  /** The share of orders that complete. */
  readonly completed: number;
}

/**
 * Walks a saga with probabilities in place of orders.
 * @param inStock the share of reservations that find their units
 */
export function sagaWork(scenario: Scenario, orchestrator: ComponentOf<"orchestrator">, inStock: number): SagaWork {
  const { components, links } = scenario.architecture;
  const byId = new Map(components.map((component) => [component.id, component]));
  const logWrite = orchestrator.config.logWrite ?? 0;
  const work = new Map<string, Work>();
  let serviceSeconds = 0;
  let service = NOTHING;
  // One record when the saga begins, and one after each call: what came of it, and what is next.
  let workerSeconds = logWrite;

  const call = (id: string, operation: string, times: number, critical: boolean) => {
    const callee = byId.get(id);
    if (callee === undefined || times === 0) return;
    const time = timeOf(callee, operation);
    const seconds = times * time.first;
    const entry = work.get(id) ?? { visits: 0, seconds: 0, squares: 0, cubes: 0, critical: false };
    work.set(id, {
      visits: entry.visits + times,
      seconds: entry.seconds + seconds,
      squares: entry.squares + times * time.second,
      cubes: entry.cubes + times * time.third,
      critical: entry.critical || critical,
    });
    if (!critical) return;
    const latency = links.find((link) => link.from === orchestrator.id && link.to === id)?.latency ?? 0;
    serviceSeconds += seconds;
    service = plus(service, times, cumulantsOf(time));
    workerSeconds += seconds + times * (2 * latency + logWrite);
  };

  const done: { component: string; compensation: string; share: number }[] = [];
  let alive = 1;
  for (const { component, operation, compensation, onFailure } of orchestrator.config.saga) {
    const critical = onFailure === "compensate";
    call(component, operation, alive, critical);
    const failure = failureOf(byId.get(component), operation, inStock);
    if (critical) {
      for (const step of done) call(step.component, step.compensation, alive * failure * step.share, true);
      alive *= 1 - failure;
    }
    if (compensation !== null) done.push({ component, compensation, share: critical ? 1 : 1 - failure });
  }
  return { work, serviceSeconds, service, workerSeconds, completed: alive };
}

function timeOf(service: Component, operation: string): Moments {
  if (!("operations" in service.config)) return NO_TIME;
  const times: Readonly<Record<string, Distribution>> = service.config.operations;
  const time = times[operation];
  return time === undefined ? NO_TIME : momentsOf(time);
}

function failureOf(service: Component | undefined, operation: string, inStock: number): number {
  if (service?.kind === "inventory") return operation === "reserve" ? 1 - inStock : 0;
  if (service?.kind === "payment") return operation === "charge" ? service.config.declineProbability : 0;
  if (service?.kind === "shipping") return operation === "create" ? service.config.failureProbability : 0;
  if (service?.kind === "notification") return operation === "send" ? service.config.failureProbability : 0;
  return 0;
}
