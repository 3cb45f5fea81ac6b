// A two-phase commit, moment by moment: one order at 0 s, constant times, and what becomes of it when its coordinator dies.
import { describe, expect, it } from "vitest";
import type { Fault } from "../src/model/index.ts";
import { type Changes, checkout } from "./checkout.ts";
import { run } from "./run.ts";

/** Prepared in 0.2 s, 0.5 s and 0.3 s, committed in 0.1 s and 0.4 s. */
const times: Changes = {
  shoppers: { arrivals: { process: "counts", interval: "1ms", counts: [1], spread: "even" } },
  gateway: { serviceTime: 0, answers: "onAcceptance" },
  orchestrator: { coordination: "twoPhaseCommit", logWrite: "10ms", workers: 10 },
  inventory: { items: [{ id: "item", stock: 5 }], operations: { reserve: 0.2, confirm: 0.1, release: 0.1 } },
  payment: { declineProbability: 0, operations: { authorize: 0.5, capture: 0.4, void: 0.1 } },
  shipping: { failureProbability: 0, operations: { create: 0.3, cancel: 0.1 } },
  notification: { failureProbability: 0 },
  calls: { latency: "1ms" },
};

const CLICK = 0.0005;
/** Of the click to the first call: both links. */
const START = CLICK + 0.02 + 0.001;
const VOTED = START + 0.001 + 0.5 + 0.001;
const DECIDED = VOTED + 0.01;
const ENDED = DECIDED + 0.001 + 0.4 + 0.001;

function outcome(changes: Changes = {}) {
  const merged: Record<string, unknown> = { ...times };
  for (const [key, value] of Object.entries(changes)) {
    merged[key] = Array.isArray(value) ? value : { ...(merged[key] as object), ...value };
  }
  const { result, audit } = run(checkout(merged as Changes));
  expect(audit).toEqual([]);
  return result;
}

const crash = (at: number, duration = 30): Fault[] =>
  [{ kind: "crash", target: "orchestrator", at, duration }] as unknown as Fault[];

const violations = ({ ledger }: ReturnType<typeof outcome>) =>
  Object.entries(ledger.violations).filter(([, count]) => count > 0);

describe("a two-phase commit", () => {
  it("asks all to prepare at once, writes one record, and has all commit at once", () => {
    const result = outcome();
    expect(result.orders).toMatchObject({ arrived: 1, completed: 1 });
    expect(result.latency.completion.max).toBeCloseTo(ENDED - CLICK, 9);
    expect(result.ledger.units).toMatchObject({ sold: 1, held: 0 });
    expect(result.ledger.money).toEqual({ captured: 10_000, refunded: 0, completedValue: 10_000 });
    expect(result.components.payment?.completed).toBe(2);
    expect(result.components.inventory?.completed).toBe(2);
    expect(result.components.shipping?.completed).toBe(1);
    expect(result.components.notification?.completed).toBe(1);
  });

  it("takes nothing when one says no, and undoes only what was prepared", () => {
    const result = outcome({ payment: { declineProbability: 1 } });
    expect(result.failures).toEqual({ "payment declined": 1 });
    expect(result.latency.refusal.max).toBeCloseTo(VOTED + 0.001 + 0.1 + 0.001 - CLICK, 9);
    expect(result.ledger.money.captured).toBe(0);
    // Reserved and released, created and cancelled; the payment was not bound.
    expect(["inventory", "shipping", "payment"].map((id) => result.components[id]?.completed)).toEqual([2, 2, 1]);
    expect(violations(result)).toEqual([]);
  });

  it.each([
    ["while it waits for votes", START + 0.1],
    ["with all votes, before its record is written", DECIDED - 0.001],
  ])("aborts what it had not decided when it died %s, once it is back", (_, at) => {
    const result = outcome({ faults: crash(at) });
    expect(result.failures).toEqual({ "transaction aborted": 1 });
    expect(result.undriven).toEqual({ orders: 1, mean: 30, longest: 30 });
    expect(result.latency.refusal.max).toBeGreaterThan(30);
    expect(result.ledger.units).toMatchObject({ available: 5, held: 0, sold: 0 });
    expect(violations(result)).toEqual([]);
  });

  it("commits what it had decided when it died, once it is back", () => {
    const result = outcome({ faults: crash(DECIDED + 0.0005) });
    expect(result.orders.completed).toBe(1);
    expect(result.latency.completion.max).toBeCloseTo(DECIDED + 0.0005 + 30 + 0.402 - CLICK, 9);
    expect(result.ledger.money.captured).toBe(10_000);
    expect(violations(result)).toEqual([]);
  });

  it("ends in two ways at once when its decision is not in a log", () => {
    // Inventory has committed, payment has not: the replay finds nothing, and presumes an abort.
    const result = outcome({ orchestrator: { durableLog: false }, faults: crash(DECIDED + 0.2) });
    expect(result.orders.failed).toBe(1);
    expect(violations(result).map(([name]) => name)).toEqual(["chargedWithoutOrder", "leakedHolds"]);
  });

  it("keeps what it has prepared beyond any time to live, for as long as its coordinator is down", () => {
    const hold = { ttl: "1s", confirmAfterExpiry: "fail" };
    const held = outcome({ inventory: { hold }, faults: crash(START + 0.4) });
    expect(held.failures).toEqual({ "transaction aborted": 1 });
    const slow = outcome({ inventory: { hold }, orchestrator: { logWrite: "5s" } });
    expect(slow.orders.completed).toBe(1);
    const saga = outcome({ inventory: { hold }, orchestrator: { logWrite: "5s", coordination: "saga" } });
    expect(saga.failures).toEqual({ "hold expired": 1 });
  });

  it("has another order wait for the row that a dead coordinator's participant has locked", () => {
    const two = { arrivals: { process: "counts", interval: "2s", counts: [1, 1], spread: "even" } };
    const locks = { control: "rowLocks", rowLocks: { timeout: null } };
    const alive = outcome({ shoppers: two, inventory: locks, orchestrator: { instances: 2 } });
    expect(alive.latency.completion.max).toBeLessThan(1);
    const faults = [{ kind: "crash", target: "orchestrator", instance: 0, at: 1.4, duration: 30 }];
    const result = outcome({
      shoppers: two,
      inventory: locks,
      orchestrator: { instances: 2 },
      faults: faults as unknown as Fault[],
    });
    expect(result.orders).toMatchObject({ completed: 1, failed: 1 });
    // The second came at 3 s, to the other instance, and got the row when the first had been aborted at 31.4 s.
    expect(result.latency.completion.max).toBeGreaterThan(28);
    expect(violations(result)).toEqual([]);
  });

  it("goes on by itself after standing still", () => {
    const faults = [{ kind: "pause", target: "orchestrator", at: START + 0.1, duration: 10 }] as unknown as Fault[];
    const result = outcome({ faults });
    expect(result.orders.completed).toBe(1);
    expect(result.latency.completion.max).toBeGreaterThan(10);
    expect(result.undriven.orders).toBe(0);
  });

  it("answers a held connection when all have committed", () => {
    const { result } = run(checkout({ ...times, gateway: { serviceTime: 0, answers: "onCompletion" } }));
    expect(result.latency.acceptance.max).toBeCloseTo(ENDED + 0.021 - CLICK, 9);
  });
});
