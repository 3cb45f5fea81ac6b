/** Whole documents that can be run: any settings, any wiring, anything going wrong. */
import fc from "fast-check";
import {
  type ComponentInput,
  type DocumentInput,
  FAULT_META,
  KINDS,
  type Kind,
  LINK_FIELDS,
  type LinkInput,
  type Operations,
} from "../../src/model/index.ts";
import { duration, fieldValues } from "./fields.ts";

type Values = Record<string, unknown>;

/** The services of a document, by id. */
const SERVICES: Readonly<Record<string, Kind>> = {
  inventory: "inventory",
  payment: "payment",
  shipping: "shipping",
  notification: "notification",
  "second-inventory": "inventory",
  pricing: "service",
  balancer: "loadBalancer",
};

/** What stands behind the services, and how it is wired. */
const BEHIND: Readonly<Record<string, Kind>> = {
  cache: "cache",
  database: "database",
  "fraud-a": "service",
  "fraud-b": "service",
};
const INNER_LINKS = [
  ["pricing", "cache"],
  ["pricing", "database"],
  ["cache", "database"],
  ["balancer", "fraud-a"],
  ["balancer", "fraud-b"],
  ["fraud-a", "database"],
  ["fraud-b", "cache"],
] as const;
/** What services may ask of others. */
const INNER_CALLS: Readonly<Record<string, readonly (readonly [component: string, operation: string])[]>> = {
  pricing: [
    ["cache", "get"],
    ["cache", "invalidate"],
    ["database", "write"],
  ],
  "fraud-a": [["database", "read"]],
  "fraud-b": [["cache", "get"]],
};

/** A load balancer offers what the services behind it offer. */
const operationsOf = (service: string): Operations =>
  KINDS[service === "balancer" ? "service" : (SERVICES[service] as Kind)].operations;

const innerCalls = (id: string) =>
  fc.array(
    fc
      .tuple(fc.constantFrom(...(INNER_CALLS[id] ?? [])), fc.constantFrom("call", "call", "undo"))
      .map(([[component, operation], during]) => ({ component, operation, during })),
    { maxLength: 4 },
  );

const rate = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 30 }));

/** Tens of orders, rarely more than a hundred. */
const arrivals = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("poisson", "even"),
      rate,
      fc.array(fc.record({ target: rate, duration: duration(0, 2) }), { minLength: 1, maxLength: 3 }),
    )
    .map(([process, startRate, stages]) => ({ process, startRate, stages })),
  fc.record({
    process: fc.constant("counts"),
    interval: duration(0.01, 1),
    counts: fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 4 }),
    spread: fc.constantFrom("random", "even"),
  }),
);

/** Servers are written in one of two ways, never in both; what scales has a range that its instances lie in. */
function settled({ servers, ...config }: Values): Values {
  const written = servers === undefined || "instances" in config || "concurrency" in config;
  const { autoscaling, ...rest } = config;
  const limited = (written || servers !== null) && config.workers !== null;
  return {
    ...rest,
    ...(!written && { servers }),
    ...(autoscaling !== undefined && {
      autoscaling:
        limited && config.coordination !== "twoPhaseCommit" ? ranged(autoscaling, Number(config.instances ?? 1)) : null,
    }),
  };
}

function ranged(autoscaling: unknown, instances: number): unknown {
  if (typeof autoscaling !== "object" || autoscaling === null) return autoscaling;
  const { min = 1, max = 10, scaleInAt, scaleOutAt, ...rest } = autoscaling as Values;
  const thresholds =
    rest.metric === "utilization" ? { scaleInAt: 0.3, scaleOutAt: 0.6 } : { scaleInAt: 0, scaleOutAt: scaleOutAt ?? 3 };
  return {
    ...rest,
    ...thresholds,
    min: Math.min(Number(min), instances),
    max: Math.max(Number(max), instances),
  };
}

function component(id: string, kind: Kind, known: Record<string, fc.Arbitrary<unknown>> = {}) {
  return fieldValues(KINDS[kind].fields, known).map(
    (config): ComponentInput => ({ id, kind, config: settled(config) }),
  );
}

interface Step {
  readonly component: string;
  readonly operation: string;
  readonly compensated: boolean;
  readonly bestEffort: boolean;
}

const step = (component: string, operation: string): fc.Arbitrary<Step> =>
  fc.record({
    component: fc.constant(component),
    operation: fc.constant(operation),
    compensated: fc.boolean().map((not) => !not),
    bestEffort: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
  });

/** The steps of a checkout, some of them left out. */
const usualSteps = fc
  .tuple(
    step("inventory", "reserve"),
    fc.oneof(fc.tuple(step("payment", "charge")), fc.tuple(step("payment", "authorize"), step("payment", "capture"))),
    step("inventory", "confirm"),
    step("shipping", "create"),
    step("notification", "send"),
    fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }),
  )
  .map(([reserve, pay, confirm, ship, notify, kept]) => {
    const steps: Step[][] = [[reserve], pay, [confirm], [ship], [notify]];
    return kept.flatMap((index) => steps[index] ?? []);
  });

/** Any operations of any services in any order. */
const anySteps = fc.array(
  fc.oneof(
    ...Object.keys(SERVICES).flatMap((id) => Object.keys(operationsOf(id)).map((operation) => step(id, operation))),
  ),
  { minLength: 1, maxLength: 6 },
);

function sagaOf(steps: readonly Step[]) {
  return steps.map(({ component, operation, compensated, bestEffort }, index) => {
    const undo = operationsOf(component)[operation]?.undoneBy;
    return {
      step: `${index + 1}-${operation}`,
      component,
      operation,
      ...(compensated && undo !== undefined && { compensation: undo }),
      ...(bestEffort && { onFailure: "continue" }),
    };
  });
}

const callSettings = fc.oneof(
  fc.constant({}),
  fc.record({ latency: duration(0, 0.1) }),
  fieldValues(LINK_FIELDS, { latency: duration(0, 0.1) }),
);

const services = Object.keys(SERVICES);

/** What has servers that a fault can strike. */
const stations = [...services.filter((id) => id !== "balancer"), ...Object.keys(BEHIND)];

const orchestrators = ["orchestrator"];

/** What a fault of each kind can strike; stations where nothing is said. */
const STRIKES: Readonly<Record<string, readonly string[]>> = {
  clockSkew: ["inventory", "second-inventory"],
  crash: [...orchestrators, ...stations],
  pause: orchestrators,
};

/** What goes wrong, aimed at what it can strike. */
const fault = fc.oneof(
  ...Object.entries(FAULT_META.type === "tagged" ? FAULT_META.variants : {}).map(([kind, { fields }]) => {
    const aims: Record<string, fc.Arbitrary<unknown>> = {
      at: duration(0, 3),
      duration: duration(0.001, 2),
      target: fc.constantFrom(...(STRIKES[kind] ?? stations)),
      from: fc.constantFrom(...orchestrators),
      to: fc.constantFrom(...services),
      operation: fc.constant(null),
      instance: fc.constant(null),
    };
    const known = Object.fromEntries(Object.entries(aims).filter(([name]) => name in fields));
    return fieldValues(fields, known).map((values) => ({ kind, ...values }));
  }),
);

/**
 * Nobody but its coordinator can go on with a transaction, so its message must not be handed to another one; and an
 * instance that scaling takes away cannot leave with messages that it has fetched ahead.
 */
function fitting(queue: ComponentInput, orchestrator: ComponentInput): ComponentInput {
  const { coordination, autoscaling = null } = orchestrator.config ?? {};
  return {
    ...queue,
    config: {
      ...queue.config,
      ...(coordination === "twoPhaseCommit" && { visibilityTimeout: null }),
      ...(autoscaling !== null && { prefetch: null }),
    },
  };
}

export interface Taste {
  /** Whether links lose messages, callers give up, instances die. */
  readonly trouble: boolean;
  /** Settings that are fixed, by kind. */
  readonly fixed?: Readonly<Partial<Record<Kind, Readonly<Record<string, unknown>>>>>;
  /** Steps of the saga; any when left out. */
  readonly steps?: fc.Arbitrary<readonly Step[]>;
}

/** Documents that can be run. */
export function documents({ trouble, fixed = {}, steps }: Taste): fc.Arbitrary<DocumentInput> {
  const withFixed = (kind: Kind, known: Record<string, fc.Arbitrary<unknown>> = {}) => {
    const constants = Object.entries(fixed[kind] ?? {}).map(([name, value]) => [name, fc.constant(value)] as const);
    return { ...known, ...Object.fromEntries(constants) };
  };
  const sources = fc.array(fieldValues(KINDS.shoppers.fields, withFixed("shoppers", { arrivals })), {
    minLength: 1,
    maxLength: 3,
  });
  const saga = (steps ?? fc.oneof(usualSteps, usualSteps, anySteps)).map(sagaOf);
  const calm = { crashes: fc.constant(null) };
  return fc
    .record({
      sources,
      queued: fc.boolean(),
      gateway: component("gateway", "gateway", withFixed("gateway")),
      queue: component("orders", "queue", withFixed("queue")),
      orchestrator: component(
        "orchestrator",
        "orchestrator",
        withFixed("orchestrator", trouble ? { saga } : { saga, ...calm }),
      ),
      services: fc.tuple(
        ...Object.entries({ ...SERVICES, ...BEHIND }).map(([id, kind]) =>
          component(id, kind, withFixed(kind, kind === "service" ? { calls: innerCalls(id) } : {})),
        ),
      ),
      calls: fc.array(trouble ? callSettings : fc.record({ latency: duration(0, 0.1) }), {
        minLength: services.length,
        maxLength: services.length,
      }),
      inner: fc.array(
        fc.record({ latency: duration(0, 0.1), timeout: fc.option(duration(0.001, 1)) }, { requiredKeys: [] }),
        { minLength: INNER_LINKS.length, maxLength: INNER_LINKS.length },
      ),
      faults: trouble ? fc.array(fault, { maxLength: 3 }) : fc.constant([]),
      run: fc.record({
        seed: fc.integer({ min: 0, max: 0xffff_ffff }),
        warmUp: fc.constantFrom(0, 0, 0.25, 1.5),
        until: fc.constantFrom("drained", "drained", "drained", 2.5),
      }),
    })
    .map(
      ({
        sources,
        queued,
        gateway,
        queue,
        orchestrator,
        services,
        calls,
        inner: behind,
        faults,
        run,
      }): DocumentInput => {
        const shoppers = sources.map(
          (config, index): ComponentInput => ({ id: `shoppers-${index}`, kind: "shoppers", config }),
        );
        const way = queued ? ["gateway", "orders", "orchestrator"] : ["gateway", "orchestrator"];
        const inner = way
          .slice(1)
          .map((to, index): LinkInput => ({ from: way[index] as string, to, latency: index * 0.001 }));
        return {
          format: "doorbuster",
          version: 1,
          architecture: {
            components: [
              ...shoppers,
              gateway,
              ...(queued ? [fitting(queue, orchestrator)] : []),
              orchestrator,
              ...services,
            ],
            links: [
              ...shoppers.map(({ id }): LinkInput => ({ from: id, to: "gateway", latency: 0.01 })),
              ...inner,
              ...Object.keys(SERVICES).map(
                (id, index): LinkInput => ({ from: "orchestrator", to: id, ...calls[index] }),
              ),
              ...INNER_LINKS.map(([from, to], index): LinkInput => {
                const { timeout, ...wire } = behind[index] ?? {};
                return { from, to, ...wire, ...(from !== "balancer" && { timeout: timeout ?? null }) };
              }),
            ],
          },
          faults,
          run: { ...run, limit: "30s" },
        };
      },
    );
}
