// Shoppers who do more than click once: what becomes of their submissions, and of the books.
import { describe, expect, it } from "vitest";
import { readPairDocument } from "../scripts/pairs.ts";
import { verdictsOf } from "../src/analysis/index.ts";
import { type Changes, checkout, rebuilt } from "./checkout.ts";
import { run } from "./run.ts";

const clicks = (...counts: number[]) => ({ process: "counts", interval: "1s", counts, spread: "even" });
/** Nothing fails by itself, nothing is drawn, and each step takes 100 ms. */
const STEADY: Changes = {
  gateway: { serviceTime: 0 },
  orchestrator: { workers: 1, logWrite: 0 },
  inventory: {
    items: [{ id: "item", stock: 50 }],
    operations: { reserve: "100ms", confirm: "100ms", release: "100ms" },
  },
  payment: { declineProbability: 0, operations: { charge: "100ms", refund: "100ms" } },
  shipping: { failureProbability: 0, operations: { create: "100ms" } },
  notification: { failureProbability: 0 },
};
const steady = (changes: Changes) =>
  checkout({
    ...STEADY,
    ...changes,
    gateway: { ...STEADY.gateway, ...changes.gateway },
    orchestrator: { ...STEADY.orchestrator, ...changes.orchestrator },
  });
/** The same without a queue: the shopper's connection is held. */
const synchronous = (changes: Changes) =>
  rebuilt(steady(changes), (components, links) => ({
    components: components.filter(({ kind }) => kind !== "queue"),
    links: [
      ...links.filter(({ from, to }) => from !== "orders" && to !== "orders"),
      { from: "gateway", to: "orchestrator" },
    ],
  }));

describe("shoppers who try again", () => {
  const retries = { max: 3, backoff: "1s", jitter: false };
  const rateLimit = { tokenBucket: { rate: 1, burst: 1 } };

  it("come back after 429, with the backoff doubled each time, and are rejected only when they give up", () => {
    const document = steady({ shoppers: { arrivals: clicks(3), retries }, gateway: { rateLimit } });
    const { result, audit } = run(document);
    expect(audit).toEqual([]);
    // A token a second. Clicks at 1/6, 1/2 and 5/6 s; tries of the second at 1.5, 3.5; of the third at 1.83, 3.83.
    expect(result.orders).toMatchObject({ arrived: 3, submitted: 6, accepted: 3, rejected: 0, completed: 3 });
    expect(result.availability).toEqual({ answered: 3, rateLimited: 3, ratio: 0.5 });
    expect(result.latency.acceptance.max).toBeCloseTo(1 + 2 + 3 * 0.04 + 0.002, 6);
  });

  it("give up after the last try", () => {
    const none = { tokenBucket: { rate: 1e-9, burst: 1 } };
    const document = steady({ shoppers: { arrivals: clicks(2), retries }, gateway: { rateLimit: none } });
    const { result } = run(document);
    expect(result.orders).toMatchObject({ arrived: 2, submitted: 5, accepted: 1, rejected: 1 });
    expect(result.failures).toEqual({ "rate limited": 1 });
    expect(result.latency.refusal.max).toBeCloseTo(1 + 2 + 4 + 4 * 0.04, 6);
  });

  it("wait for what the gateway asks, if they honour it", () => {
    const refused = (honourRetryAfter: boolean) => {
      const none = { tokenBucket: { rate: 1e-9, burst: 1 } };
      const shoppers = { arrivals: clicks(2), retries: { ...retries, max: 1, honourRetryAfter } };
      return run(steady({ shoppers, gateway: { rateLimit: none, retryAfter: "9s" } })).result.latency.refusal.max;
    };
    expect(refused(false)).toBeCloseTo(1.08, 6);
    expect(refused(true)).toBeCloseTo(10.08, 6);
  });

  it("have ten tries and no more before a budget of nothing is spent", () => {
    const none = { tokenBucket: { rate: 1e-9, burst: 1 } };
    const shoppers = { arrivals: clicks(21), retries: { ...retries, budget: 0 } };
    expect(run(steady({ shoppers, gateway: { rateLimit: none } })).result.orders.submitted).toBe(21 + 10);
  });
});

describe("shoppers who stop waiting", () => {
  it("have their order all the same when the submission gets through later", () => {
    const document = steady({
      shoppers: { arrivals: clicks(2), timeout: "300ms" },
      gateway: { servers: 1, serviceTime: "1s" },
    });
    const { result, audit } = run(document);
    expect(audit).toEqual([]);
    expect(result.orders).toMatchObject({ arrived: 2, submitted: 2, accepted: 2, rejected: 0, completed: 2 });
    expect(result.availability.answered).toBe(0);
    expect(result.latency.acceptance.count).toBe(0);
  });

  it("are rejected when it is refused later", () => {
    const document = steady({
      shoppers: { arrivals: clicks(1), timeout: "300ms" },
      gateway: { servers: 1, serviceTime: "1s" },
      faults: [{ kind: "crash", target: "orders", at: 0, duration: "5s" }],
    });
    const { result } = run(document);
    expect(result.orders).toMatchObject({ arrived: 1, rejected: 1 });
    expect(result.failures).toEqual({ "timed out": 1 });
    expect(result.latency.refusal.max).toBeCloseTo(0.3, 9);
  });

  it.each([true, false])("and try again on a held connection have one order, or one a try (deduplicates: %s)", (on) => {
    const document = synchronous({
      shoppers: { arrivals: clicks(1), timeout: "150ms", retries: { max: 2, backoff: "1ms", jitter: false } },
      gateway: { deduplicates: on },
    });
    const { result, audit } = run(document);
    expect(audit).toEqual([]);
    expect(result.orders).toMatchObject({ arrived: 1, submitted: 3, accepted: 1, completed: 1 });
    expect(result.ledger.units.sold).toBe(on ? 1 : 3);
    expect(result.ledger.violations.duplicateOrders).toBe(on ? 0 : 2);
    expect(result.ledger.money.captured).toBe(result.ledger.money.completedValue);
  });
});

describe("a double click", () => {
  const doubleClick = { share: 1, after: "250ms" };

  it.each([true, false])("is one order, or two (deduplicates: %s)", (deduplicates) => {
    const document = steady({ shoppers: { arrivals: clicks(4), doubleClick }, gateway: { deduplicates } });
    const { result, audit } = run(document);
    expect(audit).toEqual([]);
    expect(result.run.ended).toBe("drained");
    expect(result.orders).toMatchObject({ arrived: 4, submitted: 8, accepted: 4, completed: 4 });
    expect(result.ledger.violations.duplicateOrders).toBe(deduplicates ? 0 : 4);
    expect(result.ledger.units.sold).toBe(deduplicates ? 4 : 8);
    expect(result.components.shipping?.completed).toBe(deduplicates ? 4 : 8);
    expect(result.latency.completion.count).toBe(4);
  });
});

describe("a shopper who cancels", () => {
  const cancelled = (after: string, count = 1) =>
    run(steady({ shoppers: { arrivals: clicks(count), cancels: { share: 1, after } } }));

  it("while queued, has an order that no step is taken for", () => {
    const { result, audit } = cancelled("500ms", 4);
    expect(audit).toEqual([]);
    // One worker, 0.4 s an order: the first is confirmed by then, the others are not begun in time.
    expect(result.orders).toMatchObject({ arrived: 4, accepted: 4 });
    expect(result.failures["cancelled by the shopper"]).toBe(result.orders.failed);
    expect(result.orders.failed).toBeGreaterThan(0);
    expect(result.ledger.money.captured - result.ledger.money.refunded).toBe(result.ledger.money.completedValue);
  });

  it("in the middle of the saga, has it undone", () => {
    const { result } = cancelled("150ms");
    expect(result.orders).toMatchObject({ completed: 0, failed: 1 });
    expect(result.failures).toEqual({ "cancelled by the shopper": 1 });
    const { captured, refunded } = result.ledger.money;
    expect(captured).toBeGreaterThan(0);
    expect(refunded).toBe(captured);
    expect(result.ledger.units).toMatchObject({ held: 0, sold: 0 });
  });

  it("after the confirmation, is too late", () => {
    expect(cancelled("340ms").result.orders).toMatchObject({ completed: 1, failed: 0 });
  });
});

describe("bots", () => {
  const bots = { share: 1, submissions: 5 };

  it("place several orders at once, each an intent of its own", () => {
    const { result } = run(steady({ shoppers: { arrivals: clicks(2), bots } }));
    expect(result.orders).toMatchObject({ arrived: 10, submitted: 10, completed: 10 });
  });

  it("get no further than the limit of orders per customer", () => {
    const shoppers = { arrivals: clicks(2), bots };
    const { result, audit } = run(steady({ shoppers, gateway: { perCustomerLimit: 2 } }));
    expect(audit).toEqual([]);
    expect(result.orders).toMatchObject({ arrived: 10, completed: 4, rejected: 6 });
    expect(result.failures).toEqual({ "limit per customer": 6 });
  });
});

describe("a storm of retries", () => {
  const storm = (file: string) => {
    const { scenario, document } = readPairDocument(file);
    const { result, frames } = run(document);
    return verdictsOf(scenario, result, frames()).find(({ id }) => id === "storm");
  };

  it("is over soon after the spike with a budget, and never without; the verdict says so", () => {
    expect(storm("shopper-storm-without-budget.json")).toMatchObject({
      tone: "wrong",
      answer: expect.stringMatching(/^No/),
    });
    const calm = storm("shopper-storm-with-budget.json");
    expect(calm === undefined || calm.tone === "good").toBe(true);
  });
});
