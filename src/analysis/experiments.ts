/** What experiments find: many runs for one answer. */
import type { Variation } from "../model/index.ts";
import type { Knee } from "./knee.ts";
import type { Band, Compared, Replicated } from "./replications.ts";
import type { Interval } from "./statistics.ts";

/** Which run: its seed, and the digest by which it can be told. */
export interface RunMark {
  readonly seed: number;
  readonly digest: string;
}

export interface Replications {
  readonly runs: readonly RunMark[];
  readonly figures: readonly Replicated[];
  /** How often each goal was met. */
  readonly goals: readonly { readonly name: string; readonly met: number }[];
  readonly bands: readonly (Band & { readonly label: string; readonly unit: "count" | "seconds" })[];
}

export interface Comparison {
  readonly a: { readonly name: string; readonly runs: readonly RunMark[] };
  readonly b: { readonly name: string; readonly runs: readonly RunMark[] };
  readonly figures: readonly Compared[];
}

/** A figure over the values of one setting or two. */
export interface Sweep {
  readonly figure: string;
  readonly variations: readonly Variation[];
  /** One for each value of the first setting, and in it one for each value of the second; of a single setting, one. */
  readonly cells: readonly (readonly Interval[])[];
  /** Along the first setting, one for each value of the second. */
  readonly knees: readonly (Knee | null)[];
}
