import { describe, expect, it } from "vitest";
import { type DocumentInput, parseDocument, type Scenario } from "../../model/index.ts";
import { checkoutOf } from "./checkout.ts";

type Config = Readonly<Record<string, unknown>>;

const SAGA = [
  { step: "reserve", component: "inventory", operation: "reserve", compensation: "release" },
  { step: "charge", component: "payment", operation: "charge", compensation: "refund" },
  { step: "tell", component: "notification", operation: "send", onFailure: "continue" },
];

/** A checkout that takes the express lane, but for what is changed in one of its components or links. */
function scenario(changes: Readonly<Record<string, Config>> = {}, more: Partial<DocumentInput> = {}): Scenario {
  const component = (id: string, kind: string, config: Config = {}) => ({
    id,
    kind,
    config: { ...config, ...changes[id] },
  });
  const link = (from: string, to: string) => ({ from, to, ...changes[`${from}>${to}`] });
  const parsed = parseDocument({
    format: "doorbuster",
    version: 1,
    architecture: {
      components: [
        component("shoppers", "shoppers"),
        component("gateway", "gateway"),
        component("queue", "queue"),
        component("orchestrator", "orchestrator", { saga: SAGA }),
        component("inventory", "inventory"),
        component("payment", "payment"),
        component("notification", "notification"),
      ],
      links: [
        link("shoppers", "gateway"),
        link("gateway", "queue"),
        link("queue", "orchestrator"),
        link("orchestrator", "inventory"),
        link("orchestrator", "payment"),
        link("orchestrator", "notification"),
      ],
    },
    ...more,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario;
}

describe("the express lane", () => {
  it("is taken by a checkout in which nothing fails but by business", () => {
    const checkout = checkoutOf(scenario());
    expect(checkout?.services.map(({ id }) => id)).toEqual(["inventory", "payment", "notification"]);
  });

  it.each<[string, Readonly<Record<string, Config>>]>([
    ["shoppers who stop waiting", { shoppers: { timeout: "2s" } }],
    ["shoppers who try again", { shoppers: { retries: { max: 1 } } }],
    ["double clicks", { shoppers: { doubleClick: {} } }],
    ["bots", { shoppers: { bots: {} } }],
    ["cancellations", { shoppers: { cancels: {} } }],
    ["poison messages", { shoppers: { poisonProbability: 0.1 } }],
    ["carts of several items", { shoppers: { itemsPerOrder: 2 } }],
    ["another limiter", { gateway: { rateLimit: { leakyBucket: { rate: 1, capacity: 1 } } } }],
    ["no publisher confirms", { gateway: { publisherConfirms: false } }],
    ["an outbox", { gateway: { outbox: true } }],
    ["held connections", { gateway: { answers: "onCompletion" } }],
    ["a sold-out broadcast", { gateway: { soldOut: {} } }],
    ["admission", { gateway: { admission: 2 } }],
    ["a virtual waiting room", { gateway: { virtualWaitingRoom: { rate: 5 } } }],
    ["status", { gateway: { status: {} } }],
    ["shedding", { gateway: { shedding: {} } }],
    ["prefetch", { queue: { prefetch: 2 } }],
    ["a visibility timeout", { queue: { visibilityTimeout: "30s" } }],
    ["two-phase commit", { orchestrator: { coordination: "twoPhaseCommit" } }],
    ["random crashes", { orchestrator: { crashes: {} } }],
    ["a heartbeat", { orchestrator: { heartbeat: "1m" } }],
    ["a waiting room at a service", { payment: { waitingRoom: 5 } }],
    ["autoscaling", { payment: { autoscaling: {} } }],
    ["several items", { inventory: { items: [1, 2].map((n) => ({ id: `item-${n}`, stock: 1 })) } }],
    ["row locks", { inventory: { control: "rowLocks" } }],
    ["check-then-act", { inventory: { control: "checkThenAct" } }],
    ["shards", { inventory: { shards: 2 } }],
    ["a processor with a limit", { payment: { processorRate: 5 } }],
    ["reconciliation", { payment: { reconciliation: "1m" } }],
    ["loss", { "orchestrator>payment": { loss: 0.1 } }],
    ["a timeout", { "orchestrator>payment": { timeout: "1s" } }],
    ["retries", { "orchestrator>payment": { retries: { max: 2 } } }],
    ["a circuit breaker", { "orchestrator>payment": { circuitBreaker: {} } }],
    ["a bulkhead", { "orchestrator>payment": { bulkhead: 5 } }],
    ["a charge that nobody waits for", { orchestrator: { saga: [SAGA[0], { ...SAGA[1], onFailure: "continue" }] } }],
    ["an operation asked for twice", { orchestrator: { saga: [SAGA[1], { ...SAGA[1], step: "again" }] } }],
    [
      "authorize and capture",
      { orchestrator: { saga: [{ ...SAGA[1], operation: "authorize", compensation: "void" }] } },
    ],
  ])("is not taken with %s", (_what, changes) => {
    expect(checkoutOf(scenario(changes))).toBeNull();
  });

  it("is not taken where something breaks by script", () => {
    const fault = { kind: "outage", target: "payment", at: "1s", duration: "1s" } as const;
    expect(checkoutOf(scenario({}, { faults: [fault] }))).toBeNull();
  });
});
