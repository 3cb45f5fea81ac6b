import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Histograms } from "./histogram.ts";

/** The ceil(p n)-th smallest. */
function nearestRank(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(p * values.length)) - 1];
}

/** A histogram of these values, among others. */
function histogramOf(values: readonly number[], bits = 9) {
  const histograms = new Histograms(bits);
  for (let other = 0; other < 20; other++) histograms.add(histograms.open(), 3 ** other);
  const number = histograms.open();
  for (const value of values) histograms.add(number, value);
  return {
    histograms,
    number,
    count: histograms.count(number),
    max: histograms.max(number),
    mean: histograms.mean(number),
    quantile: (p: number) => histograms.quantile(number, p),
  };
}

/** Durations that are told apart: a microsecond to eleven days. */
const duration = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const durations = fc.array(fc.oneof(duration, fc.constantFrom(0, 1, 0.5, 2)), { minLength: 1, maxLength: 300 });
const probability = fc.oneof(fc.constantFrom(0, 0.5, 0.95, 0.99, 1), fc.double({ min: 0, max: 1, noNaN: true }));

describe("a histogram", () => {
  it.each([
    [9, 0.001],
    [6, 0.01],
  ])("of %d bits has every nearest-rank percentile within its error of %d", (bits, error) => {
    fc.assert(
      fc.property(durations, probability, (values, p) => {
        const exact = nearestRank(values, p);
        const found = histogramOf(values, bits).quantile(p);
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(error * exact);
      }),
      { numRuns: 500 },
    );
  });

  it("has count, mean and maximum exactly", () => {
    fc.assert(
      fc.property(durations, (values) => {
        const histogram = histogramOf(values);
        expect(histogram.count).toBe(values.length);
        expect(histogram.max).toBe(Math.max(...values));
        expect(histogram.mean).toBe(values.reduce((sum, x) => sum + x, 0) / values.length);
      }),
    );
  });

  it("never says more than the maximum, nor less for a higher percentile", () => {
    fc.assert(
      fc.property(durations, (values) => {
        const histogram = histogramOf(values);
        let before = 0;
        for (let k = 0; k <= 20; k++) {
          const found = histogram.quantile(k / 20);
          expect(found).toBeGreaterThanOrEqual(before);
          expect(found).toBeLessThanOrEqual(histogram.max);
          before = found;
        }
      }),
    );
  });

  it("of two merged is that of all, and can be emptied", () => {
    fc.assert(
      fc.property(durations, durations, (one, other) => {
        const { histograms, number } = histogramOf(one);
        const added = histograms.open();
        for (const value of other) histograms.add(added, value);
        histograms.merge(number, added);
        const all = histogramOf([...one, ...other]);
        for (const p of [0.01, 0.5, 0.95, 0.99, 1]) expect(histograms.quantile(number, p)).toBe(all.quantile(p));
        expect(histograms.count(number)).toBe(all.count);
        histograms.clear(number);
        expect([histograms.count(number), histograms.max(number)]).toEqual([0, 0]);
        expect(histograms.quantile(number, 0.5)).toBeNaN();
        for (const value of one) histograms.add(number, value);
        for (const p of [0.01, 0.5, 1]) expect(histograms.quantile(number, p)).toBe(histogramOf(one).quantile(p));
      }),
    );
  });

  it("takes over what somebody else has counted, and goes on from there", () => {
    const histograms = new Histograms(6);
    const own = histograms.open();
    for (const value of [0, 1.01, 3]) histograms.add(own, value);
    const counts = (bucket: number) => Uint32Array.from({ length: 64 }, (_, i) => (i === bucket ? 1 : 0));
    const filled = histograms.open();
    // 1.01 is in the first of 64 buckets of [1, 2), 3 in the middle one of [2, 4); octaves count from 2^-20.
    const octaves = [
      [20, counts(0)],
      [21, counts(32)],
    ] as const;
    histograms.fill(filled, { count: 3, sum: 4.01, max: 3, zeros: 1, octaves });
    for (const histogram of [own, filled]) histograms.add(histogram, 1.02);
    for (const p of [0, 0.3, 0.5, 0.75, 1]) expect(histograms.quantile(filled, p)).toBe(histograms.quantile(own, p));
    expect(histograms.mean(filled)).toBe(histograms.mean(own));
  });

  it("keeps durations beyond its range in its outermost buckets", () => {
    const histogram = histogramOf([1e-9, 1e-9, 1e9]);
    expect(histogram.quantile(0.5)).toBeLessThan(1e-6);
    expect(histogram.quantile(1)).toBe(1e9);
  });

  it("of nothing has no figures", () => {
    const histogram = histogramOf([]);
    expect(histogram.mean).toBeNaN();
    expect(histogram.quantile(0.99)).toBeNaN();
  });
});
