/** From samples to as many points as a picture can show, without inventing any. */
import { everyNth, pickSamples, rates, utilizations } from "../../analysis/index.ts";
import type { Points } from "./chart.ts";

type Column = ArrayLike<number>;

/** Levels: of every stretch of samples the smallest and the largest, so that no peak is lost. */
export function levels(times: Column, values: Column, most = 400): Points {
  const kept = pickSamples([values], Math.min(times.length, values.length), most);
  return { times: taken(times, kept), values: taken(values, kept) };
}

/** The rate at which a cumulative counter grows, over stretches of equal length; it stands at 0 at time 0. */
export function rateOf(times: Column, counter: Column, stretches = 120): Points {
  const ends = everyNth(times.length, stretches);
  return { times: taken(times, ends), values: rates(times, counter, ends), steps: true };
}

/** The share of server time that was busy, over stretches of equal length. */
export function utilizationOf(times: Column, busyTime: Column, serverTime: Column, stretches = 120): Points {
  const ends = everyNth(times.length, stretches);
  return { times: taken(times, ends), values: utilizations(busyTime, serverTime, ends), steps: true };
}

function taken(column: Column, indices: readonly number[]): number[] {
  return indices.map((k) => column[k] ?? Number.NaN);
}
