/** How far ahead events are scheduled in the hold model: laws of mean 1 that are hard for one structure or another. */
import { log } from "../src/engine/kernel/math.ts";
import { Purpose } from "../src/engine/kernel/random.ts";

export const TIME_LAWS = {
  exponential: "Exponential: service times",
  uniform: "Uniform on (0, 2)",
  constant: "Constant: every event goes to the end",
  bimodal: "Two kinds: nine of ten 0.1, one 9.1, each ± 10 %",
  heavy: "Pareto with tail index 1.5: a few far ahead",
  bursts: "Multiples of 1/4: many events at one instant",
} as const;

export type TimeLaw = keyof typeof TIME_LAWS;

const FORMULAS: Readonly<Record<TimeLaw, (u: number, v: number) => number>> = {
  exponential: (u) => -log(u),
  uniform: (u) => 2 * u,
  constant: () => 1,
  bimodal: (u, v) => (u < 0.9 ? 0.1 : 9.1) * (0.9 + 0.2 * v),
  heavy: (u) => (1 / 3) * u ** (-1 / 1.5),
  bursts: (u) => Math.ceil(7 * u) / 4,
};

/** So many waits by a law. */
export function increments(law: TimeLaw, count: number): Float64Array {
  const luck = new Purpose(1, law);
  return Float64Array.from({ length: count }, (_, index) =>
    FORMULAS[law](luck.uniform(index, 0), luck.uniform(index, 1)),
  );
}
