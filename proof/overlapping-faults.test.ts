// Found with hand-made documents: what one fault had begun, another one of the same instance forgot or left alive.
import { describe, expect, it } from "vitest";
import { createSimulation } from "../src/engine/index.ts";
import type { DocumentInput, StoryEvent } from "../src/model/index.ts";
import { type Changes, checkout } from "./checkout.ts";
import { read, run } from "./run.ts";

type Kind = "pause" | "crash";
const strike = (kind: Kind, at: number, duration: number, instance: number | null = 0) => ({
  kind,
  target: "orchestrator",
  instance,
  at,
  duration,
});

/** Orders of two instances, over four seconds. */
const busy = (faults: NonNullable<DocumentInput["faults"]>, orchestrator: Changes["orchestrator"] = {}) =>
  run(
    checkout({
      shoppers: { arrivals: { startRate: 40, stages: [{ target: 40, duration: "4s" }] } },
      orchestrator: { instances: 2, workers: 80, lease: "30s", ...orchestrator },
      calls: { timeout: "1s", retries: { max: 3, backoff: "200ms" } },
      run: { seed: 1, limit: "5m" },
      faults,
    }),
  );

describe("a fault within another one of its kind, of the same instance", () => {
  it.each([
    ["pause", {}],
    ["crash", {}],
    ["crash", { coordination: "twoPhaseCommit" }],
  ] as const)("changes nothing: the instance goes on when both are over (%s, %j)", (kind, settings) => {
    const one = busy([strike(kind, 1, 4)], settings);
    const two = busy([strike(kind, 1, 4), strike(kind, 2, 1)], settings);
    expect(two.audit).toEqual([]);
    expect(two.result.run.ended).toBe("drained");
    expect(two.result.orders).toEqual(one.result.orders);
    expect(two.result.latency).toEqual(one.result.latency);
    expect(two.result.components.orchestrator).toEqual(one.result.components.orchestrator);
  });

  it.each(["saga", "twoPhaseCommit"])("lasts until the last of them is over (%s)", (coordination) => {
    const whole = busy([strike("crash", 1, 5)], { coordination });
    const parts = busy([strike("crash", 1, 3), strike("crash", 2, 4)], { coordination });
    expect(parts.audit).toEqual([]);
    expect(parts.result.orders).toEqual(whole.result.orders);
    expect(parts.result.latency).toEqual(whole.result.latency);
    expect(parts.result.components.orchestrator).toEqual(whole.result.components.orchestrator);
  });
});

/** One order, whose click is at 0 s and whose first worker, of instance 0, has it at 21 ms; its charge takes a second. */
function story(faults: NonNullable<DocumentInput["faults"]>, orchestrator: Changes["orchestrator"] = {}) {
  const document = checkout({
    shoppers: { arrivals: { process: "counts", interval: "10ms", counts: [1], spread: "even" } },
    gateway: { servers: null, serviceTime: 0 },
    orchestrator: { instances: 2, workers: 2, lease: "2s", fencing: false, ...orchestrator },
    inventory: { items: [{ id: "item", stock: 5 }], operations: { reserve: "100ms", confirm: "100ms" } },
    payment: { declineProbability: 0, operations: { charge: "1s" } },
    shipping: { failureProbability: 0, idempotencyKeys: false },
    notification: { failureProbability: 0 },
    faults,
  });
  const simulation = createSimulation(read(document), { follow: new Set(["1"]) });
  while (!simulation.advance(1e6)) {}
  const { result, audit } = {
    result: simulation.result({ wallSeconds: 0, peakMemoryBytes: null }),
    audit: simulation.audit(),
  };
  expect(audit).toEqual([]);
  expect(result.run.ended).toBe("drained");
  expect(result.orders.completed).toBe(1);
  const events: readonly StoryEvent[] = simulation.stories()[0]?.events ?? [];
  return { result, events, count: (name: string) => events.filter(({ event }) => event === name).length };
}

describe("an instance that stood still, lost its order to another one, and dies", () => {
  it("does not drive the order any further, once it has gone on", () => {
    // It goes on at 3 s and charges; the other one has the order since 2.05 s.
    const { result, count } = story([strike("pause", 0.05, 2.95), strike("crash", 3.05, 1)]);
    expect(count("crashed")).toBe(1);
    expect(count("shipped")).toBe(1);
    expect(result.ledger.violations.doubleShipments).toBe(0);
  });

  it("does not drive the order any further, when it dies before it goes on", () => {
    const { result, count } = story([strike("pause", 0.05, 3), strike("crash", 2.5, 0.1)]);
    expect(count("crashed") + count("crashedUnrecorded")).toBe(1);
    expect(count("shipped")).toBe(1);
    expect(result.ledger.violations.doubleShipments).toBe(0);
  });
});

describe("an instance that dies while it stands still", () => {
  it("has written nothing in the meantime", () => {
    // The reservation is answered at 0.228 s; its record would be in the log at 0.328 s.
    const slowly = { logWrite: "100ms" };
    const { events } = story([strike("pause", 0.25, 1), strike("crash", 0.9, 1)], slowly);
    const resumed = events.find(({ event }) => event === "resumed");
    expect([resumed?.step, events.filter((e) => e.event === "called" && e.step === "reserve").length]).toEqual([
      "reserve",
      2,
    ]);
  });

  it("has had its lease since it stood still", () => {
    const { events } = story([strike("pause", 0.05, 3), strike("crash", 1, 0.5)]);
    expect(events.filter(({ event }) => event === "resumed").map(({ time }) => time)).toEqual([2.05]);
  });
});

describe("an instance that stood still, went on, and dies", () => {
  it("has a lease that begins with its death", () => {
    const { events } = story([strike("pause", 0.05, 0.5), strike("crash", 1, 0.5)]);
    expect(events.filter(({ event }) => event === "resumed").map(({ time }) => time)).toEqual([3]);
  });
});
