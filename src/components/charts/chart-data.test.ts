import { describe, expect, it } from "vitest";
import { type ChartData, extentOf, rowAt } from "./chart-data.ts";
import { lookOf } from "./look.ts";

const chart = (ofIntervals: boolean): ChartData => ({
  id: "test",
  title: "Test",
  help: "",
  unit: "count",
  ofIntervals,
  lines: ["a", "b"].map((key, n) => ({ key, label: key, look: lookOf(n) })),
  rows: [
    { time: 1, values: { a: 0, b: 100 } },
    { time: 2, values: { a: 5, b: null } },
    { time: 4, values: { a: 2, b: 1 } },
  ],
});

describe("the row at an instant", () => {
  it("is the last one reached, for levels", () => {
    const levels = chart(false);
    expect(rowAt(levels, 0.5)).toBeNull();
    expect(rowAt(levels, 1)?.time).toBe(1);
    expect(rowAt(levels, 3.9)?.time).toBe(2);
    expect(rowAt(levels, 9)?.time).toBe(4);
  });

  it("is that of the interval it lies in, for averages", () => {
    const averages = chart(true);
    expect(rowAt(averages, 0.5)?.time).toBe(1);
    expect(rowAt(averages, 2)?.time).toBe(2);
    expect(rowAt(averages, 2.1)?.time).toBe(4);
    expect(rowAt(averages, 9)?.time).toBe(4);
  });
});

describe("the extent", () => {
  it("is of the lines shown", () => {
    expect(extentOf(chart(false), new Set(), false)).toEqual([0, 100]);
    expect(extentOf(chart(false), new Set(["b"]), false)).toEqual([0, 5]);
    expect(extentOf(chart(false), new Set(["a", "b"]), false)).toBeNull();
  });

  it("begins above 0 on a logarithmic axis", () => {
    expect(extentOf(chart(false), new Set(), true)).toEqual([1, 100]);
  });
});

it("tells 40 lines apart", () => {
  const looks = Array.from({ length: 40 }, (_, n) => JSON.stringify(lookOf(n)));
  expect(new Set(looks).size).toBe(40);
});
