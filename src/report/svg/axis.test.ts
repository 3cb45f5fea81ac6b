import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisOf, timeAxisOf } from "./axis.ts";

const labels = (axis: { ticks: readonly { label: string }[] }) => axis.ticks.map(({ label }) => label);

describe("an axis", () => {
  test("is marked at round numbers, in the unit that suits its size", () => {
    expect(labels(axisOf(2_700_134, "count", 4))).toEqual(["0", "1 M", "2 M", "3 M"]);
    expect(labels(axisOf(50_000, "perSecond", 5))).toEqual(["0", "10 k", "20 k", "30 k", "40 k", "50 k"]);
    expect(labels(axisOf(1, "ratio", 4))).toEqual(["0", "25%", "50%", "75%", "100%"]);
    expect(labels(axisOf(534.6, "seconds", 4))).toEqual(["0", "200 s", "400 s", "600 s"]);
    expect(labels(axisOf(0.08, "seconds", 4))).toEqual(["0", "20 ms", "40 ms", "60 ms", "80 ms"]);
    expect(labels(axisOf(30_000_000_000, "money", 3))).toEqual(["0", "100 M", "200 M", "300 M"]);
    expect(labels(axisOf(5.4e9, "bytes", 3))).toEqual(["0", "2 GB", "4 GB", "6 GB"]);
  });

  test("of time ends where the run ends, and is marked at times people count in", () => {
    expect(timeAxisOf(601, 6)).toEqual({
      max: 601,
      ticks: [0, 2, 4, 6, 8, 10].map((minutes) => ({
        value: minutes * 60,
        label: minutes === 0 ? "0" : `${minutes} min`,
      })),
    });
    expect(labels(timeAxisOf(60, 6))).toEqual(["0", "10 s", "20 s", "30 s", "40 s", "50 s", "60 s"]);
    expect(labels(timeAxisOf(7300, 5))).toEqual(["0", "0.5 h", "1 h", "1.5 h", "2 h"]);
  });

  test("holds its largest value, with few marks that differ, whatever the size", () => {
    const size = fc.double({ min: 1e-9, max: 1e15, noNaN: true });
    const unit = fc.constantFrom("seconds", "bytes", "money", "count", "ratio", "perSecond" as const);
    fc.assert(
      fc.property(size, unit, fc.integer({ min: 3, max: 8 }), (largest, each, count) => {
        const { max, ticks } = axisOf(largest, each, count);
        expect(max).toBeGreaterThanOrEqual(largest * (1 - 1e-8));
        expect(max).toBeLessThanOrEqual(largest * 3);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(count + 2);
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
      }),
    );
  });

  test.each([0, Number.NaN, Number.POSITIVE_INFINITY, -3])("stands even for %d", (largest) => {
    expect(axisOf(largest, "count", 4).max).toBe(1);
    expect(timeAxisOf(largest, 4).max).toBe(1);
  });
});
