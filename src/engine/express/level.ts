import type { Integral } from "../measure/integral.ts";

/** A level of the core is four doubles: value, peak, area, and when it changed last. */
export function loadLevel(doubles: Float64Array, at: number, from: Integral): void {
  doubles[at] = from.value;
  doubles[at + 1] = from.peak;
  doubles[at + 2] = from.area;
  doubles[at + 3] = from.since;
}

export function storeLevel(doubles: Float64Array, at: number, to: Integral): void {
  to.value = doubles[at];
  to.peak = doubles[at + 1];
  to.area = doubles[at + 2];
  to.since = doubles[at + 3];
}
