import { afterEach, describe, expect, it, vi } from "vitest";
import { parseDocument } from "../../model/index.ts";

const CHECKOUT = {
  format: "doorbuster",
  version: 1,
  architecture: {
    components: [
      {
        id: "shoppers",
        kind: "shoppers",
        config: { arrivals: { startRate: 50, stages: [{ target: 50, duration: 2 }] } },
      },
      { id: "gateway", kind: "gateway" },
      { id: "queue", kind: "queue" },
      {
        id: "orchestrator",
        kind: "orchestrator",
        config: { saga: [{ step: "charge", component: "payment", operation: "charge", compensation: "refund" }] },
      },
      { id: "payment", kind: "payment" },
    ],
    links: [
      { from: "shoppers", to: "gateway" },
      { from: "gateway", to: "queue" },
      { from: "queue", to: "orchestrator" },
      { from: "orchestrator", to: "payment" },
    ],
  },
};

/** Runs the checkout by a fresh engine. */
async function run() {
  vi.resetModules();
  const { createSimulation } = await import("../index.ts");
  const parsed = parseDocument(CHECKOUT);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const simulation = createSimulation(parsed.scenario);
  while (!simulation.advance(1000));
  const { run } = simulation.result({ wallSeconds: 0, peakMemoryBytes: null });
  return { isExpress: simulation.isExpress, digest: run.digest };
}

afterEach(() => vi.unstubAllGlobals());

describe("the core of the express lane", () => {
  it("runs a simple checkout", async () => {
    expect((await run()).isExpress).toBe(true);
  });

  it.each([
    ["there is no WebAssembly", undefined],
    [
      "a policy forbids to compile it",
      {
        Module: class {
          constructor() {
            throw new Error("refused by policy");
          }
        },
      },
    ],
  ])("gives way to the parts where %s, and the result is the same", async (_, stub) => {
    const { digest } = await run();
    vi.stubGlobal("WebAssembly", stub);
    expect(await run()).toEqual({ isExpress: false, digest });
  });
});
