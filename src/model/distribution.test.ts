import { describe, expect, it } from "vitest";
import { distributionSchema, meanOf } from "./distribution.ts";

describe("distributionSchema", () => {
  it.each([
    ["80ms", { type: "constant", value: 0.08 }],
    [2, { type: "constant", value: 2 }],
    [{ uniform: { min: "1ms", max: 1 } }, { type: "uniform", min: 0.001, max: 1 }],
    [{ exponential: { mean: "80ms" } }, { type: "exponential", mean: 0.08 }],
    [{ gamma: { mean: "80ms", shape: 2 } }, { type: "gamma", mean: 0.08, shape: 2 }],
    [{ lognormal: { mean: "1s", p99: "5s" } }, { type: "lognormal", mean: 1, p99: 5 }],
    [
      { hyperexponential: { means: ["1s", "3s"], weights: [3, 1] } },
      { type: "hyperexponential", means: [1, 3], weights: [0.75, 0.25] },
    ],
    [{ empirical: { values: ["1s", 3] } }, { type: "empirical", values: [1, 3] }],
  ])("reads %j", (input, expected) => {
    expect(distributionSchema.parse(input)).toEqual(expected);
  });

  it.each([
    [{}],
    [null],
    ["80"],
    [{ uniform: { min: 2, max: 1 } }],
    [{ exponential: { mean: 0 } }],
    [{ exponential: { mean: 1 }, gamma: { mean: 1, shape: 1 } }],
    [{ lognormal: { mean: 2, p99: 1 } }],
    [{ lognormal: { mean: 1, p99: 15 } }],
    [{ hyperexponential: { means: [1], weights: [1, 2] } }],
    [{ empirical: { values: [] } }],
    [{ empirical: { values: Array.from({ length: 10_001 }, () => 1) } }],
    [{ normal: { mean: 1 } }],
  ])("refuses %j", (input) => {
    expect(distributionSchema.safeParse(input).success).toBe(false);
  });
});

it("knows the mean of each distribution", () => {
  const inputs = [
    "80ms",
    { uniform: { min: 1, max: 3 } },
    { gamma: { mean: 4, shape: 2 } },
    { hyperexponential: { means: [1, 3], weights: [1, 1] } },
    { empirical: { values: [1, 2, 6] } },
  ];
  expect(inputs.map((input) => meanOf(distributionSchema.parse(input)))).toEqual([0.08, 2, 4, 2, 3]);
});
