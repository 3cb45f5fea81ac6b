/** The families of distributions as a form knows them: their parameters, and what to begin with when one is chosen. */
import { type DistributionType, durationText, type FieldMeta } from "../../model/index.ts";
import type { Wording } from "./use-typing.ts";
import { duration, durations, numbers, wordingOf } from "./wording.ts";

export interface Parameter {
  readonly key: string;
  readonly meta: FieldMeta;
  readonly wording: Wording;
}

export interface Family {
  readonly label: string;
  readonly parameters: readonly Parameter[];
  /** As written in a document, with this mean. */
  readonly from: (mean: number) => unknown;
}

const time = (key: string, label: string, help: string): Parameter => ({
  key,
  meta: { type: "duration", label, help, min: 0, max: Number.POSITIVE_INFINITY },
  wording: duration,
});

const mean = time("mean", "Mean", "The mean of all durations.");

const shapeMeta: FieldMeta = {
  type: "number",
  label: "Shape",
  help: "1 is exponential; the larger, the more regular.",
  min: 0.01,
  max: 10_000,
  step: 0.1,
};

const shape: Parameter = { key: "shape", meta: shapeMeta, wording: wordingOf(shapeMeta) ?? duration };

const many = (key: string, label: string, help: string, wording: Wording): Parameter => ({
  key,
  meta: { type: "text", label, help, maxLength: 1_000_000 },
  wording,
});

/** By the key a document writes; "constant" is written as a duration alone. */
export const FAMILIES: Readonly<Record<DistributionType, Family>> = {
  constant: { label: "Constant", parameters: [], from: (seconds) => durationText(seconds) },
  uniform: {
    label: "Uniform",
    parameters: [time("min", "Least", "No duration is shorter."), time("max", "Most", "No duration is longer.")],
    from: (seconds) => ({ uniform: { min: durationText(seconds / 2), max: durationText(seconds * 1.5) } }),
  },
  exponential: {
    label: "Exponential",
    parameters: [mean],
    from: (seconds) => ({ exponential: { mean: durationText(seconds) } }),
  },
  gamma: {
    label: "Gamma",
    parameters: [mean, shape],
    from: (seconds) => ({ gamma: { mean: durationText(seconds), shape: 2 } }),
  },
  lognormal: {
    label: "Lognormal",
    parameters: [mean, time("p99", "p99", "One duration in a hundred is longer.")],
    from: (seconds) => ({ lognormal: { mean: durationText(seconds), p99: durationText(seconds * 4) } }),
  },
  hyperexponential: {
    label: "Hyperexponential",
    parameters: [
      many("means", "Means", "The mean of each branch, separated by commas.", durations),
      many("weights", "Weights", "How often each branch is taken, relative to the others.", numbers),
    ],
    from: (seconds) => ({
      hyperexponential: { means: [durationText(seconds / 2), durationText(seconds * 5.5)], weights: [9, 1] },
    }),
  },
  empirical: {
    label: "Empirical",
    parameters: [many("values", "Values", "Measured durations, one of which is drawn each time.", durations)],
    from: (seconds) => ({ empirical: { values: [durationText(seconds)] } }),
  },
};

/** The family of a distribution as written. */
export function familyOf(written: unknown): DistributionType {
  if (typeof written !== "object" || written === null) return "constant";
  const [key] = Object.keys(written);
  return key !== undefined && Object.hasOwn(FAMILIES, key) ? (key as DistributionType) : "constant";
}
