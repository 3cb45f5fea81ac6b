// Found among generated designs: a driver that dies while it writes down that its own guard has refused the call.
import { describe, expect, it } from "vitest";
import { createSimulation } from "../src/engine/index.ts";
import { checkout } from "./checkout.ts";
import { read } from "./run.ts";

/** The second order finds the bulkhead full, and full again 0.15 s later; its record would be written 0.1 s after that. */
const DOCUMENT = checkout({
  shoppers: { arrivals: { process: "counts", interval: "20ms", counts: [1, 1], spread: "even" } },
  gateway: { serviceTime: "5ms" },
  orchestrator: { logWrite: "100ms", lease: "500ms" },
  inventory: { items: [{ id: "item", stock: 2 }], operations: { reserve: "500ms", confirm: "30ms" } },
  payment: { declineProbability: 0 },
  shipping: { failureProbability: 0 },
  calls: { timeout: "5s", bulkhead: 1, retries: { max: 1, backoff: "150ms", jitter: false } },
  faults: [{ kind: "crash", target: "orchestrator", instance: null, at: 0.25, duration: 0.05 }],
});

describe("a driver that dies while it logs a refusal of its own guard", () => {
  it("leaves the order to the next one, and does not end it as well", () => {
    const simulation = createSimulation(read(DOCUMENT), { follow: new Set(["2"]) });
    while (!simulation.advance(1e6)) {}
    const { orders, ledger } = simulation.result({ wallSeconds: 0, peakMemoryBytes: null });
    const events = simulation.stories()[0].events.map(({ event }) => event);
    const ends = events.filter((event) => event === "completed" || event === "failed");
    expect(events.slice(3, 7)).toEqual(["callRefused", "callRefused", "crashedUnrecorded", "resumed"]);
    expect(ends).toHaveLength(1);
    expect(orders.completed + orders.failed).toBe(2);
    expect(Object.values(ledger.violations).every((count) => count === 0)).toBe(true);
    expect(simulation.audit()).toEqual([]);
  });
});

describe("a worker at a poison message that stands still until another one has the message", () => {
  it("dies without handing the message out a second time", () => {
    const document = checkout({
      shoppers: { arrivals: { process: "counts", interval: "10ms", counts: [1] }, poisonProbability: 1 },
      orders: { maxDeliveries: 3 },
      orchestrator: { lease: 0 },
      faults: [{ kind: "pause", target: "orchestrator", instance: null, at: 2.5, duration: 0.3 }],
    });
    const simulation = createSimulation(read(document));
    while (!simulation.advance(1e6)) {}
    const { orders } = simulation.result({ wallSeconds: 0, peakMemoryBytes: null });
    expect({ stuck: orders.stuck, inFlight: orders.inFlight }).toEqual({ stuck: 1, inFlight: 0 });
    expect(simulation.audit()).toEqual([]);
  });
});
