import { describe, expect, it } from "vitest";
import { FIRST_INTERVAL, LateTimeline, PromptTimeline, type Snapshots, type Timeline } from "./timeline.ts";

/** Samples the clock itself until `now`. */
function sampledUntil(now: number): { timeline: Timeline; column: number } {
  const timeline = new PromptTimeline();
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
    const intervals: number[] = [];
    const timeline: Timeline = new PromptTimeline(() => intervals.push(timeline.interval));
    timeline.add(() => 0);
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
    const snapshots = new Levels(() => level);
    const late = new LateTimeline(snapshots);
    const prompt = new PromptTimeline();
    late.add(() => snapshots.shown ?? level);
    prompt.add(() => level);
    while (prompt.due <= seconds) {
      level = Math.sin(prompt.due);
      late.sample();
      prompt.sample();
      // Somebody looks now and then.
      if (prompt.count % 700 === 0) late.develop();
    }
    while (!late.develop(300));
    expect(snapshots.shown).toBe(null);
    expect(late.times()).toEqual(prompt.times());
    expect(late.column(0)).toEqual(prompt.column(0));
    for (const timeline of [late, prompt]) timeline.cut(seconds / 2);
    expect(late.times()).toEqual(prompt.times());
    expect(late.column(0)).toEqual(prompt.column(0));
  });

  it("has no figures before its first sample", () => {
    const late = new LateTimeline(new Levels(() => 1));
    late.add(() => 1);
    late.develop();
    expect(late.column(0)).toHaveLength(0);
  });
});

/** Snapshots of one level, that keep time as a timeline does. */
class Levels implements Snapshots {
  shown: number | null = null;
  private readonly kept = new PromptTimeline();

  constructor(level: () => number) {
    this.kept.add(level);
  }

  get interval() {
    return this.kept.interval;
  }

  get due() {
    return this.kept.due;
  }

  get count() {
    return this.kept.count;
  }

  sample() {
    this.kept.sample();
  }

  show(sample: number | null) {
    this.shown = sample === null ? null : this.kept.column(0)[sample];
  }
}
