import { describe, expect, it } from "vitest";
import type { FieldMeta } from "../../model/index.ts";
import { durations, numbers, wordingOf } from "./wording.ts";

const wording = (type: FieldMeta["type"]) => {
  const found = wordingOf({ type } as FieldMeta);
  if (found === undefined) throw new Error(type);
  return found;
};

describe("numbers", () => {
  it("are shown with commas and read with or without", () => {
    expect(wording("count").show(3_100_000)).toBe("3,100,000");
    expect(wording("count").parse("3,100,000")).toBe(3_100_000);
    expect(wording("count").parse("1e6")).toBe(1_000_000);
  });

  it("that cannot be read stay as typed, for the schema to say so", () => {
    expect(wording("count").parse("lots")).toBe("lots");
    expect(wording("count").parse("1,2")).toBe("1,2");
    expect(wording("count").parse(" ")).toBeUndefined();
  });
});

it("percentages are exact both ways", () => {
  for (const value of [0.03, 0.07, 0.29, 0.001, 0.9995, 1 / 3]) {
    const { show, parse } = wording("probability");
    expect(parse(show(value))).toBeCloseTo(value, 14);
  }
  expect(wording("probability").show(0.07)).toBe("7");
  expect(wording("probability").parse("2.9%")).toBe(0.029);
});

it("money is shown in major units and kept in minor ones", () => {
  expect(wording("money").show(10_000)).toBe("100.00");
  expect(wording("money").parse("19.99")).toBe(1999);
});

it("lists are separated by commas, spaces or lines", () => {
  expect(numbers.parse("1, 2\n3 1000,7")).toEqual([1, 2, 3, 1000, 7]);
  expect(numbers.parse("1000, 2000")).toEqual([1000, 2000]);
  expect(durations.parse("80ms, 0.5s")).toEqual(["80ms", "0.5s"]);
});
