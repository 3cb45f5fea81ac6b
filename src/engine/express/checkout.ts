import type { Component, ComponentOf, Link, Scenario } from "../../model/index.ts";
import { reachedIds } from "../parts/idle.ts";

/** What the express lane needs to know of a checkout: which component plays which part. */
export interface Checkout {
  readonly sources: readonly ComponentOf<"shoppers">[];
  readonly gateway: ComponentOf<"gateway">;
  readonly queue: ComponentOf<"queue">;
  readonly orchestrator: ComponentOf<"orchestrator">;
  readonly services: readonly Service[];
}

type Service = ComponentOf<"inventory" | "payment" | "shipping" | "notification">;

/**
 * The checkout of a scenario in which nothing fails but by business: no crash, no fault, no loss, no timeout, no retry; one
 * gateway, one queue, one orchestrator, and services that do what they are asked for. Null for any other scenario.
 */
export function checkoutOf(scenario: Scenario): Checkout | null {
  const { architecture, faults } = scenario;
  if (faults.length > 0) return null;
  const reached = reachedIds(architecture);
  const parts: Parts = { sources: [], gateways: [], queues: [], orchestrators: [], services: [] };
  for (const component of architecture.components) {
    if (reached.has(component.id) && !takesPart(component, parts)) return null;
  }
  const { sources, services } = parts;
  const [gateway, ...gateways] = parts.gateways;
  const [queue, ...queues] = parts.queues;
  const [orchestrator, ...orchestrators] = parts.orchestrators;
  if (gateway === undefined || queue === undefined || orchestrator === undefined || sources.length === 0) return null;
  if (gateways.length + queues.length + orchestrators.length > 0) return null;
  for (const kind of ["inventory", "payment", "shipping"]) {
    if (services.filter((service) => service.kind === kind).length > 1) return null;
  }
  // The links say it all: shoppers to the gateway, that to the queue, that to the orchestrator.
  const isWired = architecture.links.some(({ from, to }) => from === gateway.id && to === queue.id);
  if (!isWired || !architecture.links.filter(({ from }) => from === orchestrator.id).every(isPerfect)) return null;
  return isSimple(orchestrator, services) ? { sources, gateway, queue, orchestrator, services } : null;
}

interface Parts {
  readonly sources: ComponentOf<"shoppers">[];
  readonly gateways: ComponentOf<"gateway">[];
  readonly queues: ComponentOf<"queue">[];
  readonly orchestrators: ComponentOf<"orchestrator">[];
  readonly services: Service[];
}

/** Sorts a component into the parts of a checkout; false when it does what the express lane does not know. */
function takesPart(component: Component, parts: Parts): boolean {
  switch (component.kind) {
    case "shoppers":
      parts.sources.push(component);
      return clicksOnce(component);
    case "gateway":
      parts.gateways.push(component);
      return letsAllIn(component);
    case "queue":
      parts.queues.push(component);
      return component.config.prefetch === null && component.config.visibilityTimeout === null;
    case "orchestrator":
      parts.orchestrators.push(component);
      return drivesSagas(component);
    case "inventory":
    case "payment":
    case "shipping":
    case "notification":
      parts.services.push(component);
      return isHealthy(component);
    default:
      return false;
  }
}

/** Nobody retries, gives up waiting, clicks twice, cancels, buys for somebody else, or sends what kills a worker. */
function clicksOnce({ config }: ComponentOf<"shoppers">): boolean {
  const { timeout, retries, doubleClick, bots, cancels, poisonProbability, itemsPerOrder } = config;
  return (
    timeout === null &&
    retries.max === 0 &&
    doubleClick === null &&
    bots === null &&
    cancels === null &&
    poisonProbability === 0 &&
    itemsPerOrder === 1
  );
}

/** A plain way in: at most a token bucket, and an answer once the queue has the order. */
function letsAllIn({ config }: ComponentOf<"gateway">): boolean {
  const { rateLimit, publisherConfirms, outbox, answers } = config;
  const { soldOut, admission, virtualWaitingRoom, status, shedding, autoscaling } = config;
  return (
    (rateLimit === null || "tokenBucket" in rateLimit) &&
    publisherConfirms &&
    !outbox &&
    answers !== "onCompletion" &&
    [soldOut, admission, virtualWaitingRoom, status, shedding, autoscaling].every((each) => each === null)
  );
}

/** Its workers live for ever. */
function drivesSagas({ config }: ComponentOf<"orchestrator">): boolean {
  const { coordination, crashes, autoscaling, heartbeat } = config;
  return coordination === "saga" && crashes === null && autoscaling === null && heartbeat === null;
}

/** A station of fixed size that refuses nobody. */
function isHealthy(component: Service): boolean {
  const { waitingRoom, shedding, autoscaling } = component.config;
  if (waitingRoom !== null || shedding !== null || autoscaling !== null) return false;
  switch (component.kind) {
    case "inventory": {
      const { items, control, shards } = component.config;
      return items.length === 1 && control === "atomic" && shards === 1;
    }
    case "payment":
      return component.config.processorRate === null && component.config.reconciliation === null;
    default:
      return true;
  }
}

/** Nothing is lost on it, and who calls over it waits for ever. */
function isPerfect({ loss, timeout, retries, circuitBreaker, bulkhead }: Link): boolean {
  return loss === 0 && timeout === null && retries.max === 0 && circuitBreaker === null && bulkhead === null;
}

const FORWARD: ReadonlySet<string> = new Set(["reserve", "confirm", "charge", "create", "send"]);
const BACKWARD: ReadonlySet<string> = new Set(["release", "restock", "refund", "cancel"]);

/** Each operation is asked for once, what undoes one does nothing else, and only notifications are best effort. */
function isSimple({ config }: ComponentOf<"orchestrator">, services: readonly Service[]): boolean {
  const kinds = new Map(services.map(({ id, kind }) => [id, kind]));
  const seen = new Set<string>();
  return config.saga.every(({ component, operation, compensation, onFailure }) => {
    const kind = kinds.get(component);
    if (kind === undefined || seen.has(`${component} ${operation}`) || !FORWARD.has(operation)) return false;
    seen.add(`${component} ${operation}`);
    if (compensation !== null && !BACKWARD.has(compensation)) return false;
    return onFailure !== "continue" || kind === "notification";
  });
}
