import { describe, expect, it } from "vitest";
import type { DocumentInput } from "./document.ts";
import { parseVariation, settle, varied } from "./vary.ts";

const document: DocumentInput = {
  format: "doorbuster",
  version: 1,
  architecture: {
    components: [
      { id: "payment", kind: "payment", config: { servers: 4, operations: { charge: "500ms" } } },
      {
        id: "driver",
        kind: "orchestrator",
        config: { saga: [{ step: "pay", component: "payment", operation: "charge" }] },
      },
    ],
    links: [{ from: "driver", to: "payment", latency: "1ms" }],
  },
};

/** The values a range settles on, or what is wrong with it. */
function values(text: string): readonly number[] | string {
  const variation = parseVariation(text);
  if ("problem" in variation) return variation.problem;
  const settled = settle(document, variation);
  return "problem" in settled ? settled.problem : settled.values;
}

describe("a range", () => {
  it("is read with its ends, its steps and its units", () => {
    expect(values("architecture.components[payment].config.servers=2..10:5")).toEqual([2, 4, 6, 8, 10]);
    expect(values("architecture.links[driver>payment].latency=1ms..5ms:3")).toEqual([0.001, 0.003, 0.005]);
    expect(values("architecture.components[0].config.declineProbability=0..1:3")).toEqual([0, 0.5, 1]);
    expect(values("run.seed=1..7")).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it("takes whole numbers where nothing else will do, each once", () => {
    expect(values("architecture.components[payment].config.servers=1..4:7")).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ["servers", "servers: must be PATH=from..to or PATH=from..to:steps"],
    ["a.b=1", "a.b=1: must be PATH=from..to or PATH=from..to:steps"],
    ["run.seed=x..2", 'run.seed: "x" is neither a number nor a duration'],
    ["run.seed=1..9:1", "run.seed: steps must be from 2 to 60"],
    ["run.seed=3..3", "run.seed: from and to must differ"],
    [
      "architecture.components[pay].config.servers=1..2",
      "architecture.components[pay]: there is no such entry (known: payment, driver)",
    ],
    [
      "architecture.components.payment=1..2",
      "architecture.components: is a list, whose entries are written [0] or [name]",
    ],
    ["faults[0].at=1..2", "faults[0]: there is no list in the document"],
    [
      "architecture.components[payment].config.servers=-3..0",
      "architecture.components[0].config.servers: must be at least 1",
    ],
  ])("%s is refused: %s", (text, problem) => {
    expect(values(text)).toBe(problem);
  });

  it("names the place of a setting that does not exist", () => {
    expect(values("architecture.components[payment].config.severs=1..2")).toMatch(
      /^architecture\.components\[0\]\.config\.severs: is not known/,
    );
  });
});

describe("a setting", () => {
  it("that the document leaves out is put there, and one in another form replaced", () => {
    const with_ = varied(document, "architecture.components[payment].config.operations.charge.exponential.mean", 0.2);
    if ("problem" in with_) throw new Error(with_.problem);
    expect(with_.document.architecture?.components?.[0]?.config).toEqual({
      servers: 4,
      operations: { charge: { exponential: { mean: 0.2 } } },
    });
    expect(document.architecture?.components?.[0]?.config).toEqual({ servers: 4, operations: { charge: "500ms" } });
  });

  it("in a list in a component is found by its name", () => {
    const path = "architecture.components[driver].config.saga[pay].step";
    expect(varied(document, path, 3)).toMatchObject({ problem: expect.stringMatching(/saga\[0\]\.step/) });
  });
});
