// Queues, moment by moment: commands between an orchestrator and its services, and messages that are handed out again.
import { describe, expect, it } from "vitest";
import type { DocumentInput, Fault } from "../src/model/index.ts";
import { type Changes, checkout, rebuilt } from "./checkout.ts";
import { run } from "./run.ts";

const SERVICES = ["inventory", "payment", "shipping", "notification"];

const times: Changes = {
  shoppers: { arrivals: { process: "counts", interval: "1ms", counts: [1], spread: "even" } },
  gateway: { serviceTime: 0 },
  orchestrator: { workers: 1, logWrite: "10ms", lease: "1s" },
  inventory: { items: [{ id: "item", stock: 100 }], operations: { reserve: 0.2, confirm: 0.1 } },
  payment: { servers: 100, declineProbability: 0, operations: { charge: 0.5 } },
  shipping: { failureProbability: 0, operations: { create: 0.3 } },
  notification: { failureProbability: 0 },
};

const CLICK = 0.0005;
/** Of one order: the first record, then for each step the way there and back, and a record. */
const RECORDED = CLICK + 0.02 + 0.001 + 0.01;
const RESERVED = RECORDED + 0.002 + 0.2 + 0.002 + 0.01;
const ENDED = RECORDED + 1.1 + 4 * (0.002 + 0.002 + 0.01);

function merged(changes: Changes): Changes {
  const all: Record<string, unknown> = { ...times };
  for (const [key, value] of Object.entries(changes)) {
    all[key] = Array.isArray(value) ? value : { ...(all[key] as object), ...value };
  }
  return all as Changes;
}

function outcome(document: DocumentInput) {
  const { result, audit } = run(document);
  expect(audit).toEqual([]);
  return result;
}

/** All commands through a queue. */
function commanded(changes: Changes = {}, queue: Record<string, unknown> = {}, calls: Record<string, unknown> = {}) {
  return outcome(
    rebuilt(checkout(merged(changes)), (components, links) => ({
      components: [
        ...components.filter(({ kind }) => kind !== "queue"),
        { id: "commands", kind: "queue", config: queue },
      ],
      links: [
        ...links.filter(({ from }) => from === "shoppers"),
        { from: "gateway", to: "orchestrator", latency: "1ms" },
        { from: "orchestrator", to: "commands", latency: "1ms", ...calls },
        ...SERVICES.map((to) => ({ from: "commands", to, latency: "1ms" })),
      ],
    })),
  );
}

const crash = (target: string, at: number, duration: number): Fault[] =>
  [{ kind: "crash", target, at, duration }] as unknown as Fault[];
const violations = ({ ledger }: ReturnType<typeof outcome>) =>
  Object.fromEntries(Object.entries(ledger.violations).filter(([, count]) => count > 0));

describe("a queue of commands", () => {
  it("answers with the first record, and adds a way to each step", () => {
    const result = commanded();
    expect(result.latency.acceptance.max).toBeCloseTo(RECORDED + 0.021 - CLICK, 9);
    expect(result.latency.completion.max).toBeCloseTo(ENDED - CLICK, 9);
    expect(result.components.commands?.completed).toBe(5);
  });

  it("needs a worker for the ways and records only", () => {
    const many = { arrivals: { process: "counts", interval: "1s", counts: [20], spread: "even" } };
    const result = commanded({ shoppers: many, payment: { operations: { charge: 10 } }, inventory: { servers: 20 } });
    // All 20 payments are under way at once, with one worker.
    expect(result.orders.completed).toBe(20);
    expect(result.latency.completion.max).toBeLessThan(13);
    expect(result.components.orchestrator?.meanService).toBeLessThan(0.08);
  });

  it("keeps a command until its service, which dies with it, is back", () => {
    const result = commanded({ faults: crash("payment", RESERVED + 0.2, 5) });
    expect(result.orders.completed).toBe(1);
    expect(result.latency.completion.max).toBeGreaterThan(5.2);
    expect(result.latency.completion.max).toBeLessThan(8);
    expect(result.ledger.money.captured).toBe(10_000);
  });

  it("lets the death of an instance pass by a saga that waits, if there is a log", () => {
    const faults = crash("orchestrator", RESERVED + 0.2, 0.1);
    const kept = commanded({ faults });
    expect(kept.latency.completion.max).toBeCloseTo(ENDED - CLICK, 9);
    expect(kept.undriven.orders).toBe(0);
    expect(violations(commanded({ faults, orchestrator: { durableLog: false } }))).toMatchObject({ lostOrders: 1 });
  });

  it("has an answer wait for a worker that lives", () => {
    const result = commanded({ faults: crash("orchestrator", RESERVED + 0.2, 3) });
    const charged = RESERVED + 0.002 + 0.5;
    expect(result.latency.completion.max).toBeCloseTo(ENDED - CLICK + (RESERVED + 3.2 - charged), 9);
  });

  it("loses commands with a broker that has no replica: the saga is stuck, or tries again after its timeout", () => {
    const faults = crash("commands", RESERVED + 0.2, 0.1);
    const two = {
      faults,
      payment: { servers: 1 },
      shoppers: { arrivals: { process: "counts", interval: "1ms", counts: [2] } },
    };
    expect(commanded(two, { replicated: false }).orders).toMatchObject({ completed: 1, stuck: 1 });
    expect(commanded(two).orders).toMatchObject({ completed: 2 });
    const patient = commanded(two, { replicated: false }, { timeout: "3s", retries: { max: 1 } });
    expect(patient.orders).toMatchObject({ completed: 2 });
    expect(violations(patient)).toEqual({});
  });

  it("hands a command out again when it is not done in time, and with keys nothing comes of that", () => {
    const again = (keys: boolean) =>
      commanded({ payment: { operations: { charge: 5 }, idempotencyKeys: keys } }, { visibilityTimeout: "2s" });
    expect(again(true).ledger.money.captured).toBe(10_000);
    expect(violations(again(true))).toEqual({});
    expect(violations(again(false))).toEqual({ doubleCharges: 1 });
    // Handed out at 0, 2 and 4 s of the charge; done after 5.
    expect(again(false).ledger.money.captured).toBe(30_000);
  });

  it("refuses what it has no room for, and the saga tries again", () => {
    const many = { arrivals: { process: "counts", interval: "1ms", counts: [10] } };
    const changes = { shoppers: many, inventory: { servers: 1 } };
    const refused = commanded(changes, { capacity: 2 });
    expect(refused.failures["service full"]).toBeGreaterThan(0);
    const patient = commanded(changes, { capacity: 2 }, { retries: { max: 30, backoff: "1s" } });
    expect(patient.orders.completed).toBe(10);
  });
});

describe("a visibility timeout in front of the orchestrator", () => {
  const queued = (changes: Changes) => outcome(checkout(merged(changes)));

  it("hands the order of a dead worker out again when it is over, not when the lease is", () => {
    const faults = crash("orchestrator", 0.5, 0.1);
    const end = (orders: Record<string, unknown>) => queued({ faults, orders }).latency.completion.max ?? 0;
    expect(end({})).toBeGreaterThan(1.5);
    expect(end({ visibilityTimeout: "20s" })).toBeGreaterThan(20);
  });

  it("gives an order to a second worker while the first is at it, which the log then stops", () => {
    const slow = {
      payment: { operations: { charge: 5 } },
      shipping: { operations: { create: 0.3 }, idempotencyKeys: false },
    };
    const result = (fencing: boolean) =>
      queued({ ...slow, orchestrator: { workers: 4, fencing }, orders: { visibilityTimeout: "3s" } });
    expect(violations(result(true))).toEqual({});
    expect(result(true).orders.completed).toBe(1);
    expect(violations(result(false))).toEqual({ doubleShipments: 1 });
  });

  it("leaves an order with its last worker when no delivery is left", () => {
    const result = queued({
      payment: { operations: { charge: 5 } },
      orders: { visibilityTimeout: "3s", maxDeliveries: 2 },
    });
    expect(result.orders.completed).toBe(1);
    expect(result.orders.stuck).toBe(0);
  });
});

describe("prefetch", () => {
  it("as large as the workers changes nothing for one instance", () => {
    const changes = { orchestrator: { workers: 400 } };
    const plain = run(checkout(changes)).result;
    const fetched = run(checkout({ ...changes, orders: { backPressureDepth: 100, prefetch: 400 } })).result;
    expect(fetched.orders).toEqual(plain.orders);
    expect(fetched.latency).toEqual(plain.latency);
    expect(fetched.ledger).toEqual(plain.ledger);
  });

  it("moves what waits from the queue to the instances", () => {
    const { backlog, orders } = run(checkout({ orders: { prefetch: 100_000, backPressureDepth: null } })).result;
    expect(backlog.peak).toBe(1);
    expect(orders.completed).toBeGreaterThan(2500);
  });

  it("comes back to the queue when the instance dies", () => {
    const faults = crash("orchestrator", 3, 1);
    const { orders, ledger } = run(
      checkout({ faults, orchestrator: { instances: 2 }, orders: { prefetch: 100_000 } }),
    ).result;
    expect(orders).toMatchObject({ lost: 0, stuck: 0, inFlight: 0 });
    expect(Object.values(ledger.violations).every((count) => count === 0)).toBe(true);
  });
});
