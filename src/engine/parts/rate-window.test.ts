import { describe, expect, it } from "vitest";
import { RateWindow } from "./rate-window.ts";

describe("a rate over the last so many seconds", () => {
  it("is not known before a whole span has been seen", () => {
    const rate = new RateWindow(10);
    expect(rate.rate(0)).toBe(0);
    for (let k = 0; k < 50; k++) rate.count(k / 10);
    expect(rate.rate(9.9)).toBe(0);
    expect(rate.rate(10)).toBeGreaterThan(0);
  });

  it("is that of a steady stream, to a hundredth of the span", () => {
    const rate = new RateWindow(10);
    for (let k = 0; k < 5000; k++) rate.count(k / 100);
    expect(Math.abs(rate.rate(49.99) - 100)).toBeLessThanOrEqual(1);
  });

  it("forgets what was before the span, slice by slice and all at once", () => {
    const rate = new RateWindow(10);
    for (let k = 0; k < 1000; k++) rate.count(k / 100);
    expect(Math.abs(rate.rate(15) - 50)).toBeLessThanOrEqual(2);
    expect(rate.rate(19.95)).toBeLessThanOrEqual(2);
    expect(rate.rate(20.1)).toBe(0);
    rate.count(1e6);
    expect(rate.rate(1e6)).toBe(0.1);
  });
});
