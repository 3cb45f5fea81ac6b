import { describe, expect, it } from "vitest";
import { type ComponentInput, type DocumentInput, parseDocument } from "../model/index.ts";
import { capacitySum } from "./capacity.ts";

const exponential = (mean: string) => ({ exponential: { mean } });

interface Knobs {
  readonly arrivals?: object;
  readonly workers?: number;
  readonly queue?: object;
  readonly gateway?: object;
  readonly payment?: object;
  readonly shipping?: object;
  readonly stock?: number;
  readonly logWrite?: string;
}

/** The sum everybody is asked for: 50,000 orders a second for a minute against 5,000. */
function sum(knobs: Knobs = {}) {
  const { arrivals, workers = 8000, queue, gateway, payment, shipping, stock = 3_100_000, logWrite = "0s" } = knobs;
  const components: ComponentInput[] = [
    {
      id: "shoppers",
      kind: "shoppers",
      config: { arrivals: arrivals ?? { startRate: 50_000, stages: [{ target: 50_000, duration: "60s" }] } },
    },
    { id: "gateway", kind: "gateway", config: { servers: 1000, serviceTime: "5ms", ...gateway } },
    { id: "orders", kind: "queue", config: { messageBytes: 2000, ...queue } },
    {
      id: "orchestrator",
      kind: "orchestrator",
      config: {
        workers,
        logWrite,
        saga: [
          { step: "reserve", component: "inventory", operation: "reserve", compensation: "release" },
          { step: "charge", component: "payment", operation: "charge", compensation: "refund" },
          { step: "confirm", component: "inventory", operation: "confirm", compensation: "restock" },
          { step: "ship", component: "shipping", operation: "create", compensation: "cancel" },
          { step: "notify", component: "notification", operation: "send", onFailure: "continue" },
        ],
      },
    },
    {
      id: "inventory",
      kind: "inventory",
      config: {
        servers: 900,
        items: [{ id: "sneaker", stock }],
        operations: { reserve: exponential("80ms"), confirm: exponential("30ms") },
      },
    },
    {
      id: "payment",
      kind: "payment",
      config: { servers: 2500, operations: { charge: exponential("500ms") }, ...payment },
    },
    {
      id: "shipping",
      kind: "shipping",
      config: { servers: 1500, operations: { create: exponential("200ms") }, ...shipping },
    },
    { id: "notification", kind: "notification", config: { servers: 10 } },
  ];
  const wires = [
    ["shoppers", "gateway"],
    ["gateway", "orders"],
    ["orders", "orchestrator"],
    ["orchestrator", "inventory"],
    ["orchestrator", "payment"],
    ["orchestrator", "shipping"],
    ["orchestrator", "notification"],
  ];
  const links = wires.map(([from = "", to = ""]) => ({ from, to }));
  const document: DocumentInput = { format: "doorbuster", version: 1, architecture: { components, links } };
  const parsed = parseDocument(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return capacitySum(parsed.scenario);
}

describe("the capacity sum everybody is asked for", () => {
  const flash = sum();

  it("counts the arrivals and finds the bottleneck", () => {
    expect(flash.arrivals).toEqual({ total: 3_000_000, peakRate: 50_000, endsAt: 60 });
    expect(flash.bottleneck?.id).toBe("payment");
    expect(flash.bottleneck?.ordersPerSecond).toBeCloseTo(5000, 6);
    expect(flash.turnedAway).toBe(0);
    expect(flash.completedShare).toBe(1);
    expect(flash.soldOutAt).toBeNull();
  });

  it("grows to 2.7 million orders, 5.4 GB, and is drained at 600 s", () => {
    expect(flash.backlog.peak).toBeCloseTo(2_700_000, 3);
    expect(flash.backlog.peakAt).toBeCloseTo(60, 9);
    expect(flash.backlog.peakBytes).toBeCloseTo(5.4e9, 0);
    expect(flash.backlog.drainedAt).toBeCloseTo(600, 6);
    expect(flash.backlog.drainSeconds).toBeCloseTo(540, 6);
  });

  it("keeps the order of second t waiting 9 t", () => {
    expect(flash.wait.mean).toBeCloseTo(270, 6);
    expect(flash.wait.p50).toBeCloseTo(270, 6);
    expect(flash.wait.p95).toBeCloseTo(513, 6);
    expect(flash.wait.p99).toBeCloseTo(534.6, 6);
    expect(flash.wait.max).toBeCloseTo(540, 6);
  });

  it("agrees with Little's law, and keeps 4,050 sagas in service", () => {
    expect(flash.little.orderSeconds).toBeCloseTo(8.1e8, -1);
    expect(flash.little.orders).toBeCloseTo(3e6, 3);
    expect(flash.little.meanWait).toBeCloseTo(270, 6);
    expect(flash.sagaSeconds).toBeCloseTo(0.81, 9);
    expect(flash.sagasInFlight).toBeCloseTo(4050, 6);
  });

  it("does not count a best-effort step as a limit, however slow", () => {
    const notification = flash.stations.find(({ id }) => id === "notification");
    expect(notification?.limits).toBe(false);
    expect(notification?.ordersPerSecond).toBeCloseTo(500, 6);
  });
});

describe("what goes wrong loads the services", () => {
  it("drains at 605 s when 3 % are declined and 1 % cannot be shipped", () => {
    const troubled = sum({ payment: { declineProbability: 0.03 }, shipping: { failureProbability: 0.01 } });
    const payment = troubled.stations.find(({ id }) => id === "payment");
    expect(payment?.visits).toBeCloseTo(1 + 0.97 * 0.01, 9);
    expect(troubled.completedShare).toBeCloseTo(0.97 * 0.99, 9);
    expect(troubled.backlog.drainedAt).toBeCloseTo(3e6 / (2500 / (0.5 * 1.0097)), 6);
    expect(Math.abs((troubled.backlog.drainedAt ?? 0) - 605)).toBeLessThan(1);
    const inventory = troubled.stations.find(({ id }) => id === "inventory");
    const released = 0.03 + 0.97 * 0.01;
    expect(inventory?.secondsPerOrder).toBeCloseTo(0.08 + 0.97 * 0.03 + released * 0.08 + 0.97 * 0.01 * 0.03, 9);
  });

  it("makes the workers the bottleneck when there are only as many as sagas in service", () => {
    const tight = sum({ workers: 4050, logWrite: "1ms" });
    expect(tight.bottleneck?.id).toBe("orchestrator");
    expect(tight.backlog.drainedAt).toBeCloseTo((3e6 * 0.815) / 4050, 6);
  });

  it("goes faster once the stock is gone", () => {
    const scarce = sum({ stock: 100_000 });
    expect(scarce.soldOutAt).toBeCloseTo(20, 6);
    // 100,000 orders at 5,000/s, the other 2.9 million at the 11,250/s at which the inventory says no.
    expect(scarce.backlog.drainedAt).toBeCloseTo(20 + 2_900_000 / (900 / 0.08), 6);
  });
});

describe("arrivals and limits", () => {
  it("takes a ramp exactly", () => {
    const ramp = sum({ arrivals: { startRate: 0, stages: [{ target: 10_000, duration: "100s" }] } });
    expect(ramp.arrivals.total).toBeCloseTo(500_000, 6);
    // The line begins when the rate passes 5,000/s, at 50 s, and grows by 100 t^2 / 2 for the 50 s that follow.
    expect(ramp.backlog.peak).toBeCloseTo((100 * 50 * 50) / 2, 6);
    expect(ramp.backlog.drainedAt).toBeCloseTo(100 + 125_000 / 5000, 6);
    expect(ramp.little.orderSeconds).toBeCloseTo((100 * 50 ** 3) / 6 + (125_000 * 25) / 2, 3);
  });

  it("peaks where a falling rate meets the capacity", () => {
    const fall = sum({ arrivals: { startRate: 10_000, stages: [{ target: 0, duration: "100s" }] } });
    expect(fall.backlog.peakAt).toBeCloseTo(50, 9);
    expect(fall.backlog.peak).toBeCloseTo((100 * 50 * 50) / 2, 6);
    expect(fall.backlog.drainedAt).toBeCloseTo(100, 6);
  });

  it("takes recorded counts", () => {
    const counts = sum({ arrivals: { process: "counts", interval: "10s", counts: [100_000, 0, 20_000] } });
    expect(counts.arrivals).toEqual({ total: 120_000, peakRate: 10_000, endsAt: 30 });
    expect(counts.backlog.peak).toBeCloseTo(50_000, 6);
    expect(counts.backlog.drainedAt).toBeCloseTo(20, 6);
  });

  it("turns away what a token bucket does not let in", () => {
    const limited = sum({ gateway: { rateLimit: { tokenBucket: { rate: 6000, burst: 60_000 } } } });
    const admitted = 60_000 + 6000 * 60;
    expect(limited.turnedAway).toBeCloseTo(3e6 - admitted, 3);
    expect(limited.backlog.drainedAt).toBeCloseTo(admitted / 5000, 6);
  });

  it("refuses what does not fit into a bounded queue", () => {
    const bounded = sum({ queue: { capacity: 90_000 } });
    expect(bounded.backlog.peak).toBeCloseTo(90_000, 6);
    // Full after 2 s; from then on 45,000 a second are refused.
    expect(bounded.turnedAway).toBeCloseTo(58 * 45_000, 3);
    expect(bounded.backlog.drainedAt).toBeCloseTo(60 + 18, 6);
  });

  it("waits in front of the gateway when that is the slowest", () => {
    const narrow = sum({ gateway: { servers: 5 } });
    expect(narrow.bottleneck?.id).toBe("gateway");
    expect(narrow.backlog.peak).toBe(0);
    expect(narrow.backlog.drainedAt).toBeNull();
    expect(narrow.wait.max).toBeCloseTo(3e6 / 1000 - 60, 3);
  });

  it("says nothing impossible of a document that is not wired yet", () => {
    const parsed = parseDocument({ format: "doorbuster", version: 1 });
    if (!parsed.ok) throw new Error("an empty document is a document");
    const empty = capacitySum(parsed.scenario);
    expect(empty.bottleneck).toBeNull();
    expect(empty.wait).toEqual({ mean: 0, p50: 0, p95: 0, p99: 0, max: 0 });
    expect(empty.backlog).toEqual({ peak: 0, peakAt: null, peakBytes: null, drainedAt: null, drainSeconds: null });
  });
});
