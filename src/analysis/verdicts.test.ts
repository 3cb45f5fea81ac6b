import { describe, expect, it } from "vitest";
import {
  COMPONENT_SERIES,
  type ComponentSeriesName,
  parseDocument,
  type RunResult,
  SERIES,
  type SeriesName,
  VIOLATIONS,
  type ViolationKey,
} from "../model/index.ts";
import { type AnySamples, overloadOf } from "./overload.ts";
import { verdictsOf } from "./verdicts.ts";

const parsed = parseDocument({
  format: "doorbuster",
  version: 1,
  architecture: {
    components: [
      { id: "shoppers", kind: "shoppers" },
      { id: "gateway", kind: "gateway" },
      { id: "orders", kind: "queue" },
      {
        id: "orchestrator",
        kind: "orchestrator",
        config: {
          saga: [
            { step: "charge", component: "payment", operation: "charge", compensation: "refund" },
            { step: "notify", component: "notification", operation: "send", onFailure: "continue" },
          ],
        },
      },
      { id: "payment", kind: "payment", config: { servers: 10, operations: { charge: "500ms" } } },
      { id: "notification", kind: "notification" },
    ],
    links: [
      { from: "shoppers", to: "gateway" },
      { from: "gateway", to: "orders" },
      { from: "orders", to: "orchestrator" },
      { from: "orchestrator", to: "payment" },
      { from: "orchestrator", to: "notification" },
    ],
  },
});
if (!parsed.ok) throw new Error("the fixture is a document");
const { scenario } = parsed;

const noViolations = Object.fromEntries(Object.keys(VIOLATIONS).map((key) => [key, 0])) as Record<ViolationKey, number>;
const latency = { count: 100, mean: 5, p50: 4, p95: 8, p99: 9, max: 10 };
const busy = (utilization: number) => ({
  kind: "payment",
  completed: 100,
  utilization,
  meanQueue: 0,
  peakQueue: 0,
  meanWait: 0,
  meanService: 0.5,
});

const calm: RunResult = {
  scenario: { name: "A test", digest: "" },
  run: {
    seed: 1,
    ended: "drained",
    events: 1000,
    simulatedSeconds: 8,
    wallSeconds: 1,
    peakMemoryBytes: null,
    digest: "",
    engineVersion: "1",
  },
  orders: {
    arrived: 100,
    submitted: 100,
    accepted: 100,
    rejected: 0,
    completed: 100,
    failed: 0,
    stuck: 0,
    lost: 0,
    inFlight: 0,
  },
  availability: { answered: 100, rateLimited: 0, ratio: 1 },
  backlog: {
    peak: 0,
    peakAt: null,
    peakBytes: 0,
    drainedAt: null,
    toldToWait: 0,
    meanEstimate: null,
    maxEstimate: null,
  },
  latency: { acceptance: latency, completion: latency, refusal: latency },
  ledger: {
    units: { stock: 500, available: 400, held: 0, sold: 100 },
    money: { captured: 100_000, refunded: 0, completedValue: 100_000 },
    violations: noViolations,
  },
  examples: {},
  shownBy: {},
  undriven: { orders: 0, mean: null, longest: null },
  failures: {},
  components: { payment: busy(0.4), orchestrator: busy(0.3) },
  goals: [],
};

/** Eight seconds, one sample a second; what is not given stands at 0. */
function samples(
  series: Partial<Record<SeriesName, readonly (number | null)[]>>,
  components: Readonly<Record<string, Partial<Record<ComponentSeriesName, readonly (number | null)[]>>>> = {},
): AnySamples {
  const times = [1, 2, 3, 4, 5, 6, 7, 8];
  const zeros = times.map(() => 0);
  const all = <Name extends string>(names: readonly Name[], given: Partial<Record<Name, readonly (number | null)[]>>) =>
    Object.fromEntries(names.map((name) => [name, given[name] ?? zeros])) as Record<Name, readonly (number | null)[]>;
  return {
    interval: 1,
    times,
    series: all(SERIES, series),
    components: Object.fromEntries(
      scenario.architecture.components.map(({ id }) => [id, all(COMPONENT_SERIES, components[id] ?? {})]),
    ),
  };
}

const completed = [10, 20, 30, 40, 50, 60, 70, 80];
const upTo = (rate: number) => completed.map((_, k) => rate * (k + 1));
const saturated = { busyTime: upTo(10), serverTime: upTo(10) };

const answer = (result: RunResult, id: string, given = samples({ completed })) => {
  const verdict = verdictsOf(scenario, result, given).find((each) => each.id === id);
  if (verdict === undefined) throw new Error(`no verdict ${id}`);
  return verdict;
};

describe("overload", () => {
  it("is when more wait than can end in a second", () => {
    const backlog = [0, 5, 11, 80, 40, 11, 9, 0];
    const overload = overloadOf(scenario, calm, samples({ completed, backlog }, { payment: saturated }));
    expect(overload).toMatchObject({ seconds: 4, from: 2, until: 7, peakWaiting: 80, peakAt: 4 });
  });

  it("has no end when the run ends behind", () => {
    const backlog = [0, 0, 0, 0, 0, 20, 30, 40];
    expect(overloadOf(scenario, calm, samples({ completed, backlog }))).toMatchObject({ from: 5, until: null });
  });

  it("counts those who wait for a service, but not for a best-effort one", () => {
    const queue = [0, 50, 50, 0, 0, 0, 0, 0];
    const waits = samples({ completed }, { payment: { queue } });
    expect(overloadOf(scenario, calm, waits)).toMatchObject({ seconds: 2, peakWaiting: 50 });
    const late = samples({ completed }, { notification: { queue } });
    expect(overloadOf(scenario, calm, late)).toMatchObject({ seconds: 0, from: null, peakWaiting: 0 });
  });

  it("blames the saturated service, not the workers that wait for it", () => {
    const backlog = completed.map(() => 50);
    const services = {
      orchestrator: saturated,
      payment: { busyTime: upTo(9.9), serverTime: upTo(10) },
    };
    const overload = overloadOf(scenario, calm, samples({ completed, backlog }, services));
    expect(overload.bottleneck).toMatchObject({ id: "payment", isDriver: false });
    expect(overload.bottleneck?.utilization).toBeCloseTo(0.99, 9);
  });

  it("blames the workers when no service is busy", () => {
    const backlog = completed.map(() => 50);
    const services = { orchestrator: saturated, payment: { busyTime: upTo(3), serverTime: upTo(10) } };
    const overload = overloadOf(scenario, calm, samples({ completed, backlog }, services));
    expect(overload.bottleneck).toEqual({
      id: "orchestrator",
      name: "Order orchestrator",
      utilization: 1,
      isDriver: true,
    });
  });
});

describe("verdicts", () => {
  it("are calm about a run that kept up", () => {
    const verdicts = verdictsOf(scenario, calm, samples({ completed }));
    expect(verdicts.map(({ tone }) => tone)).not.toContain("wrong");
    expect(answer(calm, "pace").answer).toMatch(/^Yes/);
    expect(answer(calm, "hurt").answer).toBe("Every order completed.");
    expect(answer(calm, "why")).toMatchObject({
      question: "What is busiest?",
      answer: "Payment service, servers 40% busy.",
    });
    expect(answer(calm, "stock").answer).toBe("100 of 500 units sold.");
    expect(answer(calm, "money").answer).toMatch(/^Yes/);
    expect(answer(calm, "books").answer).toMatch(/^No/);
  });

  it("say for how long it was behind, and why", () => {
    const given = samples({ completed, backlog: [0, 5, 11, 80, 40, 11, 9, 0] }, { payment: saturated });
    const pace = answer(
      {
        ...calm,
        backlog: {
          peak: 80,
          peakAt: 4,
          peakBytes: 160_000,
          drainedAt: 8,
          toldToWait: 0,
          meanEstimate: null,
          maxEstimate: null,
        },
      },
      "pace",
      given,
    );
    expect(pace).toMatchObject({ answer: "No, for 4 s.", tone: "wrong" });
    expect(pace.details).toEqual([
      "It fell behind at 2 s and had caught up at 7 s.",
      "Up to 80 orders waited, at 4 s. The queue took 160 kB.",
    ]);
    const why = answer(calm, "why", given);
    expect(why.answer).toBe("Payment service: servers 100% busy while orders waited.");
    expect(why.details).toEqual(["10 servers at 500 ms an order can take 20/s; up to 100/s came."]);
  });

  it("say who is hurt", () => {
    const orders = { ...calm.orders, rejected: 10, failed: 30, completed: 60 };
    const failures = { "payment declined": 10, "out of stock": 20 };
    const hurt = answer({ ...calm, orders, failures }, "hurt");
    expect(hurt.answer).toBe("40% of the orders came to nothing.");
    expect(hurt.tone).toBe("plain");
    expect(hurt.details).toContain("Turned away: 10 (10%).");
    expect(hurt.details).toContain("Failed: 30 (30%), out of stock 20, payment declined 10.");
    expect(answer({ ...calm, orders: { ...orders, rejected: 9, lost: 1 } }, "hurt").tone).toBe("wrong");
  });

  it("see money that was kept without an order, and do not cry wolf over what is under way", () => {
    const ledger = { ...calm.ledger, money: { captured: 100_000, refunded: 0, completedValue: 90_000 } };
    expect(answer({ ...calm, ledger }, "money")).toMatchObject({
      answer: "No: 100.00 too much was kept.",
      tone: "wrong",
    });
    const orders = { ...calm.orders, inFlight: 10, completed: 90 };
    expect(answer({ ...calm, ledger, orders }, "money").tone).toBe("plain");
  });

  it("see overselling and every broken promise", () => {
    const violations = { ...noViolations, oversoldUnits: 3, doubleCharges: 2 };
    const broken = { ...calm, ledger: { ...calm.ledger, violations } };
    expect(answer(broken, "stock")).toMatchObject({ answer: "Oversold by 3 units.", tone: "wrong" });
    expect(answer(broken, "books")).toMatchObject({
      answer: "Yes: oversold units, double charges.",
      tone: "wrong",
    });
  });
});
