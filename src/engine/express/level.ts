import type { Integral } from "../measure/integral.ts";

/** A level that changes in steps, in four doubles: what an {@link Integral} is outside of the express lane. */
const VALUE = 0;
const PEAK = 1;
const AREA = 2;
const SINCE = 3;

/** The level at `at` rises by one, at `now` (seconds). */
export function rise(doubles: Float64Array, at: number, now: number): void {
  const value = doubles[at + VALUE];
  doubles[at + AREA] += value * (now - doubles[at + SINCE]);
  doubles[at + SINCE] = now;
  doubles[at + VALUE] = value + 1;
  if (value + 1 > doubles[at + PEAK]) doubles[at + PEAK] = value + 1;
}

/** The level at `at` falls by one, at `now` (seconds). */
export function fall(doubles: Float64Array, at: number, now: number): void {
  const value = doubles[at + VALUE];
  doubles[at + AREA] += value * (now - doubles[at + SINCE]);
  doubles[at + SINCE] = now;
  doubles[at + VALUE] = value - 1;
}

export function loadLevel(doubles: Float64Array, at: number, from: Integral): void {
  doubles[at + VALUE] = from.value;
  doubles[at + PEAK] = from.peak;
  doubles[at + AREA] = from.area;
  doubles[at + SINCE] = from.since;
}

export function storeLevel(doubles: Float64Array, at: number, to: Integral): void {
  to.value = doubles[at + VALUE];
  to.peak = doubles[at + PEAK];
  to.area = doubles[at + AREA];
  to.since = doubles[at + SINCE];
}
