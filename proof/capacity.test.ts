// What is added, shed and turned away when there is too much to do, in whole checkouts.
import { describe, expect, it } from "vitest";
import { type Changes, checkout } from "./checkout.ts";
import { run } from "./run.ts";

const counts = (interval: string, ...orders: number[]) => ({
  arrivals: { process: "counts", interval, counts: orders, spread: "even" },
});

/** A checkout in which nothing but load goes wrong. */
function calm(changes: Changes): ReturnType<typeof checkout> {
  return checkout({
    ...changes,
    inventory: { items: [{ id: "item", stock: 100_000 }], ...changes.inventory },
    payment: { declineProbability: 0, ...changes.payment },
    shipping: { failureProbability: 0, ...changes.shipping },
    notification: { failureProbability: 0 },
  });
}

describe("autoscaling", () => {
  const scaling = { scaleOutAt: 20, scaleInAt: 2, max: 6, period: "1s", bootTime: "2s", coolDown: "1s" };
  const sale = {
    shoppers: { arrivals: { process: "even", startRate: 100, stages: [{ target: 100, duration: "20s" }] } },
    payment: { instances: 1, servers: undefined, concurrency: 30, operations: { charge: "500ms" } },
    orchestrator: { workers: 2000 },
  };
  const scaled = (autoscaling: unknown) => run(calm({ ...sale, payment: { ...sale.payment, autoscaling } }));

  it("adds instances of a service that falls behind, and takes them away when it has caught up", () => {
    const { result, frames } = scaled(scaling);
    const servers = frames().components.payment?.servers ?? new Float64Array();
    // 60 charges a second are too few for 100; two instances do 120.
    expect(result.components.payment?.peakServers).toBeGreaterThanOrEqual(60);
    expect(Math.max(...servers)).toBeGreaterThan(30);
    expect(servers.at(-1)).toBeLessThan(Math.max(...servers));
    expect(result.latency.completion.max ?? 0).toBeLessThan(scaled(null).result.latency.completion.max ?? 0);
    expect(result.run.ended).toBe("drained");
  });

  it("says nothing of itself where it is off, and changes nothing where its thresholds are out of reach", () => {
    const off = scaled(null).result;
    expect(off.components.payment).not.toHaveProperty("peakServers");
    const idle = scaled({ ...scaling, scaleOutAt: 1_000_000, scaleInAt: 0 }).result;
    const { payment: _scaled, ...others } = idle.components;
    expect({ ...off.components, payment: undefined }).toEqual({ ...others, payment: undefined });
    expect(idle.latency).toEqual(off.latency);
    expect(idle.run.events).toBe(off.run.events);
  });

  it("gives an orchestrator more workers when its queue is deep", () => {
    const orchestrator = { workers: 20, instances: 1, logWrite: "1ms" };
    const behind = { ...sale, payment: { servers: null, operations: { charge: "500ms" } } };
    const few = run(calm({ ...behind, orchestrator })).result;
    const many = run(calm({ ...behind, orchestrator: { ...orchestrator, autoscaling: scaling } })).result;
    expect(many.backlog.peak).toBeLessThan(few.backlog.peak);
    expect(many.components.orchestrator?.peakServers).toBe(120);
    expect(many.orders.completed).toBe(2000);
  });
});

describe("shedding load", () => {
  it("refuses at the gateway those who have waited too long, and no others", () => {
    const gateway = { servers: 1, serviceTime: "10ms", shedding: { maxWait: "100ms" } };
    const { result } = run(calm({ shoppers: counts("100ms", 50), gateway, orchestrator: { workers: 1000 } }));
    expect(result.failures["load shed"]).toBe(result.orders.rejected);
    expect(result.orders.rejected).toBeGreaterThan(20);
    expect(result.components.gateway?.completed).toBe(result.orders.completed);
  });

  it("is a transient error to a saga, which tries again or undoes the order", () => {
    const payment = { servers: 1, operations: { charge: "200ms" }, shedding: { maxWait: "300ms" } };
    const bursts = { shoppers: counts("200ms", 6), payment, orchestrator: { workers: 100 } };
    const { result } = run(calm(bursts));
    expect(result.failures["load shed"]).toBe(result.orders.failed);
    expect(result.orders.failed).toBeGreaterThan(0);
    expect(result.ledger.units.held).toBe(0);
    const tried = run(calm({ ...bursts, calls: { retries: { max: 5, backoff: "400ms", jitter: false } } })).result;
    expect(tried.orders.completed).toBe(6);
  });
});

describe("rate limits", () => {
  const rejectedWith = (rateLimit: unknown) =>
    run(calm({ shoppers: counts("1s", 100, 0, 100), gateway: { rateLimit } })).result.orders.rejected;

  it("let through what they say", () => {
    expect(rejectedWith(null)).toBe(0);
    expect(rejectedWith({ slidingWindow: { limit: 60, window: "1s" } })).toBe(80);
    expect(rejectedWith({ leakyBucket: { rate: 50, capacity: 10 } })).toBe(2 * (100 - 50 - 10));
    expect(rejectedWith({ concurrency: { limit: 1000 } })).toBe(0);
    expect(rejectedWith({ concurrency: { limit: 1 } })).toBeLessThan(200);
  });

  it("count a held connection until its order has ended", () => {
    const { result } = run(
      calm({
        shoppers: counts("1s", 100),
        gateway: { rateLimit: { concurrency: { limit: 10 } }, answers: "onCompletion" },
        payment: { operations: { charge: "60s" }, servers: null },
      }),
    );
    expect(result.orders.completed).toBe(10);
    expect(result.failures["rate limited"]).toBe(90);
  });
});
