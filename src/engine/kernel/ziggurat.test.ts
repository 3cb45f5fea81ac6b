import { describe, expect, it } from "vitest";
import { Purpose } from "./random.ts";
import { EDGES, INNER, LAYERS } from "./ziggurat.ts";

describe("the ziggurat of the exponential distribution", () => {
  it("has layers of equal area under the density", () => {
    const f = (x: number) => Math.exp(-x);
    for (let i = 1; i < LAYERS; i++) {
      const height = f(EDGES[i + 1] as number) - f(EDGES[i] as number);
      expect((EDGES[i] as number) * height).toBeCloseTo(3.9496598225815571993e-3, 12);
      expect(INNER[i]).toBeLessThan(1);
    }
    // The lowest one is a rectangle up to the tail, and the tail.
    expect((EDGES[1] as number) * f(EDGES[1] as number) + f(EDGES[1] as number)).toBeCloseTo(
      3.9496598225815571993e-3,
      12,
    );
  });

  it("draws the tail as often as it should, and the wedges where they belong (99.9 % intervals)", () => {
    const n = 2_000_000;
    const luck = new Purpose(7, "ziggurat");
    const limits = [0.01, 0.1, 1, 3, 6, 7.7, 9];
    const above = limits.map(() => 0);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const x = luck.exponential(i, 0);
      sum += x;
      limits.forEach((limit, k) => {
        if (x > limit) above[k] = (above[k] as number) + 1;
      });
    }
    expect(Math.abs(sum / n - 1)).toBeLessThan(3.29 / Math.sqrt(n));
    limits.forEach((limit, k) => {
      const p = Math.exp(-limit);
      expect(Math.abs((above[k] as number) / n - p)).toBeLessThan(3.29 * Math.sqrt((p * (1 - p)) / n));
    });
  });
});
