import { describe, expect, it } from "vitest";
import { everyNth, pickSamples, rates, utilizations } from "./series.ts";

describe("rates", () => {
  it("are what was added over the interval, the first from 0", () => {
    expect([...rates([0.5, 1, 2], [10, 10, 40], [0, 1, 2])]).toEqual([20, 0, 30]);
  });

  it("are averages over all that lies between two picked samples", () => {
    expect([...rates([1, 2, 3, 4], [4, 4, 10, 10], [1, 3])]).toEqual([2, 3]);
  });

  it("are absent where a value is", () => {
    expect([...rates([1, 2, 3], [1, null, 3], [0, 1, 2])]).toEqual([1, Number.NaN, Number.NaN]);
  });
});

describe("utilization", () => {
  it("is busy time over server time of each interval", () => {
    expect([...utilizations([5, 15, 15], [10, 20, 30], [0, 1, 2])]).toEqual([0.5, 1, 0]);
  });

  it("begins again when a warm-up ends", () => {
    expect([...utilizations([8, 1], [10, 2], [0, 1])]).toEqual([0.8, 0.5]);
  });

  it("is absent where servers are unlimited", () => {
    const none = Float64Array.of(Number.NaN, Number.NaN);
    expect([...utilizations([1, 2], none, [0, 1])]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe("every n-th sample", () => {
  it("is all of a few, and always has the last", () => {
    expect(everyNth(3, 400)).toEqual([0, 1, 2]);
    expect(everyNth(7, 3)).toEqual([2, 5, 6]);
    expect(everyNth(2000, 400)).toHaveLength(400);
    expect(everyNth(0, 400)).toEqual([]);
  });
});

describe("picking samples", () => {
  const count = 2000;
  const wave = Float64Array.from({ length: count }, (_, k) => Math.sin(k / 7));
  const spike = Float64Array.from({ length: count }, (_, k) => (k === 777 ? 1e6 : k === 1444 ? -1e6 : 0));
  const steady = Float64Array.from({ length: count }, (_, k) => k);

  it("keeps all of a few", () => {
    expect(pickSamples([[1, 2, 3]], 3, 400)).toEqual([0, 1, 2]);
  });

  it("stays within its number, in order, with both ends", () => {
    for (const columns of [[wave], [wave, spike, steady], [spike]]) {
      const kept = pickSamples(columns, count, 400);
      expect(kept.length).toBeLessThanOrEqual(400);
      expect(kept[0]).toBe(0);
      expect(kept.at(-1)).toBe(count - 1);
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
    }
  });

  it("uses the room it has", () => {
    expect(pickSamples([wave], count, 400).length).toBeGreaterThan(300);
    expect(pickSamples([wave, spike, steady], count, 400).length).toBeGreaterThan(250);
  });

  it("loses no peak and no trough of any line", () => {
    const kept = pickSamples([wave, spike, steady], count, 400);
    expect(kept).toContain(777);
    expect(kept).toContain(1444);
    expect(Math.max(...kept.map((k) => wave[k]))).toBe(Math.max(...wave));
    expect(Math.min(...kept.map((k) => wave[k]))).toBe(Math.min(...wave));
  });

  it("minds no absent values", () => {
    const absent = new Float64Array(count).fill(Number.NaN);
    expect(pickSamples([absent], count, 400)).toEqual([0, count - 1]);
  });
});
