import { describe, expect, it } from "vitest";
import { intervalOf, tQuantile, tShare } from "./statistics.ts";

describe("Student's t", () => {
  // Any table of the two-sided 95 % and 99.9 % values.
  const table: readonly (readonly [number, number, number])[] = [
    [0.975, 1, 12.7062],
    [0.975, 2, 4.3027],
    [0.975, 3, 3.1824],
    [0.975, 4, 2.7764],
    [0.975, 9, 2.2622],
    [0.975, 10, 2.2281],
    [0.975, 29, 2.0452],
    [0.975, 30, 2.0423],
    [0.975, 120, 1.9799],
    [0.9995, 1, 636.6192],
    [0.9995, 39, 3.5581],
    [0.95, 7, 1.8946],
  ];
  it.each(table)("%f with %i degrees of freedom is %f", (share, freedom, value) => {
    expect(tQuantile(share, freedom)).toBeCloseTo(value, 3);
  });

  it("has half of it below 0, whatever its degrees of freedom", () => {
    for (const freedom of [1, 2, 3, 8, 31]) expect(tShare(0, freedom)).toBeCloseTo(0.5, 12);
  });
});

describe("the interval of a mean", () => {
  it("of five values by hand: mean 3, deviation 1.5811, t 2.7764", () => {
    const { n, mean, deviation, halfWidth } = intervalOf([1, 2, 3, 4, 5]);
    expect([n, mean]).toEqual([5, 3]);
    expect(deviation).toBeCloseTo(1.5811, 4);
    expect(halfWidth).toBeCloseTo(1.9632, 3);
  });

  it("passes over what is absent, and makes no interval of one value", () => {
    expect(intervalOf([null, 4, null])).toEqual({ n: 1, mean: 4, deviation: null, halfWidth: null });
    expect(intervalOf([])).toEqual({ n: 0, mean: null, deviation: null, halfWidth: null });
    expect(intervalOf([2, 2, null]).halfWidth).toBe(0);
  });

  it("holds the true mean 95 times in 100", () => {
    // A small generator of its own, so that the test is the same everywhere.
    let state = 7;
    const uniform = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    let held = 0;
    const rounds = 4000;
    for (let i = 0; i < rounds; i++) {
      const values = Array.from({ length: 8 }, () =>
        Array.from({ length: 12 }, uniform).reduce((sum, x) => sum + x, 0),
      );
      const { mean, halfWidth } = intervalOf(values);
      if (Math.abs((mean ?? 0) - 6) <= (halfWidth ?? 0)) held += 1;
    }
    expect(held / rounds).toBeGreaterThan(0.938);
    expect(held / rounds).toBeLessThan(0.962);
  });
});
