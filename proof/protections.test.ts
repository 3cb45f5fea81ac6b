// One protection a test, in the smallest document that shows it: without its code the test fails.
import { describe, expect, it } from "vitest";
import type { DocumentInput } from "../src/model/index.ts";
import { CAPTURING, type Changes, checkout } from "./checkout.ts";
import { tell, times, violations } from "./story.ts";

/** Orders 10 ms apart, the first at its worker at 26 ms; who fails does so by what the changes say. */
function sale(orders: number, changes: Changes = {}): DocumentInput {
  return checkout({
    ...changes,
    shoppers: {
      arrivals: { process: "counts", interval: "10ms", counts: [orders], spread: "even" },
      ...changes.shoppers,
    },
    gateway: { servers: null, serviceTime: 0, ...changes.gateway },
    inventory: {
      servers: null,
      items: [{ id: "item", stock: 1000 }],
      operations: { reserve: "100ms", confirm: "100ms" },
      ...changes.inventory,
    },
    payment: { servers: null, declineProbability: 0, operations: { charge: "200ms" }, ...changes.payment },
    shipping: { servers: null, failureProbability: 0, operations: { create: "100ms" }, ...changes.shipping },
    notification: { failureProbability: 0, ...changes.notification },
  });
}

const onOrchestrator = (kind: "crash" | "pause", at: number, duration: number) => ({
  kind,
  target: "orchestrator",
  instance: 0,
  at,
  duration,
});

/** The first order's clicks come a second apart from each other. */
const everySecond = (...counts: readonly number[]) => ({
  arrivals: { process: "counts", interval: "1s", counts, spread: "even" },
});

describe("an authorization that was given back", () => {
  it("is nothing that a late capture could take, with or without tombstones", () => {
    for (const tombstones of [true, false]) {
      const { result, events, audit } = tell(
        sale(1, {
          orchestrator: { saga: CAPTURING },
          payment: { tombstones, operations: { authorize: "200ms", capture: "3s", refund: "200ms" } },
          calls: { timeout: "500ms" },
        }),
      );
      expect(times(events, "unheard", "capture")).toHaveLength(1);
      expect(result.failures).toEqual({ "timed out": 1 });
      expect(result.ledger.money.captured).toBe(0);
      expect(violations(result)).toEqual([]);
      expect(audit).toEqual([]);
    }
  });
});

describe("a capture that was compensated", () => {
  const late = (tombstones: boolean) =>
    tell(
      sale(1, {
        orchestrator: { saga: CAPTURING },
        payment: { tombstones, operations: { authorize: "200ms", capture: "5s", refund: "200ms" } },
        // The authorization is still there when the capture lands: what comes between the two is undone first.
        inventory: { operations: { reserve: "100ms", confirm: "100ms", restock: "3s" } },
        calls: { timeout: "4s" },
      }),
    ).result;

  it("takes nothing when it lands: a tombstone refuses it", () => {
    expect(late(true).ledger.money.captured).toBe(0);
    expect(violations(late(true))).toEqual([]);
    expect(violations(late(false))).toEqual(["chargedWithoutOrder"]);
  });
});

describe("a call that joined a charge which died with its service", () => {
  it("is over, too: the load balancer counts it no more", () => {
    const { result, events } = tell({
      format: "doorbuster",
      version: 1,
      architecture: {
        components: [
          { id: "shoppers", kind: "shoppers", config: everySecond(1) },
          { id: "gateway", kind: "gateway", config: { servers: null, serviceTime: 0 } },
          {
            id: "orchestrator",
            kind: "orchestrator",
            config: {
              workers: null,
              saga: [{ step: "charge", component: "balancer", operation: "charge", compensation: "refund" }],
            },
          },
          { id: "balancer", kind: "loadBalancer" },
          ...["one", "two"].map(
            (id) => ({ id, kind: "payment", config: { declineProbability: 0, operations: { charge: "1s" } } }) as const,
          ),
        ],
        links: [
          { from: "shoppers", to: "gateway" },
          { from: "gateway", to: "orchestrator" },
          {
            from: "orchestrator",
            to: "balancer",
            timeout: "300ms",
            retries: { max: 9, backoff: "100ms", cap: "100ms", jitter: false },
          },
          { from: "balancer", to: "one" },
          { from: "balancer", to: "two" },
        ],
      },
      faults: [{ kind: "crash", target: "one", at: 1, duration: 0.1 }],
      run: { seed: 1, until: "drained" },
    });
    const calls = times(events, "called", "charge").length;
    expect(times(events, "joined").length).toBeGreaterThan(1);
    expect(result.orders.completed).toBe(1);
    expect(result.components.balancer?.completed).toBe(calls);
    expect(violations(result)).toEqual([]);
  });
});

describe("a charge in service when its service dies", () => {
  it("lands at the processor all the same, and is refunded", () => {
    const { result, events } = tell(
      sale(1, {
        payment: { operations: { charge: "200ms", refund: "200ms" } },
        calls: { timeout: "500ms" },
        faults: [{ kind: "crash", target: "payment", at: 0.2, duration: 0.1 }],
      }),
    );
    expect(times(events, "charged")).toHaveLength(1);
    expect(result.failures).toEqual({ "timed out": 1 });
    expect(result.ledger.money.captured).toBeGreaterThan(0);
    expect(result.ledger.money.refunded).toBe(result.ledger.money.captured);
    expect(violations(result)).toEqual([]);
  });
});

describe("the processor's limit", () => {
  it("lets so many charges through in a second, and no more", () => {
    const { result } = tell(sale(20, { payment: { processorRate: 5, operations: { charge: "200ms" } } }));
    expect(result.failures).toEqual({ "processor busy": 15 });
    expect(result.orders.completed).toBe(5);
  });
});

describe("compensations", () => {
  it("are made in reverse order", () => {
    const { events } = tell(sale(1, { shipping: { failureProbability: 1 } }));
    const undone = events.filter((e) => e.event === "called" && e.compensation).map(({ step }) => step);
    expect(undone).toEqual(["confirm", "charge", "reserve"]);
  });

  it.each([
    ["no policy", {}],
    ["a policy that gives up", { timeout: "1s", retries: { max: 1, backoff: "100ms", jitter: false } }],
  ])("are retried until they succeed, with waits in between, under %s", (_, calls) => {
    const { result, events } = tell(
      sale(1, {
        payment: { declineProbability: 1, operations: { charge: "200ms" } },
        calls,
        faults: [
          { kind: "outage", target: "inventory", operation: "release", answers: "error", at: 0.1, duration: 20 },
        ],
      }),
    );
    expect(result.failures).toEqual({ "payment declined": 1 });
    expect(times(events, "released")).toHaveLength(1);
    const tries = events.filter((e) => e.event === "called" && e.compensation).length;
    expect(tries).toBeGreaterThan(5);
    expect(tries).toBeLessThan(12);
    expect(violations(result)).toEqual([]);
  });
});

describe("the log of a driver that dies", () => {
  /** The first reservation is answered at 0.426 s; the record of that is in the log at 0.526 s. */
  const resumedAt = (crash: number) => {
    const { events, result } = tell(
      sale(1, {
        orchestrator: { instances: 2, workers: 2, logWrite: "100ms", lease: "1s" },
        calls: { latency: "100ms" },
        faults: [onOrchestrator("crash", crash, 1)],
      }),
    );
    expect(result.orders.completed).toBe(1);
    return events.find(({ event }) => event === "resumed")?.step;
  };

  it("says what was recorded before, and no more", () => {
    expect(resumedAt(0.5)).toBe("reserve");
    expect(resumedAt(0.55)).toBe("charge");
  });

  it("says that the order has failed, so that nothing is tried again", () => {
    // The message is visible again at the very instant at which the failure is in the log.
    const { events, result } = tell({
      ...sale(1, {
        shoppers: everySecond(1),
        orders: { visibilityTimeout: 0.75 },
        orchestrator: { workers: 2, logWrite: 0.25, fencing: true },
        inventory: { items: [{ id: "item", stock: 0 }], operations: { reserve: 0.25 } },
        calls: { latency: 0 },
      }),
    });
    expect(times(events, "fenced")).toHaveLength(1);
    expect(times(events, "called", "reserve")).toHaveLength(1);
    expect(result.failures).toEqual({ "out of stock": 1 });
  });
});

describe("the lease of a driver that dies", () => {
  it("is over before another one has the order", () => {
    const { events, result } = tell(
      sale(1, {
        orchestrator: { instances: 2, workers: 2, lease: "5s" },
        faults: [onOrchestrator("crash", 0.05, 1)],
      }),
    );
    expect(times(events, "resumed")).toEqual([5.05]);
    expect(result.undriven.longest).toBeCloseTo(5, 9);
  });
});

describe("the place in the bulkhead of a caller that dies", () => {
  it("is free for another one", () => {
    const { eventsOf } = tell(
      sale(1, {
        shoppers: everySecond(1, 0, 1),
        orchestrator: { instances: 2, workers: 2, lease: "60s" },
        payment: { operations: { charge: "30s" } },
        calls: { bulkhead: 1 },
        faults: [onOrchestrator("crash", 1, 1)],
      }),
    );
    expect(times(eventsOf("1"), "crashed")).toEqual([1]);
    expect(times(eventsOf("2"), "callRefused")).toEqual([]);
  });
});

describe("a hold", () => {
  it("ends when its time to live is over, and another order has the unit", () => {
    const { result, events, eventsOf } = tell(
      sale(1, {
        shoppers: everySecond(1, 0, 0, 1),
        inventory: {
          items: [{ id: "item", stock: 1 }],
          operations: { reserve: "100ms", confirm: "100ms" },
          hold: { ttl: "1s" },
        },
        payment: { operations: { charge: "5s" } },
      }),
    );
    const [reserved = 0] = times(events, "reserved");
    expect(times(events, "expired")).toEqual([reserved + 1]);
    expect(times(eventsOf("2"), "reserved")).toHaveLength(1);
    expect(result.ledger.violations.oversoldUnits).toBe(0);
  });

  it("is renewed by a living driver only", () => {
    const { events } = tell(
      sale(1, {
        orchestrator: { heartbeat: "500ms", lease: "30s" },
        inventory: { hold: { ttl: "2s" } },
        payment: { operations: { charge: "5s" } },
        faults: [onOrchestrator("crash", 1.9, 1)],
      }),
    );
    expect(times(events, "renewed").every((time) => time < 1.9)).toBe(true);
    const last = times(events, "renewed").at(-1) ?? 0;
    expect(last).toBeGreaterThan(1.5);
    expect(times(events, "expired")).toEqual([last + 2]);
  });

  it("that has expired is not confirmed, where the policy says fail", () => {
    const { result } = tell(
      sale(1, {
        inventory: { hold: { ttl: "1s", confirmAfterExpiry: "fail" } },
        payment: { operations: { charge: "2s" } },
      }),
    );
    expect(result.failures).toEqual({ "hold expired": 1 });
    expect(result.ledger.money.refunded).toBe(result.ledger.money.captured);
    expect(violations(result)).toEqual([]);
  });

  it("that would have run out already is not begun, where it counts from the click", () => {
    const { result, eventsOf } = tell(
      sale(2, {
        orchestrator: { workers: 1 },
        inventory: { operations: { reserve: "100ms", confirm: "100ms" }, hold: { ttl: "1s", from: "click" } },
        payment: { operations: { charge: "700ms" } },
      }),
    );
    expect(result.failures).toEqual({ "deadline passed": 1 });
    expect(times(eventsOf("2"), "called")).toEqual([]);
  });
});

describe("a queue past its threshold", () => {
  it("says how long it will take", () => {
    const { result } = tell(sale(50, { orchestrator: { workers: 1 }, orders: { backPressureDepth: 10 } }));
    expect(result.backlog.toldToWait).toBe(39);
  });
});

describe("a best-effort step", () => {
  it("fails no order, and holds up none", () => {
    const { result } = tell(sale(5, { notification: { failureProbability: 1 } }));
    expect(result.orders.completed).toBe(5);
    expect(result.failures).toEqual({});
  });
});

describe("a fault of a service", () => {
  const charges = (
    fault: { readonly kind: string; readonly [setting: string]: unknown },
    orders: number,
    calls: Changes["calls"] = {},
  ) =>
    tell(
      sale(orders, {
        payment: { servers: 4, operations: { charge: "200ms" } },
        calls,
        faults: [{ target: "payment", at: 0, duration: 10, ...fault }],
      }),
    ).result;

  it("makes it slow for as long as it lasts", () => {
    expect(charges({ kind: "slowdown", factor: 10 }, 1).components.payment?.meanService).toBeCloseTo(2, 9);
  });

  it("takes a share of its servers", () => {
    const { payment } = charges({ kind: "brownOut", share: 0.5 }, 4).components;
    expect(payment?.peakQueue).toBe(2);
  });

  it("gets no answer, or an error at once", () => {
    const outage = (answers: string) => charges({ kind: "outage", answers }, 1, { timeout: "1s" }).failures;
    expect(outage("nothing")).toEqual({ "timed out": 1 });
    expect(outage("error")).toEqual({ "service unavailable": 1 });
  });

  it("cuts the wire to it", () => {
    const { failures, ledger } = tell(
      sale(1, {
        calls: { timeout: "1s" },
        faults: [{ kind: "partition", from: "orchestrator", to: "payment", at: 0, duration: 1.5 }],
      }),
    ).result;
    expect(failures).toEqual({ "timed out": 1 });
    expect(ledger.money.captured).toBe(0);
  });
});
