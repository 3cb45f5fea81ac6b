// Services that call others, caches, databases and load balancers, in whole documents with round numbers.
import { describe, expect, it } from "vitest";
import {
  type ComponentInput,
  checkWiring,
  type DocumentInput,
  type LinkInput,
  parseDocument,
} from "../src/model/index.ts";
import { run } from "./run.ts";

type Config = Readonly<Record<string, unknown>>;

interface Plan {
  /** Clicks in each second. */
  readonly clicks?: readonly number[];
  readonly target?: string;
  readonly components: readonly ComponentInput[];
  readonly links: readonly LinkInput[];
  readonly call?: Config;
  readonly saga?: readonly Config[];
  readonly faults?: DocumentInput["faults"];
}

/** Orders of one step, which calls `target`, in front of which nothing takes any time. */
function plan({ clicks = [1], target = "pricing", components, links, call = {}, saga, faults }: Plan): DocumentInput {
  const step = { step: "price", component: target, operation: "call", compensation: "undo" };
  return {
    format: "doorbuster",
    version: 1,
    architecture: {
      components: [
        {
          id: "shoppers",
          kind: "shoppers",
          config: { arrivals: { process: "counts", interval: "1s", counts: clicks, spread: "even" } },
        },
        { id: "gateway", kind: "gateway", config: { servers: null, serviceTime: 0 } },
        { id: "orchestrator", kind: "orchestrator", config: { workers: null, saga: saga ?? [step] } },
        ...components,
      ],
      links: [
        { from: "shoppers", to: "gateway" },
        { from: "gateway", to: "orchestrator" },
        { from: "orchestrator", to: target, ...call },
        ...links,
      ],
    },
    ...(faults && { faults }),
    run: { seed: 1, until: "drained", limit: "1h" },
  };
}

const pricing = (config: Config = {}): ComponentInput => ({
  id: "pricing",
  kind: "service",
  config: { servers: 10, operations: { call: "100ms", undo: "10ms" }, ...config },
});
const read = { component: "db", operation: "read" };
const db = (config: Config = {}): ComponentInput => ({
  id: "db",
  kind: "database",
  config: { servers: 10, operations: { read: "200ms", write: "400ms" }, ...config },
});
const toDb: LinkInput = { from: "pricing", to: "db", latency: "5ms" };

describe("a service that calls a database", () => {
  it("answers after its own work and each call, there and back, and keeps its server meanwhile", () => {
    const write = { component: "db", operation: "write" };
    const document = plan({ components: [pricing({ calls: [read, write] }), db()], links: [toDb] });
    const { result } = run(document);
    expect(result.latency.completion.max).toBeCloseTo(0.1 + 0.21 + 0.41, 12);
    expect(result.components.pricing?.meanService).toBeCloseTo(0.72, 12);
    expect(result.components.db).toMatchObject({ completed: 2 });
    expect(result.components.db?.meanService).toBeCloseTo(0.3, 12);
  });

  it("makes its own callers wait when the database has too few connections", () => {
    const waits = (servers: number) =>
      run(plan({ clicks: [8], components: [pricing({ calls: [read], servers: 2 }), db({ servers })], links: [toDb] }))
        .result.components;
    expect(waits(2).pricing?.meanWait).toBeLessThan(waits(1).pricing?.meanWait ?? 0);
    expect(waits(1).db?.peakQueue).toBe(1);
  });

  it("calls only during the operation that needs it", () => {
    const calls = [{ ...read, during: "undo" }];
    const saga = [
      { step: "price", component: "pricing", operation: "call", compensation: "undo" },
      { step: "again", component: "pricing", operation: "call", compensation: "undo" },
    ];
    const fine = run(plan({ saga, components: [pricing({ calls }), db()], links: [toDb] })).result;
    expect(fine.components.db?.completed).toBe(0);
    const refused = run(
      plan({ saga, clicks: [40], components: [pricing({ calls, failureProbability: 0.5 }), db()], links: [toDb] }),
    ).result;
    expect(refused.failures["refused by a service"]).toBe(refused.orders.failed);
    expect(refused.components.db?.completed).toBeGreaterThan(0);
    expect(refused.ledger.violations.stuckSagas).toBe(0);
  });

  it("gives up after the timeout of the link, and the database works on", () => {
    const document = plan({
      components: [pricing({ calls: [read] }), db({ operations: { read: "2s" } })],
      links: [{ ...toDb, timeout: "300ms" }],
    });
    const { result } = run(document);
    expect(result.failures["service error"]).toBe(1);
    expect(result.components.pricing?.meanService).toBeCloseTo(0.4, 12);
    expect(result.components.db).toMatchObject({ completed: 1, meanService: 2 });
  });

  it("waits for ever for a database that died, unless it has a timeout", () => {
    const crash = [{ kind: "crash", target: "db", at: "650ms", duration: "1s" }];
    const components = [pricing({ calls: [read] }), db()];
    const hung = run(plan({ components, links: [toDb], faults: crash })).result;
    expect(hung.orders.stuck).toBe(1);
    const links = [{ ...toDb, timeout: "300ms" }];
    const call = { retries: { max: 1, backoff: "1s", jitter: false } };
    const { result, audit } = run(plan({ components, links, call, faults: crash }));
    expect(result.orders.completed).toBe(1);
    expect(audit).toEqual([]);
  });

  it("dies with those whose calls it waits for", () => {
    const faults = [{ kind: "crash", target: "pricing", at: "650ms", duration: "100ms" }];
    const call = { timeout: "1s", retries: { max: 1, backoff: "1s", jitter: false } };
    const { result, audit } = run(
      plan({ components: [pricing({ calls: [read] }), db()], links: [toDb], call, faults }),
    );
    expect(result.orders.completed).toBe(1);
    expect(result.components.db?.completed).toBe(2);
    expect(audit).toEqual([]);
  });
});

const cache = (config: Config = {}): ComponentInput => ({
  id: "cache",
  kind: "cache",
  config: { operations: { get: "1ms" }, keys: 1, ...config },
});
const get = { component: "cache", operation: "get" };
const throughCache = [
  { from: "pricing", to: "cache" },
  { from: "cache", to: "db" },
];

describe("a cache", () => {
  const sale = (config: Config, clicks = [1, 1, 1, 1], operations = { read: "200ms" }) =>
    run(
      plan({ clicks, components: [pricing({ calls: [get] }), cache(config), db({ operations })], links: throughCache }),
    ).result;

  it("answers from memory what it has read once, for as long as it lives", () => {
    const { latency, components } = sale({});
    expect(components.db?.completed).toBe(1);
    expect(components.cache?.hitRatio).toBe(3 / 4);
    expect(latency.completion.max).toBeCloseTo(0.301, 12);
    expect(latency.completion.p50).toBeCloseTo(0.101, 3);
    // Stored at 0.801 s: valid until 2.301 s, so the click of 2.5 s finds nothing.
    expect(sale({ ttl: "1500ms" }).components.db?.completed).toBe(2);
  });

  it("has what is popular when it is pre-warmed", () => {
    expect(sale({ start: "preWarmed" }).components.db?.completed).toBe(0);
    const many = { keys: 1000, capacity: 100, skew: 1 };
    const cold = sale(many, [200, 200]).components.cache?.hitRatio ?? 0;
    const warm = sale({ ...many, start: "preWarmed" }, [200, 200]).components.cache?.hitRatio ?? 0;
    expect(warm).toBeGreaterThan(cold + 0.1);
  });

  it("warms with what is read: its hit ratio comes to the popularity of what it can hold", () => {
    const { hitRatio } = sale({ keys: 100, skew: 1, capacity: null }, [2000]).components.cache ?? {};
    // All but the first read of each key, or a few more while that is under way.
    expect(hitRatio).toBeGreaterThan(1 - (2.5 * 100) / 2000);
    expect(hitRatio).toBeLessThan(1);
  });

  it("sends one read for all who miss a key at the same time, where requests are coalesced", () => {
    const operations = { read: "400ms" };
    expect(sale({}, [10], operations).components.db?.completed).toBe(1);
    // Of clicks 100 ms apart, four come before the first read is back, and one at its very instant.
    expect(sale({ coalescing: false }, [10], operations).components.db?.completed).toBeGreaterThanOrEqual(4);
    expect(sale({}, [10], operations).orders.completed).toBe(10);
  });

  it("forgets a key that is invalidated, and everything when it dies", () => {
    const calls = [get, { component: "cache", operation: "invalidate" }];
    const document = plan({ clicks: [1, 1], components: [pricing({ calls }), cache(), db()], links: throughCache });
    expect(run(document).result.components.db?.completed).toBe(2);
    const faults = [{ kind: "crash", target: "cache", at: "1s", duration: "100ms" }];
    const crashed = plan({
      clicks: [1, 1],
      components: [pricing({ calls: [get] }), cache(), db()],
      links: throughCache,
      faults,
    });
    expect(run(crashed).result.components.db?.completed).toBe(2);
  });

  it("fails those who wait for a read that fails", () => {
    const faults = [{ kind: "outage", target: "db", at: 0, duration: "30s" }];
    const components = [pricing({ calls: [get] }), cache(), db()];
    const { result } = run(plan({ clicks: [3], components, links: throughCache, faults }));
    expect(result.failures["service error"]).toBe(3);
  });
});

const copies = (...times: readonly string[]): ComponentInput[] =>
  times.map((call, i) => ({ id: `copy-${i}`, kind: "service", config: { servers: 1, operations: { call } } }));
const balanced = (policy: string, clicks: readonly number[], ...times: readonly string[]) => ({
  target: "balancer",
  clicks,
  components: [{ id: "balancer", kind: "loadBalancer", config: { policy } } as const, ...copies(...times)],
  links: times.map((_, i) => ({ from: "balancer", to: `copy-${i}` })),
});
const shares = (document: DocumentInput, copiesOf = 3) => {
  const { result } = run(document);
  return Array.from({ length: copiesOf }, (_, i) => result.components[`copy-${i}`]?.completed);
};

describe("a load balancer", () => {
  it("takes each in turn, however slow, under round robin", () => {
    expect(shares(plan(balanced("roundRobin", [9], "1s", "1ms", "1ms")))).toEqual([3, 3, 3]);
  });

  it("spares the slow one under least connections, and takes equals in turn", () => {
    expect(shares(plan(balanced("leastConnections", [9], "20s", "1ms", "1ms")))).toEqual([1, 4, 4]);
    expect(shares(plan(balanced("leastConnections", [9], "1ms", "1ms", "1ms")))).toEqual([3, 3, 3]);
  });

  it("mostly spares the slow one when it takes the better of two at random", () => {
    const [slow, one, other] = shares(plan(balanced("randomTwo", [60, 60], "20s", "1ms", "1ms")));
    // The slow one is taken when it has as few under way as the other one drawn: twice at the most while both stand idle.
    expect(slow).toBeLessThan(4);
    expect((slow ?? 0) + (one ?? 0) + (other ?? 0)).toBe(120);
    expect(Math.min(one ?? 0, other ?? 0)).toBeGreaterThan(40);
  });

  it("takes as long as the links to what stands behind it", () => {
    const document = balanced("roundRobin", [2], "100ms", "100ms");
    const links = document.links.map((link) => ({ ...link, latency: "10ms" }));
    expect(run(plan({ ...document, links })).result.latency.completion.max).toBeCloseTo(0.12, 12);
  });

  it("counts no call to a component that died as under way for ever", () => {
    const document = balanced("leastConnections", [10, 10], "100ms", "100ms");
    const faults = [{ kind: "crash", target: "copy-0", at: "500ms", duration: "100ms" }];
    const call = { timeout: "1s", retries: { max: 3, backoff: "100ms", jitter: false } };
    const { result, audit } = run(plan({ ...document, call, faults }));
    expect(result.orders.completed).toBe(20);
    expect(result.components["copy-0"]?.completed).toBeGreaterThan(5);
    expect(audit).toEqual([]);
  });

  it("sends an order back to the payment service that knows it", () => {
    const pay = (id: string): ComponentInput => ({ id, kind: "payment", config: { operations: { charge: "100ms" } } });
    const saga = [
      { step: "charge", component: "balancer", operation: "charge", compensation: "refund" },
      { step: "check", component: "pricing", operation: "call" },
    ];
    const document = plan({
      target: "balancer",
      clicks: [20],
      saga,
      components: [
        { id: "balancer", kind: "loadBalancer" },
        pay("one"),
        pay("two"),
        pricing({ failureProbability: 1 }),
      ],
      links: [
        { from: "balancer", to: "one" },
        { from: "balancer", to: "two" },
        { from: "orchestrator", to: "pricing" },
      ],
    });
    const { result, audit } = run(document);
    expect(result.orders.failed).toBe(20);
    expect(result.ledger.money).toEqual({ captured: 200_000, refunded: 200_000, completedValue: 0 });
    expect([result.components.one?.completed, result.components.two?.completed]).toEqual([20, 20]);
    expect(audit).toEqual([]);
  });
});

describe("wiring", () => {
  const problemsOf = (document: DocumentInput) => {
    const parsed = parseDocument(document);
    if (!parsed.ok) throw new Error("cannot be read");
    return checkWiring(parsed.scenario).map(({ path, message }) => `${path}: ${message}`);
  };

  it("of a service asks for what it calls, and says so", () => {
    const calls = [{ component: "db", operation: "reed" }, { component: "nobody", operation: "read" }, get];
    const document = plan({
      components: [pricing({ calls }), db(), cache()],
      links: [toDb, { from: "cache", to: "db" }],
    });
    expect(problemsOf(document)).toEqual([
      'architecture.components[3].config.calls[0].operation: database "Database" has no operation "reed" (it has read, write)',
      'architecture.components[3].config.calls[1].component: no component has the id "nobody"',
      'architecture.components[3].config.calls[2].component: service "Service" is not wired to cache "Cache"',
    ]);
  });

  it("of a load balancer asks for components of one kind", () => {
    const document = plan({
      target: "balancer",
      components: [{ id: "balancer", kind: "loadBalancer" }, ...copies("1ms"), db()],
      links: [
        { from: "balancer", to: "copy-0" },
        { from: "balancer", to: "db" },
      ],
    });
    expect(problemsOf(document)).toEqual([
      'architecture.components[3]: loadBalancer "Load balancer" must be linked to components of one kind (it is linked to service and database)',
    ]);
  });

  it("allows a timeout where somebody waits for an answer, and retries out of orchestrators only", () => {
    const links = [{ ...toDb, timeout: "1s", retries: { max: 1 } }];
    expect(problemsOf(plan({ components: [pricing({ calls: [read] }), db()], links }))).toEqual([
      "architecture.links[3].retries: is for links out of an orchestrator only",
    ]);
  });

  it("takes stores that nothing calls for unused, and needs no more of them", () => {
    const document = plan({ components: [pricing(), db()], links: [toDb] });
    expect(problemsOf(document)).toEqual([
      'architecture.components[4]: database "Database" is not used: nothing calls it',
    ]);
    expect(run(document).result.components.db?.completed).toBe(0);
  });
});
