// What must not change when something changes that means nothing, and how figures move when what they mean is known.
import { describe, expect, it } from "vitest";
import type { DocumentInput } from "../src/model/index.ts";
import { type Changes, checkout, rebuilt, SAGA } from "./checkout.ts";
import { run } from "./run.ts";

const plain = run(checkout()).result;
const digestOf = (document: DocumentInput) => run(document).result.run.digest;

describe("the plain checkout", () => {
  it("is eventful enough to tell a difference", () => {
    const { orders, failures, components, latency, backlog } = plain;
    expect(orders.arrived).toBeGreaterThan(3500);
    expect(orders.completed).toBeGreaterThan(2500);
    for (const reason of ["out of stock", "payment declined", "shipping failed"]) {
      expect(failures[reason], reason).toBeGreaterThan(20);
    }
    expect(components.payment?.peakQueue).toBeGreaterThan(10);
    expect(backlog.peak).toBeGreaterThan(100);
    expect(latency.refusal.count).toBe(orders.failed);
  });

  it.each<[string, Changes]>([
    ["seed", { run: { seed: 2 } }],
    ["rate", { shoppers: { arrivals: { startRate: 200, stages: [{ target: 601, duration: "10s" }] } } }],
    [
      "service time",
      { shipping: { failureProbability: 0.03, operations: { create: { exponential: { mean: "201ms" } } } } },
    ],
    ["number of servers", { payment: { servers: 179 } }],
    ["latency", { calls: { latency: "1.1ms" } }],
    [
      "stock",
      {
        inventory: {
          items: [
            { id: "sneaker", stock: 3000, popularity: 3 },
            { id: "cap", stock: 801 },
          ],
        },
      },
    ],
    ["probability", { payment: { declineProbability: 0.051 } }],
  ])("has another digest with another %s", (_, changes) => {
    expect(digestOf(checkout(changes))).not.toBe(plain.run.digest);
  });
});

describe("another way to say the same", () => {
  it.each<[string, Changes]>([
    ["a duration in seconds", { calls: { latency: 0.001 } }],
    [
      "a gamma of shape 1 for an exponential",
      { payment: { operations: { charge: { gamma: { mean: "500ms", shape: 1 } } } } },
    ],
    [
      "a hyperexponential of one branch for an exponential",
      { payment: { operations: { charge: { hyperexponential: { means: ["500ms"], weights: [7] } } } } },
    ],
    [
      "a uniform without width for a constant",
      { notification: { operations: { send: { uniform: { min: "20ms", max: "20ms" } } } } },
    ],
    [
      "an empirical of one value for a constant",
      { notification: { operations: { send: { empirical: { values: ["20ms"] } } } } },
    ],
    [
      "a jump to where the rate is already",
      {
        shoppers: {
          arrivals: {
            startRate: 200,
            stages: [
              { target: 600, duration: "10s" },
              { target: 600, duration: 0 },
            ],
          },
        },
      },
    ],
    [
      "popularity in other units",
      {
        inventory: {
          items: [
            { id: "sneaker", stock: 3000, popularity: 0.75 },
            { id: "cap", stock: 800, popularity: 0.25, price: 2500 },
          ],
        },
      },
    ],
    [
      "defaults spelled out",
      { inventory: { hold: { ttl: "15m", confirmAfterExpiry: "takeAgain" }, waitingRoom: null } },
    ],
  ])("%s gives the same run", (_, changes) => {
    expect(digestOf(checkout(changes))).toBe(plain.run.digest);
  });

  it("servers as instances and concurrency give the same run", () => {
    const document = rebuilt(checkout(), (components, links) => ({
      components: components.map(({ config, ...component }) => {
        if (component.id !== "payment") return { ...component, config };
        const { servers, ...rest } = config as { servers: number };
        return { ...component, config: { ...rest, instances: 6, concurrency: servers / 6 } };
      }),
      links,
    }));
    expect(digestOf(document)).toBe(plain.run.digest);
  });

  it("components and links in another order, under other names and elsewhere, give the same run", () => {
    const document = rebuilt(checkout(), (components, links) => ({
      components: components
        .map((each, index) => ({ ...each, name: `No. ${index}`, position: { x: index, y: 0 } }))
        .reverse(),
      links: [...links].reverse(),
    }));
    const { result } = run(document);
    expect(result.run.digest).toBe(plain.run.digest);
    expect(result.components).toEqual(plain.components);
  });
});

describe("what is not used", () => {
  it("changes nothing, linked or not", () => {
    const document = rebuilt(checkout(), (components, links) => ({
      components: [
        { id: "spare-payment", kind: "payment", config: { servers: 3 } },
        ...components,
        { id: "spare-inventory", kind: "inventory", config: { items: [{ id: "x", stock: 5, price: 1 }] } },
        { id: "linked-inventory", kind: "inventory" },
        // Half drawn: links to nowhere, no saga, a step that calls nobody.
        { id: "loose-gateway", kind: "gateway" },
        { id: "loose-queue", kind: "queue" },
        { id: "other-queue", kind: "queue" },
        { id: "loose-orchestrator", kind: "orchestrator", config: { crashes: {} } },
        {
          id: "other-orchestrator",
          kind: "orchestrator",
          config: { saga: [{ step: "x", component: "nobody", operation: "y" }] },
        },
      ],
      links: [
        ...links,
        { from: "orchestrator", to: "linked-inventory", latency: "5ms" },
        { from: "other-queue", to: "orchestrator" },
        { from: "other-orchestrator", to: "payment" },
      ],
    }));
    const faults = ["loose-orchestrator", "loose-queue"].map((target) => ({ kind: "crash", target, at: "2s" }));
    const { result } = run({ ...document, faults });
    expect(result.run.digest).toBe(plain.run.digest);
    expect(result.orders).toEqual(plain.orders);
    expect(result.latency).toEqual(plain.latency);
    expect(result.scenario.digest).not.toBe(plain.scenario.digest);
  });

  it.each<[string, Changes]>([
    ["a timeout that never comes", { calls: { timeout: "1h" } }],
    ["retries of what never fails for a while", { calls: { retries: { max: 5, budget: 0.5 } } }],
    ["a breaker that never opens", { calls: { circuitBreaker: { failures: 1_000_000 } } }],
    ["a bulkhead that never fills", { calls: { bulkhead: 1_000_000 } }],
    ["a rate limit out of reach", { gateway: { rateLimit: { tokenBucket: { rate: 1e6, burst: 1e6 } } } }],
    ["a waiting room that never fills", { payment: { waitingRoom: 1_000_000 } }],
    ["a capacity that is never reached", { orders: { capacity: 1_000_000 } }],
    ["a hold that never expires", { inventory: { hold: { ttl: null } } }],
    ["a fault after the end", { faults: [{ kind: "outage", target: "payment", at: "10m", duration: "1m" }] }],
    ["back-pressure, which only says how long it takes,", { orders: { backPressureDepth: null } }],
  ])("%s changes nothing", (_, changes) => {
    const { orders, latency, ledger } = run(checkout(changes)).result;
    expect({ orders, latency, ledger }).toEqual({ orders: plain.orders, latency: plain.latency, ledger: plain.ledger });
  });
});

describe("two wirings that mean the same", () => {
  /** The plain checkout with as many workers as it wants, the log written at once, and no way to the queue. */
  const roomy = (answers: string) =>
    rebuilt(
      checkout({
        gateway: { answers },
        orchestrator: { workers: null, logWrite: null },
        orders: { backPressureDepth: null },
      }),
      (components, links) => ({
        components,
        links: links.map((link) => (link.from === "gateway" ? { ...link, latency: 0 } : link)),
      }),
    );
  const direct = (document: DocumentInput) =>
    rebuilt(document, (components, links) => ({
      components: components.filter(({ id }) => id !== "orders"),
      links: [
        ...links.filter(({ from, to }) => from !== "orders" && to !== "orders"),
        { from: "gateway", to: "orchestrator" },
      ],
    }));

  it.each(["onAcceptance", "onCompletion"])("a queue that holds nobody up is no queue (%s)", (answers) => {
    const queued = run(roomy(answers)).result;
    const straight = run(direct(roomy(answers))).result;
    expect(straight.orders).toEqual(queued.orders);
    expect(straight.latency).toEqual(queued.latency);
    expect(straight.ledger).toEqual(queued.ledger);
    expect(straight.failures).toEqual(queued.failures);
    expect(straight.components.payment).toEqual(queued.components.payment);
    expect(straight.backlog.peak).toBe(0);
  });

  /** A queue between the orchestrator and all its services, or some of them. */
  const commanded = (document: DocumentInput, services: readonly string[], config = {}) =>
    rebuilt(document, (components, links) => ({
      components: [...components, { id: "commands", kind: "queue", config }],
      links: [
        ...links.filter(({ to }) => !services.includes(to)),
        { from: "orchestrator", to: "commands", latency: "1ms" },
        ...services.map((to) => ({ from: "commands", to })),
      ],
    }));
  const SERVICES = ["inventory", "payment", "shipping", "notification"];

  it.each([SERVICES, ["payment"], ["inventory", "notification"]])(
    "a queue of commands (to %s ...) changes only where they wait",
    (...services) => {
      const straight = run(direct(roomy("onAcceptance"))).result;
      const queued = run(commanded(direct(roomy("auto")), services)).result;
      expect(queued.orders).toEqual(straight.orders);
      expect(queued.latency.acceptance).toEqual(straight.latency.acceptance);
      expect(queued.latency.completion.mean).toBeCloseTo(straight.latency.completion.mean ?? 0, 9);
      expect(queued.ledger).toEqual(straight.ledger);
      expect(queued.failures).toEqual(straight.failures);
      expect(queued.components.payment?.completed).toBe(straight.components.payment?.completed);
      expect(queued.components.commands?.completed).toBe(
        services.reduce((sum, id) => sum + (straight.components[id]?.completed ?? 0), 0),
      );
      if (services.includes("payment")) {
        expect(queued.components.payment?.peakQueue).toBe(0);
        expect(queued.components.commands?.meanQueue).toBeGreaterThanOrEqual(
          straight.components.payment?.meanQueue ?? 0,
        );
      }
    },
  );

  it("a queue of commands whose consumers take all there is leaves the waiting to the services", () => {
    const straight = run(direct(roomy("onAcceptance"))).result;
    const queued = run(commanded(direct(roomy("auto")), SERVICES, { prefetch: 1_000_000 })).result;
    expect(queued.orders).toEqual(straight.orders);
    expect(queued.components.commands?.peakQueue).toBe(1);
    expect(queued.components.payment?.peakQueue).toBe(straight.components.payment?.peakQueue);
  });

  it("the wiring says when to answer, unless told otherwise", () => {
    expect(digestOf(roomy("auto"))).toBe(digestOf(roomy("onAcceptance")));
    expect(digestOf(direct(roomy("auto")))).toBe(digestOf(direct(roomy("onCompletion"))));
    expect(digestOf(roomy("onAcceptance"))).not.toBe(digestOf(roomy("onCompletion")));
  });
});

describe("all rates doubled and all times halved", () => {
  /** The checkout with every rate times `factor` and every length of time divided by it; compensations never need a retry. */
  const scaled = (factor: number): DocumentInput => {
    const seconds = (time: number) => time / factor;
    const exponential = (mean: number) => ({ exponential: { mean: seconds(mean) } });
    const document = checkout({
      shoppers: {
        arrivals: { startRate: 256 * factor, stages: [{ target: 512 * factor, duration: seconds(8) }] },
      },
      gateway: {
        serviceTime: exponential(0.0078125),
        rateLimit: { tokenBucket: { rate: 450 * factor, burst: 50 } },
      },
      orchestrator: { logWrite: seconds(0.001953125), heartbeat: seconds(1), lease: seconds(30) },
      inventory: {
        hold: { ttl: seconds(2) },
        updateTime: seconds(0.000244140625),
        operations: {
          reserve: { gamma: { mean: seconds(0.0625), shape: 2.5 } },
          confirm: { hyperexponential: { means: [seconds(0.015625), seconds(0.0625)], weights: [0.75, 0.25] } },
          release: exponential(0.0625),
          restock: seconds(0.03125),
        },
      },
      payment: { operations: { charge: exponential(0.5), refund: exponential(0.25) } },
      shipping: {
        operations: { create: { uniform: { min: seconds(0.125), max: seconds(0.25) } }, cancel: seconds(0.125) },
      },
      notification: { operations: { send: seconds(0.03125) } },
      run: { warmUp: seconds(1) },
    });
    return rebuilt(document, (components, links) => ({
      components,
      links: links.map((link) => ({ ...link, latency: seconds(0.00390625) })),
    }));
  };

  it.each([2, 64, 0.5])("by %d gives the same orders, exactly so much faster", (factor) => {
    const slow = run(scaled(1)).result;
    const fast = run(scaled(factor)).result;
    expect(slow.orders.failed + slow.orders.rejected).toBeGreaterThan(200);
    expect(fast.orders).toEqual(slow.orders);
    expect(fast.ledger).toEqual(slow.ledger);
    expect(fast.failures).toEqual(slow.failures);
    expect(fast.run.events).toBe(slow.run.events);
    expect(fast.run.simulatedSeconds).toBe(slow.run.simulatedSeconds / factor);
    expect(fast.backlog.peak).toBe(slow.backlog.peak);
    expect(fast.backlog.drainedAt).toBe((slow.backlog.drainedAt ?? Number.NaN) / factor);
    for (const kind of ["acceptance", "completion", "refusal"] as const) {
      const times = (latency: typeof slow.latency.completion, scale: number) =>
        [latency.mean, latency.p50, latency.p95, latency.p99, latency.max].map((time) => (time ?? Number.NaN) / scale);
      expect(times(fast.latency[kind], 1)).toEqual(times(slow.latency[kind], factor));
    }
    for (const [id, { meanWait, meanService, ...figures }] of Object.entries(slow.components)) {
      const found = fast.components[id];
      expect(found).toMatchObject(figures);
      expect(found?.meanWait).toBe(meanWait === null ? null : meanWait / factor);
      expect(found?.meanService).toBe(meanService === null ? null : meanService / factor);
    }
  });
});

describe("luck", () => {
  it("is an order's own: what fails elsewhere does not change who is declined", () => {
    const declined = (changes: Changes) => {
      const abundant = { inventory: { items: [{ id: "sneaker", stock: 10_000 }] } };
      return run(checkout({ ...abundant, ...changes })).result.failures["payment declined"];
    };
    const usual = declined({});
    expect(usual).toBeGreaterThan(100);
    expect(declined({ shipping: { failureProbability: 0.3 } })).toBe(usual);
    expect(declined({ payment: { servers: 150, declineProbability: 0.05 } })).toBe(usual);
    expect(declined({ orchestrator: { workers: 100 } })).toBe(usual);
  });

  it("only ever turns for the worse with the odds: who is declined at 5 % is declined at 10 %", () => {
    const counts = [0, 0.05, 0.1, 0.2, 1].map((declineProbability) => {
      const { failures, orders } = run(checkout({ payment: { declineProbability } })).result;
      return (failures["payment declined"] ?? 0) / orders.arrived;
    });
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts[0]).toBe(0);
  });
});

describe("more capacity", () => {
  it("makes nobody wait longer, order by order in a row of services of constant times", () => {
    // With constant times and first-in-first-out everywhere, one more server never delays anybody.
    const constant = (servers: number) =>
      run(
        checkout({
          orchestrator: { workers: null, saga: SAGA.slice(0, 2) },
          inventory: { servers: 100, items: [{ id: "sneaker", stock: 10_000 }], operations: { reserve: "80ms" } },
          payment: { servers, declineProbability: 0, operations: { charge: "500ms" } },
        }),
      ).result.latency.completion;
    const few = constant(180);
    const more = constant(220);
    expect(more.count).toBe(few.count);
    for (const figure of ["mean", "p50", "p95", "p99", "max"] as const) {
      expect(more[figure]).toBeLessThanOrEqual(few[figure] ?? 0);
    }
    expect(more.mean).toBeLessThan(few.mean ?? 0);
  });
});
