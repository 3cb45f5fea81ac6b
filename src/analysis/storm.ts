/** Whether people who try again keep a system busy after those who came for the first time have thinned out. */
import type { AnySamples } from "./overload.ts";
import { everyNth, rates, valueAt } from "./series.ts";

/** A time in which retries outnumbered clicks. */
export interface Storm {
  /** When the clicks had fallen below half of their highest rate for good, in seconds. */
  readonly rushEnds: number;
  /** When retries first outnumbered clicks, in seconds. */
  readonly from: number;
  /** When they did no more; null when they still did as the last people clicked. */
  readonly until: number | null;
  /** The most submissions a click. */
  readonly peak: number;
}

/** Points at which a run is looked at: rates over single samples would be noise. */
const LOOKS = 100;

/** Finds a storm of retries; null when there was none. */
export function stormOf({ times, series }: AnySamples): Storm | null {
  const picked = everyNth(times.length, LOOKS);
  const clicks = rates(times, series.arrived, picked);
  const submissions = rates(times, series.submitted, picked);
  const at = (i: number) => (i < 0 ? 0 : valueAt(times, picked[i] as number));
  const last = clicks.findLastIndex((rate) => rate > 0);
  const highest = clicks.reduce((most, rate) => Math.max(most, rate || 0), 0);
  const rush = clicks.findLastIndex((rate) => rate > highest / 2);
  let first = -1;
  let end = -1;
  let peak = 0;
  for (let i = 0; i <= last; i++) {
    const each = (submissions[i] as number) / (clicks[i] as number);
    if (!(each > 2)) continue;
    if (first < 0) first = i;
    end = i;
    if (each < Infinity) peak = Math.max(peak, each);
  }
  if (first < 0) return null;
  // The last look may be cut short: a storm that reaches the one before it has not ended.
  const until = end >= last - 1 ? null : at(end);
  return { rushEnds: at(rush), from: at(first - 1), until, peak };
}
