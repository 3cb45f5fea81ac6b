import { describe, expect, it } from "vitest";
import { LatencyMeter, WindowedHistogram } from "./latency.ts";

describe("a latency meter", () => {
  it("leaves out what ends before the warm-up does", () => {
    const meter = new LatencyMeter(10, null);
    meter.add(100, 9.999, 1);
    meter.add(1, 10, 2);
    meter.add(3, 20, 3);
    expect(meter.summary()).toMatchObject({ count: 2, mean: 2, max: 3 });
    expect(meter.slowest()).toEqual({ order: 3, time: 20 });
  });

  it("names the first of those that took longest, also where none took any time", () => {
    const meter = new LatencyMeter(0, null);
    expect(meter.slowest()).toBeNull();
    meter.add(0, 1, 7);
    expect(meter.slowest()).toEqual({ order: 7, time: 1 });
    meter.add(2, 3, 8);
    meter.add(2, 4, 9);
    meter.add(1, 5, 10);
    expect(meter.slowest()).toEqual({ order: 8, time: 3 });
  });

  it("says null where there is nothing to say", () => {
    expect(new LatencyMeter(0, null).summary()).toEqual({
      count: 0,
      mean: null,
      p50: null,
      p95: null,
      p99: null,
      max: null,
    });
  });

  it("has percentiles within 0.2 %", () => {
    const meter = new LatencyMeter(0, null);
    for (let n = 1; n <= 10_000; n++) meter.add(n / 1000, n, n);
    const { p50, p95, p99, max } = meter.summary();
    for (const [found, exact] of [
      [p50, 5],
      [p95, 9.5],
      [p99, 9.9],
    ]) {
      expect(Math.abs((found ?? 0) - (exact ?? 0))).toBeLessThan(0.002 * (exact ?? 0));
    }
    expect(max).toBe(10);
  });
});

describe("a meter that is told", () => {
  const counted = (count: number, seconds: number) => ({
    count,
    sum: count * seconds,
    max: seconds,
    zeros: 0,
    octaves: [],
  });

  it("has what it was told in place of what it had", () => {
    const meter = new LatencyMeter(0, null);
    meter.add(9, 1, 1);
    meter.replace(counted(2, 4), 4, { order: 7, time: 3 });
    expect(meter.summary()).toMatchObject({ count: 2, mean: 4, max: 4 });
    expect(meter.slowest()).toEqual({ order: 7, time: 3 });
  });

  it("has windows where something was counted, and nowhere else", () => {
    const windows = new WindowedHistogram(1);
    for (let t = 1; t <= 5; t++) windows.add(t, t);
    windows.replace(2, [counted(1, 3), null, counted(1, 5)]);
    expect([...windows.quantiles(1, 4)]).toEqual([3, Number.NaN, 5, Number.NaN]);
    windows.add(8, 3);
    expect([...windows.quantiles(1, 3)]).toEqual([3, 8, 5]);
  });
});

describe("windows over time", () => {
  it("hold what ended in each interval, its end included", () => {
    const windows = new WindowedHistogram(1);
    windows.add(5, 0);
    windows.add(6, 1);
    windows.add(7, 1.001);
    windows.add(8, 3);
    const medians = windows.quantiles(1, 4);
    expect([...medians]).toEqual([6, 7, 8, Number.NaN]);
  });

  it("merge with their neighbours when the intervals double, and go on", () => {
    const windows = new WindowedHistogram(1);
    for (let t = 1; t <= 8; t++) if (t !== 5 && t !== 6) windows.add(t, t);
    windows.coarsen();
    expect([...windows.quantiles(1, 4)]).toEqual([2, 4, Number.NaN, 8]);
    windows.add(50, 6);
    windows.add(60, 9);
    expect([...windows.quantiles(1, 5)]).toEqual([2, 4, 50, 8, 60]);
    windows.coarsen();
    expect([...windows.quantiles(1, 3)]).toEqual([4, 50, 60]);
    // Used again after merging, a histogram must have been emptied.
    expect([...windows.quantiles(0, 3)].map(Math.round)).toEqual([1, 7, 60]);
  });
});
