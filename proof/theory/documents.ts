/** Queueing systems as whole documents: a saga and nothing else that takes time. */
import { createSimulation } from "../../src/engine/index.ts";
import type { ComponentInput, DistributionInput, DocumentInput, RunResult } from "../../src/model/index.ts";
import { type Run, read, run, seeded } from "../run.ts";

/** A service that orders visit one after the other. */
export interface Stop {
  readonly servers: number | null;
  readonly waitingRoom?: number | null;
  readonly time: DistributionInput;
}

export interface Plan {
  /** Orders a second. */
  readonly rate: number;
  /** Seconds left out at the start, and seconds looked at after them. */
  readonly warmUp: number;
  readonly seconds: number;
}

/** A step of a saga, as it stands in a document. */
interface Step {
  readonly step: string;
  readonly component: string;
  readonly operation: string;
  readonly compensation?: string;
}

/** The document of a saga over some services, taken by an orchestrator that has a worker for everybody and no log. */
function sagaDocument(
  { rate, warmUp, seconds }: Plan,
  saga: readonly Step[],
  services: readonly ComponentInput[],
  seed: number,
): DocumentInput {
  const until = warmUp + seconds;
  return {
    format: "doorbuster",
    version: 1,
    architecture: {
      components: [
        {
          id: "shoppers",
          kind: "shoppers",
          config: { arrivals: { startRate: rate, stages: [{ target: rate, duration: until }] } },
        },
        { id: "gateway", kind: "gateway", config: { servers: null, serviceTime: 0 } },
        { id: "orchestrator", kind: "orchestrator", config: { workers: null, logWrite: null, saga } },
        ...services,
      ],
      links: [
        { from: "shoppers", to: "gateway" },
        { from: "gateway", to: "orchestrator" },
        ...services.map(({ id }) => ({ from: "orchestrator", to: id })),
      ],
    },
    run: { seed, until, limit: until, warmUp },
  };
}

/** Services that are nothing but a station, visited one after the other. */
export function system(plan: Plan, stops: readonly Stop[], seed: number): DocumentInput {
  const services = stops.map(({ time, ...station }, index) => ({
    id: `stop-${index + 1}`,
    kind: "notification" as const,
    config: { ...station, operations: { send: time } },
  }));
  return sagaDocument(
    plan,
    services.map(({ id }) => ({ step: id, component: id, operation: "send" })),
    services,
    seed,
  );
}

/** Figures of one run of {@link system}. */
export function simulate(plan: Plan, stops: readonly Stop[], seed: number): RunResult {
  return sound(system(plan, stops, seed)).result;
}

/** A run whose books are in order. */
function sound(document: DocumentInput): Run {
  const done = run(document);
  if (done.audit.length > 0) throw new Error(done.audit.join("\n"));
  return done;
}

export interface Checkout {
  /** Shares of the charges declined, and of the shipments that cannot be made. */
  readonly declined: number;
  readonly unshipped: number;
  /** Mean time of every operation of a service, in seconds. */
  readonly inventory: number;
  readonly payment: number;
  readonly shipping: number;
}

/** Reserve, charge, confirm, ship at three services of one server each, with rollbacks: orders come back to where they were. */
export function simulateCheckout(plan: Plan, checkout: Checkout, seed: number): RunResult {
  const { declined, unshipped } = checkout;
  const time = (mean: number) => ({ exponential: { mean } });
  const at = {
    inventory: time(checkout.inventory),
    payment: time(checkout.payment),
    shipping: time(checkout.shipping),
  };
  const services = [
    {
      id: "inventory",
      kind: "inventory" as const,
      config: {
        servers: 1,
        items: [{ id: "item", stock: 100_000_000 }],
        hold: { ttl: null },
        updateTime: 0,
        operations: { reserve: at.inventory, confirm: at.inventory, release: at.inventory, restock: at.inventory },
      },
    },
    {
      id: "payment",
      kind: "payment" as const,
      config: {
        servers: 1,
        declineProbability: declined,
        operations: { charge: at.payment, refund: at.payment },
      },
    },
    {
      id: "shipping",
      kind: "shipping" as const,
      config: { servers: 1, failureProbability: unshipped, operations: { create: at.shipping } },
    },
  ];
  const saga = [
    { step: "reserve", component: "inventory", operation: "reserve", compensation: "release" },
    { step: "charge", component: "payment", operation: "charge", compensation: "refund" },
    { step: "confirm", component: "inventory", operation: "confirm", compensation: "restock" },
    { step: "ship", component: "shipping", operation: "create" },
  ];
  return sound(sagaDocument(plan, saga, services, seed)).result;
}

/** The share that a gateway with a token bucket turns away. */
export function shareTurnedAway(plan: Plan, bucket: { rate: number; burst: number }, seed: number): number {
  const document = system(plan, [{ servers: null, time: 0 }], seed);
  const { components = [], links = [] } = document.architecture ?? {};
  const limited = components.map((component) =>
    component.kind === "gateway"
      ? { ...component, config: { ...component.config, rateLimit: { tokenBucket: bucket } } }
      : component,
  );
  const { rejected, arrived } = sound({ ...document, architecture: { components: limited, links } }).result.orders;
  return rejected / arrived;
}

/** The backlog of a document at each whole second from 1 to `until`; 0 when it has ended. */
export function backlogLine(document: DocumentInput, seed: number, until: number): number[] {
  const simulation = createSimulation(read(seeded(document, seed)));
  const line: number[] = [];
  let ended = false;
  for (let second = 1; second <= until; second++) {
    // Quickly up to shortly before the second, and then event by event, so that none goes by unseen.
    while (!ended && simulation.progress().simulatedSeconds < second - 0.1) ended = simulation.advance(100);
    let { backlog } = simulation.progress();
    while (!ended) {
      ended = simulation.advance(1);
      const progress = simulation.progress();
      if (progress.simulatedSeconds > second) break;
      backlog = progress.backlog;
    }
    line.push(ended ? 0 : backlog);
  }
  return line;
}
