import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { oracleOf } from "../src/analysis/index.ts";
import { createSimulation } from "../src/engine/index.ts";
import { type DocumentInput, type Oracle, parseDocument } from "../src/model/index.ts";

const read = (file: string): DocumentInput =>
  JSON.parse(readFileSync(new URL(`../scenarios/${file}.json`, import.meta.url), "utf8"));

/** A document with some of the configuration of some components replaced. */
function changed(document: DocumentInput, configs: Readonly<Record<string, object>>): DocumentInput {
  const components = document.architecture?.components?.map((component) => ({
    ...component,
    config: { ...component.config, ...configs[component.id] },
  }));
  return { ...document, architecture: { ...document.architecture, components } };
}

function oracle(document: DocumentInput): Oracle {
  const parsed = parseDocument(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const simulation = createSimulation(parsed.scenario);
  while (!simulation.advance(1_000_000));
  const result = simulation.result({ wallSeconds: 0, peakMemoryBytes: null });
  return oracleOf(parsed.scenario, result, simulation.frames());
}

function of({ predictions }: Oracle, figure: string) {
  const found = predictions.find((each) => each.figure === figure);
  if (found === undefined) throw new Error(`nothing is predicted for ${figure}`);
  return found;
}

/** The flash sale with a tenth of its seconds and a tenth of its capacity. */
const overloaded = changed(read("flash-sale"), {
  shoppers: { arrivals: { startRate: 5000, stages: [{ target: 5000, duration: "20s" }] } },
  inventory: {
    servers: 90,
    items: [{ id: "sneaker", stock: 200_000 }],
    operations: { reserve: "80ms", confirm: "30ms" },
  },
  payment: { servers: 250, operations: { charge: { exponential: { mean: "500ms" } } } },
  shipping: { servers: 150, operations: { create: { exponential: { mean: "200ms" } } } },
  orchestrator: {
    ...read("flash-sale").architecture?.components?.find(({ id }) => id === "orchestrator")?.config,
    workers: 800,
  },
});

describe("an overloaded sale", () => {
  const seen = oracle(overloaded);

  it("names the bottleneck that the run found", () => {
    expect(seen.bottleneck).toMatchObject({ predicted: "payment", simulated: "payment" });
  });

  it("comes within two percent of every figure", () => {
    for (const { figure, predicted, simulated } of seen.predictions) {
      if (predicted === null || simulated === null) throw new Error(`${figure}: ${predicted}, ${simulated}`);
      expect(Math.abs(predicted - simulated) / simulated, `${figure}: ${predicted} and ${simulated}`).toBeLessThan(
        0.02,
      );
    }
  });

  it("leaves the orders that workers hold out of the backlog", () => {
    // 5000 - 500 a second for 20 s, less 800 workers of which 407 are enough for 500 a second.
    expect(of(seen, "backlog.peak").predicted).toBeCloseTo(90_000 - (800 - 500 * 0.818), -2);
  });

  it("has no reason to differ but chance", () => {
    for (const { figure, why } of seen.predictions) expect(why, figure).toEqual([expect.stringMatching(/^Chance/)]);
  });
});

describe("a sale that keeps up", () => {
  const seen = oracle(read("payment-trouble"));

  it("comes near the percentiles, which are all service and waiting by chance", () => {
    for (const name of ["mean", "p50", "p95", "p99"]) {
      const { predicted, simulated } = of(seen, `latency.completion.${name}`);
      expect((predicted ?? 0) / (simulated ?? 1), name).toBeCloseTo(1, 1);
    }
  });

  it("says that an average has no peak", () => {
    expect(of(seen, "backlog.peak").predicted).toBe(0);
    expect(of(seen, "backlog.peak").why.join()).toContain("an average has no peak");
  });
});

describe("what the arithmetic leaves out is named", () => {
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ["pairs/retry-storm-without-budget", "latency.completion.p99", /^Faults \(slowdown\)/],
    ["pairs/hot-item-unsharded", "latency.completion.mean", /take turns/],
    ["pairs/late-charge-with-tombstones", "latency.completion.p99", /time out/],
    ["last-units", "orders.completed", /stock runs out/],
    ["pairs/flood-with-rate-limit", "backlog.peak", /turned away/],
  ];
  it.each(cases)("%s", (file, figure, reason) => {
    expect(of(oracle(read(file)), figure).why).toContainEqual(expect.stringMatching(reason));
  });
});
