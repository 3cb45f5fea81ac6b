import { describe, expect, it } from "vitest";
import { hashText, Purpose } from "./random.ts";

const DRAWS = 400_000;

/**
 * Pearson's chi-square of counts that should all be equal, as a number of standard deviations from its mean. Beyond 5
 * comes once in some hundred thousand times (the chi-square of so many bins is nearly normal).
 */
function deviation(counts: ArrayLike<number>): number {
  const bins = counts.length;
  const total = Array.from(counts).reduce((sum, n) => sum + n, 0);
  const expected = total / bins;
  const square = Array.from(counts).reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  return (square - (bins - 1)) / Math.sqrt(2 * (bins - 1));
}

/** How often each of 16 x 16 cells is hit by pairs of numbers. */
function cells(pair: (index: number) => readonly [number, number]): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = 0; i < DRAWS; i++) {
    const [x, y] = pair(i);
    counts[Math.floor(x * 16) * 16 + Math.floor(y * 16)]++;
  }
  return counts;
}

const charge = new Purpose(1, "payment/charge");

describe("a purpose", () => {
  it("gives equal numbers for equal arguments, in any order", () => {
    const again = new Purpose(1, "payment/charge");
    const forward = Array.from({ length: 50 }, (_, i) => charge.uniform(i, 2, 1));
    const backward = Array.from({ length: 50 }, (_, i) => again.uniform(49 - i, 2, 1)).reverse();
    expect(backward).toEqual(forward);
  });

  it("keeps its numbers for ever: every recorded run depends on them", () => {
    expect([
      charge.uniform(0, 0),
      charge.uniform(1, 0),
      charge.uniform(0, 1),
      charge.uniform(0, 0, 1),
    ]).toMatchInlineSnapshot(`
      [
        0.8824859789936723,
        0.6868331141628774,
        0.0483528256334394,
        0.29488026528627614,
      ]
    `);
    expect(hashText("payment/charge")).toMatchInlineSnapshot(`2912558207`);
  });

  it.each([
    ["orders", (i: number) => charge.uniform(i, 0)],
    ["orders of another source", (i: number) => charge.uniform((3 << 27) | i, 0)],
    ["attempts", (i: number) => charge.uniform(7, i & 0xffff, i >>> 16)],
    ["substreams", (i: number) => charge.uniform(7, 0, i)],
    ["seeds", (i: number) => new Purpose(i, "payment/charge").uniform(0, 0)],
    ["large seeds", (i: number) => new Purpose(2 ** 33 + i, "x").uniform(0, 0)],
    ["low bits", (i: number) => (charge.uniform(i, 0) * 2 ** 40) % 1],
    ["middle bits", (i: number) => (charge.uniform(i, 0) * 2 ** 24) % 1],
  ])("is uniform over %s", (_, draw) => {
    const counts = new Uint32Array(256);
    for (let i = 0; i < DRAWS; i++) counts[Math.floor(draw(i) * 256)]++;
    expect(Math.abs(deviation(counts))).toBeLessThan(5);
  });

  it("notices what is not uniform", () => {
    const counts = new Uint32Array(256);
    for (let i = 0; i < DRAWS; i++) counts[Math.floor(charge.uniform(i, 0) ** 1.02 * 256)]++;
    expect(deviation(counts)).toBeGreaterThan(5);
  });

  const refund = new Purpose(1, "payment/refund");
  const otherSeed = new Purpose(2, "payment/charge");
  it.each<[string, (i: number) => readonly [number, number]]>([
    ["the next order", (i) => [charge.uniform(i, 0), charge.uniform(i + 1, 0)]],
    ["the next attempt", (i) => [charge.uniform(i, 0), charge.uniform(i, 1)]],
    ["an attempt after a redelivery", (i) => [charge.uniform(i, 3), charge.uniform(i, 1003)]],
    ["another substream", (i) => [charge.uniform(i, 0, 2), charge.uniform(i, 0, 3)]],
    ["another purpose", (i) => [charge.uniform(i, 0), refund.uniform(i, 0)]],
    ["another seed", (i) => [charge.uniform(i, 0), otherSeed.uniform(i, 0)]],
    ["another source", (i) => [charge.uniform(i, 0), charge.uniform((1 << 27) | i, 0)]],
    ["its own low bits", (i) => [charge.uniform(i, 0), (charge.uniform(i, 0) * 2 ** 40) % 1]],
  ])("is independent of %s", (_, pair) => {
    expect(Math.abs(deviation(cells(pair)))).toBeLessThan(5);
  });

  it("never gives 0 or 1, of which a logarithm could be taken in vain", () => {
    for (let i = 0; i < DRAWS; i++) {
      const u = charge.uniform(i, 0);
      if (!(u > 0 && u < 1)) expect.fail(`${u} for order ${i}`);
    }
  });
});

describe("a text's hash", () => {
  it("tells names apart", () => {
    const names = ["a", "b", "ab", "ba", "payment/charge", "payment/charg", "payment/chargf", "", " "];
    expect(new Set(names.map((name) => hashText(name))).size).toBe(names.length);
  });
});
