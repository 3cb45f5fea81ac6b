import { describe, expect, it } from "vitest";
import { FIGURES, figureOf, HEADLINE_FIGURES, readFigure } from "./figures.ts";
import { judge } from "./goals.ts";
import type { RunResult } from "./result.ts";

const latency = { count: 0, mean: null, p50: null, p95: null, p99: null, max: null };
const result: RunResult = {
  scenario: { name: "", digest: "" },
  run: {
    seed: 1,
    ended: "drained",
    events: 5,
    simulatedSeconds: 2,
    wallSeconds: 0.1,
    peakMemoryBytes: null,
    digest: "",
    engineVersion: "",
  },
  orders: {
    arrived: 3,
    submitted: 3,
    accepted: 3,
    rejected: 0,
    completed: 2,
    failed: 1,
    stuck: 0,
    lost: 0,
    inFlight: 0,
  },
  availability: { answered: 3, rateLimited: 0, ratio: 1 },
  backlog: { peak: 2, peakAt: 1, peakBytes: 4000, drainedAt: 2, toldToWait: 1, meanEstimate: 2, maxEstimate: 2 },
  latency: { acceptance: { ...latency, count: 3, p99: 0.5 }, completion: latency, refusal: latency },
  ledger: {
    units: { stock: 5, available: 3, held: 0, sold: 2 },
    money: { captured: 20_000, refunded: 0, completedValue: 20_000 },
    violations: {
      oversoldUnits: 0,
      doubleCharges: 0,
      chargedWithoutOrder: 0,
      shippedWithoutPayment: 0,
      doubleShipments: 0,
      duplicateOrders: 0,
      leakedHolds: 0,
      lostOrders: 0,
      stuckSagas: 0,
    },
  },
  examples: {},
  shownBy: {},
  undriven: { orders: 1, mean: 2, longest: 2 },
  failures: { "out of stock": 1 },
  components: {
    pay: { kind: "payment", completed: 2, utilization: 0.5, meanQueue: 0, peakQueue: 1, meanWait: 0, meanService: 0.5 },
  },
  status: { told: 3, untold: 0, staleness: latency, polls: 0, pollRate: 0, connections: { peak: 1, mean: 0.5 } },
  goals: [],
};

describe("readFigure", () => {
  it.each([
    ["orders.completed", 2],
    ["latency.acceptance.p99", 0.5],
    ["latency.completion.p99", null],
    ["ledger.violations.oversoldUnits", 0],
    ["components.pay.utilization", 0.5],
    ["components.nobody.utilization", null],
    ["failures.out of stock", 1],
    ["failures.payment declined", 0],
    ["orders", null],
    ["orders.toString", null],
    ["", null],
  ])("%s", (path, value) => {
    expect(readFigure(result, path)).toBe(value);
  });

  it("finds every figure it lists", () => {
    const missing = FIGURES.filter(({ path }) => readFigure(result, path) === null && !/latency|staleness/.test(path));
    expect(missing).toEqual([]);
  });
});

it("knows units", () => {
  expect(figureOf("components.pay.meanWait")).toEqual({
    path: "components.pay.meanWait",
    label: "pay: mean wait",
    unit: "seconds",
  });
  expect(HEADLINE_FIGURES).toHaveLength(13);
});

it("judges goals, and none by a figure that is missing", () => {
  const judged = (figure: string, bound: "atMost" | "atLeast", target: number) =>
    judge({ name: "", figure, bound, target }, result).met;
  expect(judged("latency.acceptance.p99", "atMost", 0.5)).toBe(true);
  expect(judged("latency.acceptance.p99", "atMost", 0.4)).toBe(false);
  expect(judged("orders.completed", "atLeast", 2)).toBe(true);
  expect(judged("orders.completed", "atLeast", 3)).toBe(false);
  expect(judged("latency.completion.p99", "atMost", 100)).toBe(false);
});
