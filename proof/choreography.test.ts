// Choreography, moment by moment: one order at 0 s, constant times, and services that die between their writes and their events.
import { describe, expect, it } from "vitest";
import type { DocumentInput, Fault } from "../src/model/index.ts";
import { type Changes, checkout, rebuilt, SAGA } from "./checkout.ts";
import { run } from "./run.ts";

const SERVICES = ["inventory", "payment", "shipping", "notification"];

/** The checkout with services that react to each other in place of queue and orchestrator. */
function choreographed(changes: Changes, settings: Record<string, unknown> = {}): DocumentInput {
  const config = { saga: SAGA, publishTime: "10ms", ...settings };
  return rebuilt(checkout(changes), (components, links) => ({
    components: [
      ...components.filter(({ kind }) => kind !== "queue" && kind !== "orchestrator"),
      { id: "events", kind: "eventQueue", config },
    ],
    links: [
      ...links.filter(({ from }) => from === "shoppers"),
      { from: "gateway", to: "events", latency: "1ms" },
      ...SERVICES.map((to) => ({ from: "events", to, latency: "1ms" })),
    ],
  }));
}

const times: Changes = {
  shoppers: { arrivals: { process: "counts", interval: "1ms", counts: [1], spread: "even" } },
  gateway: { serviceTime: 0 },
  inventory: {
    items: [{ id: "item", stock: 5 }],
    operations: { reserve: 0.2, confirm: 0.1, release: 0.1, restock: 0.1 },
  },
  payment: { declineProbability: 0, operations: { charge: 0.5, refund: 0.4 } },
  shipping: { failureProbability: 0, operations: { create: 0.3 } },
  notification: { failureProbability: 0 },
};

const CLICK = 0.0005;
const PLACED = CLICK + 0.02 + 0.001;
/** A message to a service, and its event back. */
const HOP = 0.001 + 0.01 + 0.001;
const CHARGED = PLACED + 0.2 + HOP + 0.001 + 0.5;
const ENDED = PLACED + 0.2 + 0.5 + 0.1 + 0.3 + 4 * HOP;

function outcome(changes: Changes = {}, settings: Record<string, unknown> = {}) {
  const merged: Record<string, unknown> = { ...times };
  for (const [key, value] of Object.entries(changes)) {
    merged[key] = Array.isArray(value) ? value : { ...(merged[key] as object), ...value };
  }
  const { result, audit } = run(choreographed(merged as Changes, settings));
  expect(audit).toEqual([]);
  return result;
}

const crash = (target: string, at: number, duration = 5): Fault[] =>
  [{ kind: "crash", target, at, duration }] as unknown as Fault[];
const violations = ({ ledger }: ReturnType<typeof outcome>) =>
  Object.fromEntries(Object.entries(ledger.violations).filter(([, count]) => count > 0));

describe("choreography", () => {
  it("goes from service to service, each event published after its write", () => {
    const result = outcome();
    expect(result.orders).toMatchObject({ completed: 1 });
    expect(result.latency.acceptance.max).toBeCloseTo(2 * 0.021, 9);
    expect(result.latency.completion.max).toBeCloseTo(ENDED - CLICK, 9);
    expect(result.components.notification?.completed).toBe(1);
    expect(result.ledger.units).toMatchObject({ sold: 1, held: 0 });
  });

  it("goes backward from a failure, each service undoing its own part", () => {
    const result = outcome({ shipping: { failureProbability: 1 } });
    expect(result.failures).toEqual({ "shipping failed": 1 });
    // Restock, refund, release.
    expect(result.latency.refusal.max).toBeCloseTo(ENDED + 0.1 + 0.4 + 0.1 + 3 * HOP - CLICK, 9);
    expect(result.ledger.money).toEqual({ captured: 10_000, refunded: 10_000, completedValue: 0 });
    expect(result.ledger.units).toMatchObject({ available: 5, held: 0, sold: 0 });
    expect(violations(result)).toEqual({});
  });

  it("loses the event of a service that dies before it is sent: nobody knows, and nobody mends it", () => {
    const result = outcome({ faults: crash("payment", CHARGED + 0.005) }, { outbox: false });
    expect(result.orders).toMatchObject({ stuck: 1, completed: 0 });
    expect(violations(result)).toEqual({ chargedWithoutOrder: 1, stuckSagas: 1 });
    expect(result.ledger.money.captured).toBe(10_000);
  });

  it.each([
    ["with an outbox", CHARGED + 0.005, true],
    ["before its write, which is then made again", CHARGED - 0.005, false],
    ["after its event is on the way", CHARGED + 0.0105, false],
  ])("loses nothing when a service dies %s", (_, at, outbox) => {
    const result = outcome({ faults: crash("payment", at) }, { outbox });
    expect(result.orders.completed).toBe(1);
    expect(result.ledger.money.captured).toBe(10_000);
    expect(violations(result)).toEqual({});
  });

  it("has what waits outlast a service, and tries what fails for the moment again", () => {
    const away = outcome({ faults: crash("payment", 0, 5) });
    expect(away.orders.completed).toBe(1);
    expect(away.latency.completion.max).toBeGreaterThan(5);
    const burst = [
      { kind: "errorBurst", target: "shipping", probability: 1, at: 0, duration: 3 },
    ] as unknown as Fault[];
    const failing = outcome({ faults: burst });
    expect(failing.orders.completed).toBe(1);
    expect(violations(failing)).toEqual({});
  });

  it("puts a message aside that was handed out too often", () => {
    const burst = [{ kind: "errorBurst", target: "payment", probability: 0.999_999, at: 0, duration: 60 }];
    const result = outcome({ faults: burst as unknown as Fault[] }, { maxDeliveries: 3 });
    expect(result.orders).toMatchObject({ stuck: 1 });
    // Its hold has run out in the meantime, and somebody knows of the order: nothing is wrong with the books.
    expect(violations(result)).toEqual({});
  });

  it("loses orders with a broker that has no replica", () => {
    const many = { arrivals: { process: "counts", interval: "1s", counts: [20], spread: "even" } };
    const changes = { shoppers: many, inventory: { servers: 1 }, faults: crash("events", 1.1) };
    const lost = outcome(changes, { replicated: false });
    expect(lost.orders.lost).toBeGreaterThan(5);
    expect(outcome(changes).orders).toMatchObject({ completed: 5, failed: 15 });
  });

  it("answers a held connection when the last event is out", () => {
    const result = outcome({ gateway: { serviceTime: 0, answers: "onCompletion" } });
    expect(result.latency.acceptance.max).toBeCloseTo(ENDED + 0.021 - CLICK, 9);
  });

  it("makes the same of a run as an orchestrator does, but for the time it takes", () => {
    const plain: Changes = { inventory: { items: [{ id: "item", stock: 100_000 }] } };
    const { result: driven } = run(checkout(plain));
    const { result: danced } = run(choreographed(plain));
    expect(danced.orders).toEqual(driven.orders);
    expect(danced.failures).toEqual(driven.failures);
    expect(danced.ledger).toEqual(driven.ledger);
  });
});
