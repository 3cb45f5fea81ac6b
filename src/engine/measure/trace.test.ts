import { describe, expect, it } from "vitest";
import { parseDocument, type Scenario } from "../../model/index.ts";
import { createSimulation, type Watch } from "../index.ts";

/** Three orders, a tenth of a second apart. @param link settings of the one to the payment service */
function scenario(payment: Record<string, unknown> = {}, link: Record<string, unknown> = {}): Scenario {
  const parsed = parseDocument({
    format: "doorbuster",
    version: 1,
    architecture: {
      components: [
        {
          id: "shoppers",
          kind: "shoppers",
          config: { arrivals: { process: "counts", interval: "100ms", counts: [1, 1, 1], spread: "even" } },
        },
        { id: "gateway", kind: "gateway", config: { serviceTime: 0 } },
        { id: "queue", kind: "queue" },
        {
          id: "orchestrator",
          kind: "orchestrator",
          config: {
            saga: [
              { step: "reserve", component: "inventory", operation: "reserve", compensation: "release" },
              { step: "charge", component: "payment", operation: "charge", compensation: "refund" },
              { step: "confirm", component: "inventory", operation: "confirm", compensation: "restock" },
            ],
          },
        },
        { id: "inventory", kind: "inventory", config: { updateTime: 0 } },
        { id: "payment", kind: "payment", config: { operations: { charge: "400ms" }, ...payment } },
      ],
      links: [
        { from: "shoppers", to: "gateway" },
        { from: "gateway", to: "queue" },
        { from: "queue", to: "orchestrator" },
        { from: "orchestrator", to: "inventory" },
        { from: "orchestrator", to: "payment", ...link },
      ],
    },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario;
}

function run(of: Scenario, watch?: Watch) {
  const simulation = createSimulation(of, watch);
  while (!simulation.advance(1e6)) {}
  return { stories: simulation.stories(), result: simulation.result({ wallSeconds: 0, peakMemoryBytes: null }) };
}

describe("a story", () => {
  it("tells what happens to the orders that are followed, and to no others", () => {
    const { stories } = run(scenario({ declineProbability: 1 }), { follow: new Set(["2"]) });
    expect(stories.map(({ order }) => order)).toEqual(["2"]);
    expect(stories[0].events.map(({ event }) => event)).toEqual([
      "arrived",
      "submitted",
      "accepted",
      "called",
      "reserved",
      "answered",
      "called",
      "answered",
      "called",
      "released",
      "answered",
      "failed",
    ]);
    const declined = stories[0].events.find(({ text }) => text.includes("payment declined"));
    expect(declined).toMatchObject({ event: "answered", step: "charge", component: "payment", compensation: false });
    expect(stories[0].events.find(({ event }) => event === "reserved")).toMatchObject({
      component: "inventory",
      units: 1,
      money: null,
      text: "units are held (1 unit)",
    });
  });

  it("names the step that is undone", () => {
    const [story] = run(scenario({ declineProbability: 1 }), { follow: (number) => number === 0 }).stories;
    const undone = story.events.filter(({ compensation }) => compensation);
    expect(undone.map(({ event, step }) => [event, step])).toEqual([
      ["called", "reserve"],
      ["answered", "reserve"],
    ]);
    expect(undone[0].text).toBe("undo reserve: the request arrives");
  });

  it("is in the order of time, and tells the amount", () => {
    const { stories } = run(scenario(), { follow: () => true });
    expect(stories.map(({ order }) => order)).toEqual(["1", "2", "3"]);
    for (const { events } of stories) {
      expect(events.map(({ time }) => time)).toEqual(events.map(({ time }) => time).sort((a, b) => a - b));
      expect(events.find(({ event }) => event === "charged")).toMatchObject({ money: 10_000, units: null });
    }
  });

  it("changes nothing of the run", () => {
    const of = scenario({}, { loss: 0.3, timeout: "1s" });
    expect(run(of, { follow: () => true }).result).toEqual(run(of).result);
    expect(run(of).stories).toEqual([]);
  });

  it("knows nobody by a name that no order has", () => {
    expect(run(scenario(), { follow: new Set(["0", "01", "x", "1-1", "2-1", "-1"]) }).stories).toEqual([]);
  });
});

describe("a result", () => {
  it("names an order for each violation, and none where there is none", () => {
    const careless = scenario(
      { idempotencyKeys: false, tombstones: false, operations: { charge: "400ms", refund: "10ms" } },
      { timeout: "300ms", retries: { max: 1, jitter: false } },
    );
    const { result, stories } = run(careless, { follow: () => true });
    expect(Object.keys(result.examples)).toEqual(["chargedWithoutOrder"]);
    for (const [violation, example] of Object.entries(result.examples)) {
      expect(result.ledger.violations[violation as keyof typeof result.examples]).toBeGreaterThan(0);
      expect(stories.map(({ order }) => order)).toContain(example.order);
      expect(example.time).toBeGreaterThan(0);
    }
    expect(run(scenario()).result.examples).toEqual({});
  });
});
