/** What one order asks of the architecture on average: the calls of its saga, with what goes wrong and is undone. */
import {
  type Component,
  type ComponentOf,
  DEPTH_MAX,
  type Distribution,
  innerCalls,
  type Scenario,
} from "../model/index.ts";
import { type Cumulants, cumulantsOf, momentsFrom, momentsOf, NOTHING, plus } from "./moments.ts";

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
    const time = timeOf(scenario.architecture, callee, operation);
    visit(callee, operation, times, critical, 0);
    if (!critical) return;
    const seconds = times * time.mean;
    const latency = links.find((link) => link.from === orchestrator.id && link.to === id)?.latency ?? 0;
    serviceSeconds += seconds;
    service = plus(service, times, time);
    workerSeconds += seconds + times * (2 * latency + logWrite);
  };

  /** A server is kept for as long as the calls take that its service makes in turn. */
  const visit = (component: Component, operation: string, times: number, critical: boolean, depth: number) => {
    const entry = work.get(component.id) ?? { visits: 0, seconds: 0, squares: 0, cubes: 0, critical: false };
    const time = momentsFrom(timeOf(scenario.architecture, component, operation, depth));
    work.set(component.id, {
      visits: entry.visits + times,
      seconds: entry.seconds + times * time.first,
      squares: entry.squares + times * time.second,
      cubes: entry.cubes + times * time.third,
      critical: entry.critical || critical,
    });
    if (depth === DEPTH_MAX) return;
    for (const inner of innerCalls(scenario.architecture, component, operation)) {
      visit(inner.component, inner.operation, times * inner.share, critical, depth + 1);
    }
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

/** How long a call takes, with the calls that it makes in turn; whether such a call is made at all adds no spread here. */
function timeOf(architecture: Scenario["architecture"], component: Component, operation: string, depth = 0): Cumulants {
  const times: Readonly<Record<string, Distribution>> =
    "operations" in component.config ? component.config.operations : {};
  const own = times[operation];
  let time = own === undefined ? NOTHING : cumulantsOf(momentsOf(own));
  if (depth === DEPTH_MAX) return time;
  for (const { component: target, operation: asked, share } of innerCalls(architecture, component, operation)) {
    const latency = architecture.links.find(({ from, to }) => from === component.id && to === target.id)?.latency ?? 0;
    const inner = timeOf(architecture, target, asked, depth + 1);
    time = plus(time, share, { ...inner, mean: inner.mean + 2 * latency });
  }
  return time;
}

function failureOf(service: Component | undefined, operation: string, inStock: number): number {
  if (service?.kind === "inventory") return operation === "reserve" ? 1 - inStock : 0;
  if (service?.kind === "payment") return operation === "charge" ? service.config.declineProbability : 0;
  if (service?.kind === "shipping") return operation === "create" ? service.config.failureProbability : 0;
  if (service?.kind === "service") return operation === "call" ? service.config.failureProbability : 0;
  if (service?.kind === "notification") return operation === "send" ? service.config.failureProbability : 0;
  return 0;
}
