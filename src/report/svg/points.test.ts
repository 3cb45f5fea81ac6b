import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { peakOf } from "./chart.ts";
import { levels, rateOf, utilizationOf } from "./points.ts";

const seconds = (count: number) => Array.from({ length: count }, (_, k) => k + 1);

test("levels keep the highest and the lowest, in order of time, and add nothing", () => {
  const values = fc.array(fc.oneof(fc.integer(), fc.constant(Number.NaN)), { minLength: 1, maxLength: 500 });
  const numbers = (column: ArrayLike<number>) => Array.from(column).filter((value) => !Number.isNaN(value));
  fc.assert(
    fc.property(values, fc.integer({ min: 4, max: 100 }), (given, most) => {
      const { times, values: kept } = levels(seconds(given.length), given, most);
      expect(kept.length).toBeLessThanOrEqual(most);
      expect(Math.max(...numbers(kept))).toBe(Math.max(...numbers(given)));
      expect(Math.min(...numbers(kept))).toBe(Math.min(...numbers(given)));
      for (let k = 0; k < kept.length; k++) expect(kept[k]).toBe(given[times[k] - 1]);
    }),
  );
});

describe("rates", () => {
  test("add up to what the counter counted, in no more steps than asked for", () => {
    const growth = fc.array(fc.nat(100_000), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(growth, fc.integer({ min: 1, max: 60 }), (grown, stretches) => {
        let total = 0;
        const counter = grown.map((each) => {
          total += each;
          return total;
        });
        const { times, values } = rateOf(seconds(grown.length), counter, stretches);
        let sum = 0;
        for (let k = 0; k < values.length; k++) sum += values[k] * (times[k] - (times[k - 1] ?? 0));
        expect(sum).toBeCloseTo(total, 3);
        expect(values.length).toBeLessThanOrEqual(stretches);
      }),
    );
  });

  test("a utilization is a gap where no server was there", () => {
    expect([...Array.from(utilizationOf([1, 2, 3], [1, 1, 3], [2, 2, 4], 3).values)]).toEqual([0.5, Number.NaN, 1]);
  });
});

test("a peak is the first largest value; of nothing there is none", () => {
  expect(peakOf({ times: [1, 2, 3, 4], values: [Number.NaN, 7, 2, 7] })).toEqual({ value: 7, at: 2 });
  expect(peakOf({ times: [1], values: [Number.NaN] })).toBeNull();
});
