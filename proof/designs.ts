/** Generated checkouts: every policy, every guard, every fault, small enough that a thousand of them run in a test. */
import fc from "fast-check";
import type { DocumentInput } from "../src/model/index.ts";
import { CAPTURING, checkout, rebuilt, SAGA } from "./checkout.ts";

/** A generated document, and what may be claimed of it. */
export interface Design {
  readonly document: DocumentInput;
  /** Whether every protection is on, no message is without a timeout, and nothing is configured to oversell or to lose. */
  readonly safe: boolean;
}

const often = fc.constantFrom(true, true, true, false);
const mean = fc.constantFrom(0.005, 0.02, 0.08, 0.3);
const time = fc.oneof(
  mean,
  mean.map((m) => ({ exponential: { mean: m } })),
  mean.map((m) => ({ uniform: { min: 0, max: 2 * m } })),
  mean.map((m) => ({ gamma: { mean: m, shape: 0.5 } })),
);
const share = fc.constantFrom(0, 0, 0.1, 0.5, 1);

const link = fc.record({
  latency: fc.constantFrom(0, 0.001, 0.02),
  loss: fc.constantFrom(0, 0, 0.05, 0.3),
  timeout: fc.constantFrom(0.05, 0.3, 1, 5),
  retries: fc.record({
    max: fc.constantFrom(0, 1, 3),
    backoff: fc.constantFrom(0.005, 0.05, 0.5),
    cap: fc.constantFrom(0.5, 10),
    jitter: fc.boolean(),
    budget: fc.constantFrom(null, null, 0.1, 1),
  }),
  circuitBreaker: fc.option(fc.record({ failures: fc.constantFrom(1, 3), openFor: fc.constantFrom(0.1, 2) })),
  bulkhead: fc.constantFrom(null, null, 1, 4),
});

const autoscaling = fc
  .record({
    metric: fc.constantFrom("queueDepth", "utilization"),
    scaleOutAt: fc.constant(1),
    scaleInAt: fc.constantFrom(0, 0.3),
    max: fc.constantFrom(2, 4),
    step: fc.constantFrom(1, 2),
    period: fc.constantFrom(0.1, 0.5),
    bootTime: fc.constantFrom(0, 0.2),
    coolDown: fc.constantFrom(0, 0.3),
  })
  .map((scaling) => ({ ...scaling, scaleInAt: scaling.metric === "queueDepth" ? 0 : scaling.scaleInAt }));

const shedding = fc.record({ maxWait: fc.constantFrom(0, 0.05, 0.5), newestFirst: fc.boolean() });

const waiting = {
  waitingRoom: fc.constantFrom(null, null, null, 0, 2),
  shedding: fc.oneof({ arbitrary: fc.constant(null), weight: 4 }, { arbitrary: shedding, weight: 1 }),
};

/** Unlimited, a number of servers, or instances that come and go. */
const station = fc.oneof(
  { arbitrary: fc.record({ servers: fc.constantFrom(null, 1, 3, 20), ...waiting }), weight: 3 },
  {
    arbitrary: fc.record({ servers: fc.constantFrom(1, 3), autoscaling, ...waiting }),
    weight: 1,
  },
);

/** The settings of a station with those of its kind. */
const stationWith = <T>(settings: Parameters<typeof fc.record<T>>[0]) =>
  fc.tuple(station, fc.record<T>(settings)).map(([common, own]) => ({ ...common, ...own }));

const shoppers = fc.record({
  arrivals: fc.oneof(
    fc.record({ startRate: fc.constantFrom(5, 40), stages: fc.constant([{ target: 10, duration: 0.8 }]) }),
    fc.record({
      process: fc.constant("counts"),
      interval: fc.constantFrom(0.01, 0.4),
      counts: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 3 }),
      spread: fc.constantFrom("even", "random"),
    }),
  ),
  unitsPerOrder: fc.constantFrom(1, 1, 2),
  itemsPerOrder: fc.constantFrom(1, 1, 2),
  poisonProbability: fc.constantFrom(0, 0, 0, 0.1),
  timeout: fc.constantFrom(null, null, 0.03, 0.2, 1),
  retries: fc.record({
    max: fc.constantFrom(0, 0, 1, 4),
    backoff: fc.constantFrom(0, 0.05, 0.5),
    jitter: fc.boolean(),
    budget: fc.constantFrom(null, null, 0.1),
    honourRetryAfter: fc.boolean(),
  }),
  doubleClick: fc.option(fc.record({ share: fc.constantFrom(0.3, 1), after: fc.constantFrom(0, 0.001, 0.3) }), {
    freq: 2,
  }),
  cancels: fc.option(fc.record({ share: fc.constantFrom(0.2, 1), after: fc.constantFrom(0, 0.05, 0.5) }), { freq: 1 }),
  bots: fc.option(fc.record({ share: fc.constantFrom(0.2, 1), submissions: fc.constantFrom(2, 5) }), { freq: 1 }),
});

const gateway = stationWith({
  serviceTime: fc.constantFrom(0, 0.005),
  rateLimit: fc.constantFrom<unknown>(
    null,
    null,
    null,
    { tokenBucket: { rate: 10, burst: 5 } },
    { leakyBucket: { rate: 10, capacity: 3 } },
    { slidingWindow: { limit: 4, window: 0.5 } },
    { concurrency: { limit: 3 } },
  ),
  publisherConfirms: often,
  outbox: fc.boolean(),
  answers: fc.constantFrom("auto", "auto", "onAcceptance", "onCompletion"),
  deduplicates: often,
  perCustomerLimit: fc.constantFrom(null, null, 1, 3),
  retryAfter: fc.constantFrom(null, 0, 0.3),
});

const queue = fc.record({
  capacity: fc.constantFrom(null, null, 3),
  replicated: often,
  backPressureDepth: fc.constantFrom(null, 1),
  maxDeliveries: fc.constantFrom(3, 20),
  prefetch: fc.constantFrom(null, null, 1, 10),
  visibilityTimeout: fc.constantFrom(null, null, 0.1, 1),
});

const crew = fc.oneof(
  { arbitrary: fc.record({ workers: fc.constantFrom(null, 1, 3, 10) }), weight: 3 },
  { arbitrary: fc.record({ workers: fc.constantFrom(3, 10), autoscaling }), weight: 1 },
);

const orchestratorSettings = fc.record({
  instances: fc.constantFrom(1, 1, 2),
  durableLog: often,
  fencing: often,
  lease: fc.constantFrom(0, 0.2, 3),
  crashes: fc.option(fc.record({ meanTimeBetween: fc.constantFrom(0.5, 3), restart: fc.constantFrom(0.05, 0.5) }), {
    freq: 2,
  }),
  heartbeat: fc.constantFrom(null, 0.1, 1),
  logWrite: fc.constantFrom(null, 0.001, 0.02),
  waitingRoom: fc.constantFrom(null, null, 2),
});

const orchestrator = fc.tuple(crew, orchestratorSettings).map(([common, own]) => ({ ...common, ...own }));

const inventory = stationWith({
  items: fc.constantFrom(
    [{ id: "item", stock: 1000 }],
    [{ id: "item", stock: 3 }],
    [
      { id: "one", stock: 5 },
      { id: "two", stock: 100, popularity: 3, price: 250 },
    ],
  ),
  hold: fc.record({
    ttl: fc.constantFrom(null, 0.02, 0.2, 1, 900),
    from: fc.constantFrom("reserve", "click"),
    clock: fc.constantFrom("central", "perService"),
    confirmAfterExpiry: fc.constantFrom("takeAgain", "takeAgain", "fail", "confirmAnyway"),
  }),
  updateTime: fc.constantFrom(0, 0.0001, 0.05),
  control: fc.constantFrom("atomic", "atomic", "checkThenAct", "rowLocks"),
  rowLocks: fc.record({ timeout: fc.constantFrom(0.5, 5), detection: fc.boolean() }),
  shards: fc.constantFrom(1, 3),
  idempotencyKeys: often,
  tombstones: often,
  operations: fc.record({ reserve: time, confirm: time, release: time, restock: time }),
});

const payment = stationWith({
  operations: fc.record({
    charge: fc.oneof(time, time, time, fc.constant(1)),
    authorize: time,
    capture: time,
    refund: time,
    void: time,
  }),
  declineProbability: share,
  idempotencyKeys: often,
  keyLifetime: fc.constantFrom(0.1, 86_400, 86_400),
  tombstones: often,
  processorRate: fc.constantFrom(null, null, 5),
  reconciliation: fc.constantFrom(null, 2),
});

const shipping = stationWith({
  operations: fc.record({ create: time, cancel: time }),
  failureProbability: share,
  idempotencyKeys: often,
  tombstones: often,
});

const SERVICES = ["inventory", "payment", "shipping", "notification"] as const;
const when = { at: fc.double({ min: 0, max: 3, noNaN: true }), duration: fc.constantFrom(0.01, 0.3, 2) };
const target = fc.constantFrom(...SERVICES);

/** One arbitrary for every kind of fault. */
export const FAULT_KINDS = {
  outage: fc.record({
    kind: fc.constant("outage"),
    target,
    answers: fc.constantFrom("error", "nothing"),
    ...when,
  }),
  slowdown: fc.record({ kind: fc.constant("slowdown"), target, factor: fc.constantFrom(0.5, 5, 50), ...when }),
  errorBurst: fc.record({ kind: fc.constant("errorBurst"), target, probability: share, ...when }),
  crash: fc.record({
    kind: fc.constant("crash"),
    target: fc.constantFrom("orchestrator", "orchestrator", "orders", "commands", "events", ...SERVICES),
    instance: fc.constant(null),
    ...when,
  }),
  pause: fc.record({
    kind: fc.constant("pause"),
    target: fc.constant("orchestrator"),
    instance: fc.constantFrom(null, 0),
    ...when,
  }),
  partition: fc.record({ kind: fc.constant("partition"), from: fc.constant("orchestrator"), to: target, ...when }),
  clockSkew: fc.record({
    kind: fc.constant("clockSkew"),
    target: fc.constant("inventory"),
    skew: fc.constantFrom(0.1, 300),
    ...when,
  }),
  brownOut: fc.record({ kind: fc.constant("brownOut"), target, share, ...when }),
} as const;

/** Two services behind a load balancer that read through a cache, asked before anything else. */
const pricings = fc.record({
  policy: fc.constantFrom("roundRobin", "leastConnections", "randomTwo"),
  service: stationWith({
    operations: fc.record({ call: time, undo: time }),
    failureProbability: share,
  }),
  cache: stationWith({
    operations: fc.record({ get: fc.constantFrom(0, 0.005) }),
    keys: fc.constantFrom(1, 5),
    capacity: fc.constantFrom(null, 2),
    ttl: fc.constantFrom(null, 0.2),
    start: fc.constantFrom("cold", "preWarmed"),
    coalescing: fc.boolean(),
  }),
  database: stationWith({ operations: fc.record({ read: time, write: time }) }),
  latency: fc.constantFrom(0, 0.01),
  timeout: fc.constantFrom(0.1, 1),
});

function withPricing(
  document: DocumentInput,
  drawn: typeof pricings extends fc.Arbitrary<infer T> ? T : never,
): DocumentInput {
  const { policy, service, cache, database, latency, timeout } = drawn;
  const calls = [
    { component: "cache", operation: "get" },
    { component: "database", operation: "write" },
    { component: "cache", operation: "invalidate", during: "undo" },
  ];
  const step = { step: "price", component: "balancer", operation: "call", compensation: "undo" };
  return rebuilt(document, (components, wires) => ({
    components: [
      ...components.map((component) =>
        component.kind === "orchestrator"
          ? {
              ...component,
              config: { ...component.config, saga: [step, ...((component.config?.saga ?? []) as object[])] },
            }
          : component,
      ),
      { id: "balancer", kind: "loadBalancer", config: { policy } },
      { id: "one", kind: "service", config: { ...service, calls } },
      { id: "two", kind: "service", config: { ...service, calls } },
      { id: "cache", kind: "cache", config: cache },
      { id: "database", kind: "database", config: database },
    ],
    links: [
      ...wires,
      { ...wires.find(({ to }) => to === "shipping"), from: "orchestrator", to: "balancer" },
      { from: "balancer", to: "one", latency },
      { from: "balancer", to: "two" },
      ...["one", "two"].flatMap((from) => [
        { from, to: "cache", latency, timeout },
        { from, to: "database", timeout },
      ]),
      { from: "cache", to: "database", latency, timeout },
    ],
  }));
}

const parts = fc.record({
  shoppers,
  gateway,
  orders: queue,
  orchestrator,
  inventory,
  payment,
  shipping,
  pricing: fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary: pricings, weight: 1 }),
  /** What the first fault strikes instead, where pricing is among the parts. */
  struck: fc.constantFrom(null, "one", "cache", "database"),
  links: fc.tuple(link, link, link, link),
  /** Callers that wait for ever. */
  patient: fc.constantFrom(false, false, false, true),
  /** A two-phase commit calls its participants directly, so commands then go nowhere else. */
  coordination: fc.constantFrom("saga", "saga", "saga", "twoPhaseCommit"),
  wiring: fc.constantFrom("before", "before", "none", "behind", "both", "events"),
  events: fc.record({ outbox: often, publishTime: fc.constantFrom(0, 0.01, 0.2) }),
  commands: fc.record({
    capacity: fc.constantFrom(null, null, 3),
    replicated: often,
    maxDeliveries: fc.constantFrom(3, 20),
    prefetch: fc.constantFrom(null, 1, 10),
    visibilityTimeout: fc.constantFrom(null, null, 0.05, 1),
  }),
  /** Which services the commands go to; the others are called directly. */
  commanded: fc.constantFrom<readonly string[]>(SERVICES, ["payment"], ["inventory", "shipping"]),
  captures: fc.boolean(),
  /** Everything that protects is turned on, whatever was drawn above. */
  protects: fc.boolean(),
  faults: fc.array(fc.oneof(...Object.values(FAULT_KINDS)), { maxLength: 3 }),
  /** An instance that stands still while orders are under way, long enough for most leases: another takes over. */
  stall: fc.option(
    fc.record({
      kind: fc.constant("pause"),
      target: fc.constant("orchestrator"),
      instance: fc.constant(0),
      at: fc.double({ min: 0.05, max: 1, noNaN: true }),
      duration: fc.constantFrom(0.5, 4),
    }),
    { freq: 3 },
  ),
  seed: fc.nat(1_000_000),
});

/** Settings of the policies under which nothing may go wrong. */
const PROTECTED = {
  shoppers: { poisonProbability: 0 },
  gateway: { publisherConfirms: true, deduplicates: true },
  orders: { replicated: true, maxDeliveries: 1000 },
  commands: { replicated: true, maxDeliveries: null },
  events: { outbox: true },
  orchestrator: { durableLog: true, fencing: true },
  inventory: { control: "atomic", idempotencyKeys: true, tombstones: true },
  payment: { idempotencyKeys: true, tombstones: true, keyLifetime: 86_400 },
  shipping: { idempotencyKeys: true, tombstones: true },
} as const;

/** Faults that can strike anything with servers. */
const AIMED: readonly string[] = ["outage", "slowdown", "errorBurst", "crash", "brownOut"];

export const design: fc.Arbitrary<Design> = parts.map((drawn) => {
  const { links, patient, captures, protects, stall, seed, coordination } = drawn;
  const direct = coordination === "twoPhaseCommit" ? ({ behind: "none", both: "before" } as const) : undefined;
  const wiring = direct?.[drawn.wiring as keyof typeof direct] ?? drawn.wiring;
  const scaling = ("autoscaling" in drawn.orchestrator && drawn.orchestrator.autoscaling) || null;
  const faults = stall === null ? drawn.faults : [...drawn.faults, stall];
  const on = protects ? PROTECTED : undefined;
  const confirmAfterExpiry = protects ? "takeAgain" : drawn.inventory.hold.confirmAfterExpiry;
  const hold = { ...drawn.inventory.hold, confirmAfterExpiry };
  const document = checkout({
    shoppers: { ...drawn.shoppers, ...on?.shoppers },
    gateway: { ...drawn.gateway, ...on?.gateway },
    orders: {
      ...drawn.orders,
      ...on?.orders,
      // The transactions of a dead coordinator are nobody else's.
      ...(coordination === "twoPhaseCommit" && { visibilityTimeout: null }),
      // What an instance has fetched ahead, it cannot leave with.
      ...(scaling !== null && { prefetch: null }),
    },
    orchestrator: {
      ...drawn.orchestrator,
      ...on?.orchestrator,
      coordination,
      saga: captures ? CAPTURING : SAGA,
      ...(coordination === "twoPhaseCommit" && { autoscaling: null }),
    },
    inventory: { ...drawn.inventory, ...on?.inventory, hold },
    payment: { ...drawn.payment, ...on?.payment },
    shipping: { ...drawn.shipping, ...on?.shipping },
    notification: { failureProbability: 0.1 },
    faults: faults.filter((fault) => strikes(fault, wiring, drawn.commanded)),
    run: { seed, limit: "60s" },
  });
  const queued = wiring === "before" || wiring === "both";
  const commanded = wiring === "behind" || wiring === "both" ? drawn.commanded : [];
  const guarded = rebuilt(document, (components, wires) => {
    const settingsOf = (to: string): Record<string, unknown> => {
      const settings = links[(SERVICES as readonly string[]).indexOf(to)];
      return settings === undefined ? { latency: 0 } : { ...settings, ...(patient && { timeout: null }) };
    };
    if (wiring === "events") {
      const saga = captures ? CAPTURING : SAGA;
      const config = { ...drawn.commands, ...drawn.events, ...on?.commands, ...on?.events, saga };
      return {
        components: [
          ...components.filter(({ kind }) => kind !== "queue" && kind !== "orchestrator"),
          { id: "events", kind: "eventQueue", config },
        ],
        links: [
          ...wires.filter(({ from }) => from === "shoppers"),
          { from: "gateway", to: "events", latency: "1ms" },
          ...SERVICES.map((to) => ({ from: "events", to, latency: settingsOf(to).latency as number })),
        ],
      };
    }
    const straight = wires.filter(({ from, to }) => queued || (from !== "orders" && to !== "orders"));
    const commands = { id: "commands", kind: "queue", config: { ...drawn.commands, ...on?.commands } } as const;
    return {
      components: [
        ...components.filter(({ kind }) => queued || kind !== "queue"),
        ...(commanded.length > 0 ? [commands] : []),
      ],
      links: [
        ...straight.filter(({ to }) => !commanded.includes(to)).map((wire) => ({ ...wire, ...settingsOf(wire.to) })),
        ...(queued ? [] : [{ from: "gateway", to: "orchestrator" }]),
        ...(commanded.length > 0 ? [{ ...settingsOf("payment"), from: "orchestrator", to: "commands" }] : []),
        ...commanded.map((to) => ({ from: "commands", to, latency: 0.001 })),
      ],
    };
  });
  // A load balancer is called by an orchestrator.
  const pricing = wiring === "events" ? null : drawn.pricing;
  const whole = pricing === null ? guarded : withPricing(guarded, pricing);
  const [first, ...others] = whole.faults ?? [];
  const aimed =
    pricing !== null && drawn.struck !== null && first !== undefined && AIMED.includes(first.kind)
      ? { ...whole, faults: [{ ...first, target: drawn.struck }, ...others] }
      : whole;
  return { document: aimed, safe: protects && !patient };
});

/** Whether there is in this wiring what a fault strikes. */
function strikes(
  fault: { readonly kind: string; readonly target?: string; readonly to?: string },
  wiring: string,
  commanded: readonly string[],
): boolean {
  const queued = wiring === "before" || wiring === "both";
  const isCommanded = wiring === "behind" || wiring === "both";
  if (wiring === "events" && (fault.kind === "partition" || fault.target === "orchestrator")) return false;
  if (fault.target === "events") return wiring === "events";
  if (fault.target === "orders") return queued;
  if (fault.target === "commands") return isCommanded;
  return fault.kind !== "partition" || !isCommanded || !commanded.includes(fault.to ?? "");
}
