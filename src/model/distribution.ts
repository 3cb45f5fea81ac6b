import { durationSchema } from "./duration-schema.ts";
import { unlessMissing } from "./sentence.ts";
import { z } from "./zod.ts";

/** How long something takes, every length in seconds, `weights` adding up to 1. */
export type Distribution =
  | { readonly type: "constant"; readonly value: number }
  | { readonly type: "uniform"; readonly min: number; readonly max: number }
  | { readonly type: "exponential"; readonly mean: number }
  | { readonly type: "gamma"; readonly mean: number; readonly shape: number }
  | { readonly type: "lognormal"; readonly mean: number; readonly p99: number }
  | { readonly type: "hyperexponential"; readonly means: readonly number[]; readonly weights: readonly number[] }
  | { readonly type: "empirical"; readonly values: readonly number[] };

export type DistributionType = Distribution["type"];

type DurationInput = string | number;

/** A distribution as written: a duration (constant), or an object with one key. */
export type DistributionInput =
  | DurationInput
  | { readonly uniform: { readonly min: DurationInput; readonly max: DurationInput } }
  | { readonly exponential: { readonly mean: DurationInput } }
  | { readonly gamma: { readonly mean: DurationInput; readonly shape: number } }
  | { readonly lognormal: { readonly mean: DurationInput; readonly p99: DurationInput } }
  | { readonly hyperexponential: { readonly means: readonly DurationInput[]; readonly weights: readonly number[] } }
  | { readonly empirical: { readonly values: readonly DurationInput[] } };

/** No lognormal has a 99th percentile further from its mean than this: e^(z²/2), z = 2.3263 the normal 99th percentile. */
const LOGNORMAL_RATIO_MAX = 14.96;
const EMPIRICAL_VALUES_MAX = 10_000;
const HYPEREXPONENTIAL_BRANCHES_MAX = 20;

const mean = durationSchema.refine((seconds) => seconds > 0, { error: "must be more than 0" });

const variants = {
  uniform: z
    .strictObject({ min: durationSchema, max: durationSchema })
    .refine((d) => d.min <= d.max, { path: ["max"], error: "must not be less than min" })
    .transform((d): Distribution => ({ type: "uniform", ...d })),
  exponential: z.strictObject({ mean }).transform((d): Distribution => ({ type: "exponential", ...d })),
  gamma: z
    .strictObject({ mean, shape: z.number().min(0.01).max(10_000) })
    .transform((d): Distribution => ({ type: "gamma", ...d })),
  lognormal: z
    .strictObject({ mean, p99: durationSchema })
    .refine((d) => d.p99 >= d.mean, { path: ["p99"], error: "must not be less than the mean" })
    .refine((d) => d.p99 <= d.mean * LOGNORMAL_RATIO_MAX, {
      path: ["p99"],
      error: `must be at most ${LOGNORMAL_RATIO_MAX} times the mean: no lognormal reaches further`,
    })
    .transform((d): Distribution => ({ type: "lognormal", ...d })),
  hyperexponential: z
    .strictObject({
      means: z.array(mean).min(1).max(HYPEREXPONENTIAL_BRANCHES_MAX),
      weights: z.array(z.number().gt(0).max(1e9)).min(1).max(HYPEREXPONENTIAL_BRANCHES_MAX),
    })
    .refine((d) => d.means.length === d.weights.length, { path: ["weights"], error: "must have one weight a mean" })
    .transform((d): Distribution => {
      const total = d.weights.reduce((sum, weight) => sum + weight, 0);
      return { type: "hyperexponential", means: d.means, weights: d.weights.map((weight) => weight / total) };
    }),
  empirical: z
    .strictObject({ values: z.array(durationSchema).min(1).max(EMPIRICAL_VALUES_MAX) })
    .transform((d): Distribution => ({ type: "empirical", ...d })),
};

const oneVariant = z
  .strictObject({
    uniform: variants.uniform.optional(),
    exponential: variants.exponential.optional(),
    gamma: variants.gamma.optional(),
    lognormal: variants.lognormal.optional(),
    hyperexponential: variants.hyperexponential.optional(),
    empirical: variants.empirical.optional(),
  })
  .meta({ minProperties: 1, maxProperties: 1 })
  .transform((given, context): Distribution => {
    const [only, ...more] = Object.values(given).filter((value) => value !== undefined);
    if (only !== undefined && more.length === 0) return only;
    context.addIssue({ code: "custom", message: `must have exactly one of ${Object.keys(variants).join(", ")}` });
    return z.NEVER;
  });

/** Reads a distribution as written in a document into {@link Distribution}. */
export const distributionSchema: z.ZodType<Distribution> = z
  .union([durationSchema.transform((value): Distribution => ({ type: "constant", value })), oneVariant], {
    error: unlessMissing(
      'must be a duration such as "80ms", or a distribution such as { "exponential": { "mean": "80ms" } }',
    ),
  })
  .meta({ id: "distribution" });

/** The mean of a distribution, in seconds, exactly. */
export function meanOf(distribution: Distribution): number {
  switch (distribution.type) {
    case "constant":
      return distribution.value;
    case "uniform":
      return (distribution.min + distribution.max) / 2;
    case "hyperexponential":
      return distribution.means.reduce((sum, each, i) => sum + each * (distribution.weights[i] ?? 0), 0);
    case "empirical":
      return distribution.values.reduce((sum, each) => sum + each, 0) / distribution.values.length;
    default:
      return distribution.mean;
  }
}
