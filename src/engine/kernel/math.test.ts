import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, log, normalQuantile, power, powerOfTwo } from "./math.ts";

const relative = (actual: number, expected: number) => Math.abs(actual - expected) / Math.abs(expected);
const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe("log", () => {
  it("is that of the platform, to 1e-15 of what is larger, the logarithm or 1", () => {
    fc.assert(
      fc.property(finite(2.3e-308, 1.7e308), (x) => {
        expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(Math.log(x))));
      }),
      { numRuns: 20_000 },
    );
  });

  it("has most of its digits even where the logarithm is small", () => {
    for (let k = 1; k < 4000; k++) {
      const x = 1 + k * 2.5e-4;
      expect(relative(log(x), Math.log(x))).toBeLessThan(1e-13);
      expect(relative(log(1 / x), Math.log(1 / x))).toBeLessThan(1e-13);
    }
    // log(1 + e) = e - e^2 / 2 + ..., where taking the logarithm of a rounded 1 + e would lose digits.
    for (const e of [2 ** -52, 2 ** -40, 2 ** -30]) expect(relative(log(1 + e), e - (e * e) / 2)).toBeLessThan(1e-14);
  });

  it("is right next to every cut of its table", () => {
    for (let cut = 0; cut <= 256; cut++) {
      for (const nudge of [-1e-13, 0, 1e-13]) {
        const x = 1 + cut / 256 + nudge;
        expect(Math.abs(log(x) - Math.log(x))).toBeLessThan(1e-15);
      }
    }
  });

  it("knows the edges of a double", () => {
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(-Infinity);
    expect(log(-1)).toBeNaN();
    expect(log(Number.NaN)).toBeNaN();
    expect(log(Infinity)).toBe(Infinity);
    for (const x of [5e-324, 1e-310, 2.2250738585072014e-308, Number.MAX_VALUE]) {
      expect(relative(log(x), Math.log(x))).toBeLessThan(1e-14);
    }
  });
});

describe("exp", () => {
  it("is that of the platform, to 1e-14", () => {
    fc.assert(
      fc.property(finite(-708, 709.7), (x) => {
        expect(relative(exp(x), Math.exp(x))).toBeLessThan(1e-14);
      }),
      { numRuns: 20_000 },
    );
  });

  it("knows the edges of a double", () => {
    expect(exp(0)).toBe(1);
    expect(exp(710)).toBe(Infinity);
    expect(exp(-746)).toBe(0);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(Number.NaN)).toBeNaN();
    // Below the normal range there are fewer digits to be right about: one unit of the smallest number.
    for (const x of [-709, -720, -740, -745]) expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(5e-324 * 2);
  });

  it("undoes log", () => {
    fc.assert(
      fc.property(finite(1e-300, 1e300), (x) => {
        expect(relative(exp(log(x)), x)).toBeLessThan(1e-14 * Math.max(1, Math.abs(Math.log(x))));
      }),
    );
  });
});

describe("powers", () => {
  it("of two are exact", () => {
    for (let n = -1022; n <= 1023; n++) expect(powerOfTwo(n)).toBe(2 ** n);
  });

  it("of anything are those of the platform", () => {
    fc.assert(
      fc.property(finite(1e-6, 1e6), finite(-20, 20), (base, exponent) => {
        expect(relative(power(base, exponent), base ** exponent)).toBeLessThan(1e-12);
      }),
    );
  });
});

/** The normal distribution function: a series near the middle, the continued fraction of Laplace in the tails. */
function normalTail(x: number): number {
  const density = Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 3; n < 120; n += 2) {
      term *= (x * x) / n;
      sum += term;
    }
    return 0.5 - density * sum;
  }
  let fraction = x;
  for (let k = 200; k >= 1; k--) fraction = x + k / fraction;
  return density / fraction;
}

describe("the normal quantile", () => {
  it("has the values of the tables", () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0.99)).toBeCloseTo(2.3263478740408408, 14);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 12);
  });

  it("goes back to where it came from", () => {
    // Of p below 1/2, where the tail has all its digits.
    for (let k = 0; k <= 2000; k++) {
      const p = 0.5 * 10 ** (-k / 100);
      expect(relative(normalTail(-normalQuantile(p)), p), `p = ${p}`).toBeLessThan(1e-12);
    }
  });

  it("is odd about the middle, and rises", () => {
    let before = -Infinity;
    for (let k = 1; k < 1024; k++) {
      const x = normalQuantile(k / 1024);
      expect(x).toBeGreaterThan(before);
      expect(x + normalQuantile(1 - k / 1024)).toBeCloseTo(0, 14);
      before = x;
    }
  });
});
