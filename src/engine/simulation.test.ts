import { describe, expect, it } from "vitest";
import { type DocumentInput, parseDocument } from "../model/index.ts";
import { createSimulation } from "./index.ts";

/** One worker; a charge that reconciliation refunds at the next thousandth of a second. */
const document: DocumentInput = {
  format: "doorbuster",
  version: 1,
  architecture: {
    components: [
      {
        id: "shoppers",
        kind: "shoppers",
        config: { arrivals: { process: "counts", interval: 0.01, counts: [11], spread: "random" } },
      },
      { id: "gateway", kind: "gateway", config: { serviceTime: 0 } },
      {
        id: "orchestrator",
        kind: "orchestrator",
        config: {
          workers: 1,
          saga: [
            { step: "charge", component: "payment", operation: "charge" },
            { step: "ship", component: "shipping", operation: "create" },
          ],
        },
      },
      {
        id: "payment",
        kind: "payment",
        config: { reconciliation: "1ms", operations: { charge: { exponential: { mean: "5ms" } } } },
      },
      {
        id: "shipping",
        kind: "shipping",
        config: { failureProbability: 0.8, operations: { create: { exponential: { mean: "1ms" } } } },
      },
    ],
    links: [
      { from: "shoppers", to: "gateway", latency: "10ms" },
      { from: "gateway", to: "orchestrator" },
      { from: "orchestrator", to: "payment" },
      { from: "orchestrator", to: "shipping" },
    ],
  },
};

function simulationOf(input: DocumentInput) {
  const parsed = parseDocument(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return createSimulation(parsed.scenario);
}

const none = { wallSeconds: 0, peakMemoryBytes: null };

describe("a simulation", () => {
  it("lets nothing overtake what an event has planned, whatever the slices", () => {
    const results = [1, 2, 7, 1e9].map((slice) => {
      const simulation = simulationOf(document);
      let before = 0;
      while (!simulation.advance(slice)) {
        const { simulatedSeconds } = simulation.progress();
        expect(simulatedSeconds).toBeGreaterThanOrEqual(before);
        before = simulatedSeconds;
      }
      return simulation.result(none);
    });
    const [first] = results;
    expect(first?.ledger.money.refunded).toBeGreaterThan(0);
    for (const result of results) expect(result).toEqual(first);
  });

  it("has no result before it has ended, and does nothing after it", () => {
    const simulation = simulationOf(document);
    expect(simulation.progress()).toEqual({ simulatedSeconds: 0, arrived: 0, finished: 0, events: 0, backlog: 0 });
    expect(() => simulation.result(none)).toThrow(/not ended/);
    while (!simulation.advance(10)) {}
    const { events } = simulation.progress();
    expect(simulation.advance(10)).toBe(true);
    expect(simulation.progress().events).toBe(events);
  });

  it("fires as many events as it is asked to", () => {
    const simulation = simulationOf(document);
    for (let count = 5; count <= 50; count += 5) {
      simulation.advance(5);
      expect(simulation.progress().events).toBe(count);
    }
  });

  it.each([
    ["drained", {}, "drained"],
    ["at its horizon", { until: "15ms" }, "horizon"],
    ["at its limit", { limit: "15ms" }, "limit"],
    ["at the limit before its horizon", { until: "20ms", limit: "15ms" }, "limit"],
  ])("ends %s", (_, run, ended) => {
    const simulation = simulationOf({ ...document, run });
    while (!simulation.advance(1000)) {}
    const { run: facts, orders } = simulation.result(none);
    expect(facts.ended).toBe(ended);
    expect(simulation.audit()).toEqual([]);
    if (ended === "drained") {
      expect(orders).toMatchObject({ arrived: 11, inFlight: 0 });
    } else {
      expect(facts.simulatedSeconds).toBe(0.015);
      expect(orders.inFlight).toBeGreaterThan(0);
      expect(orders.arrived).toBe(orders.inFlight + orders.completed + orders.failed + orders.rejected);
    }
  });

  it("keeps wall time and memory out of the digest", () => {
    const digests = [none, { wallSeconds: 9, peakMemoryBytes: 1e9 }].map((conditions) => {
      const simulation = simulationOf(document);
      while (!simulation.advance(1000)) {}
      return simulation.result(conditions).run.digest;
    });
    expect(digests[0]).toBe(digests[1]);
  });
});
