import { describe, expect, it } from "vitest";
import { FIRST_INTERVAL, Timeline } from "./timeline.ts";

/** Samples the clock itself until `now`. */
function sampledUntil(now: number): { timeline: Timeline; column: number } {
  const timeline = new Timeline();
  const column = timeline.add((at) => at);
  while (timeline.due <= now) timeline.sample();
  return { timeline, column };
}

describe("a timeline", () => {
  it("samples at equal intervals, from the first one on", () => {
    const { timeline, column } = sampledUntil(1);
    expect(timeline.count).toBe(1 / FIRST_INTERVAL);
    expect(timeline.times()[0]).toBe(FIRST_INTERVAL);
    expect(timeline.times()).toEqual(timeline.column(column));
  });

  it.each([25.6, 30, 100, 3600, 86_400])(
    "of %d s has at most 2048 samples, and each is of its own instant",
    (seconds) => {
      const { timeline, column } = sampledUntil(seconds);
      expect(timeline.count).toBeLessThanOrEqual(2048);
      expect(timeline.count).toBeGreaterThanOrEqual(1023);
      expect(timeline.column(column)).toEqual(timeline.times());
      expect(timeline.due).toBe((timeline.count + 1) * timeline.interval);
      expect(timeline.due).toBeGreaterThan(seconds);
    },
  );

  it("samples whole seconds as long as they can be", () => {
    const { timeline } = sampledUntil(600);
    const times = [...timeline.times()];
    for (const second of [60, 120, 599])
      expect(times.some((time) => Math.abs(time - second) <= timeline.interval)).toBe(true);
    expect(Number.isInteger(Math.log2(timeline.interval / FIRST_INTERVAL))).toBe(true);
  });

  it("tells when the interval doubles", () => {
    const timeline = new Timeline();
    timeline.add(() => 0);
    const intervals: number[] = [];
    timeline.whenCoarser(() => intervals.push(timeline.interval));
    while (timeline.due <= 110) timeline.sample();
    expect(intervals).toEqual([2 * FIRST_INTERVAL, 4 * FIRST_INTERVAL, 8 * FIRST_INTERVAL]);
  });

  it("drops what was sampled after the end of the run, but keeps the interval the end lies in", () => {
    const { timeline, column } = sampledUntil(100 * FIRST_INTERVAL);
    timeline.cut(10.5 * FIRST_INTERVAL);
    expect(timeline.column(column)).toHaveLength(11);
    expect(timeline.times().at(-1)).toBeCloseTo(11 * FIRST_INTERVAL, 12);
    timeline.cut(0);
    expect(timeline.count).toBe(1);
  });

  it.each([20, 100, 3600])("reads from snapshots what it would have read at once, over %d s", (seconds) => {
    let level = 0;
    const kept: number[] = [];
    let shown: number | null = null;
    const read = (sample: number | null) => (sample === null ? level : kept[sample]);
    const late = new Timeline({
      take: (sample) => {
        kept[sample] = level;
      },
      keep: (from, to) => {
        kept[to] = kept[from];
      },
      show: (sample) => {
        shown = sample;
      },
    });
    const atOnce = new Timeline();
    late.add(() => read(shown));
    atOnce.add(() => level);
    while (atOnce.due <= seconds) {
      level = Math.sin(atOnce.due);
      late.sample();
      atOnce.sample();
      // Somebody looks now and then.
      if (atOnce.count % 700 === 0) late.develop();
    }
    late.develop();
    expect(shown).toBe(null);
    expect(late.times()).toEqual(atOnce.times());
    expect(late.column(0)).toEqual(atOnce.column(0));
  });
});
