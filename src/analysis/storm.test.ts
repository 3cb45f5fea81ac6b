import { describe, expect, it } from "vitest";
import { SERIES } from "../model/index.ts";
import type { AnySamples } from "./overload.ts";
import { stormOf } from "./storm.ts";

/** One sample a second: cumulative clicks and submissions from what came in each. */
function samples(clicks: readonly number[], submissions: readonly number[]): AnySamples {
  const sums = (values: readonly number[]) => values.map((_, k) => values.slice(0, k + 1).reduce((a, b) => a + b, 0));
  const none = clicks.map(() => 0);
  const series = Object.fromEntries(SERIES.map((name) => [name, none])) as unknown as AnySamples["series"];
  return {
    interval: 1,
    times: clicks.map((_, k) => k + 1),
    series: { ...series, arrived: sums(clicks), submitted: sums(submissions) },
    components: {},
  };
}

describe("a storm of retries", () => {
  const clicks = [10, 100, 100, 10, 10, 10, 10, 10, 10, 0];

  it("is none when each click is one submission, or a few are made twice", () => {
    expect(stormOf(samples(clicks, clicks))).toBeNull();
    expect(stormOf(samples(clicks, [10, 150, 150, 15, 12, 10, 10, 10, 10, 0]))).toBeNull();
  });

  it("ends when retries no longer outnumber the clicks", () => {
    const storm = stormOf(samples(clicks, [10, 150, 300, 100, 50, 12, 10, 10, 10, 0]));
    expect(storm).toEqual({ rushEnds: 3, from: 2, until: 5, peak: 10 });
  });

  it("has not ended when people still try again as the last ones click", () => {
    const storm = stormOf(samples(clicks, [10, 150, 300, 300, 300, 300, 300, 300, 300, 300]));
    expect(storm).toEqual({ rushEnds: 3, from: 2, until: null, peak: 30 });
  });
});
