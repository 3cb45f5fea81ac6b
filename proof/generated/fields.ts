/** Values of fields, drawn from their descriptions: a new setting is tried without a word here. */
import fc from "fast-check";
import type { DistributionInput, FieldMeta, FieldMetas } from "../../src/model/index.ts";

/** Names that lists of named things use. */
const NAMES = ["a", "b", "c", "d"];

/** Seconds: most short, none longer than a few, so that a run is over soon. */
export function duration(min = 0, max = 3): fc.Arbitrary<number> {
  const least = Math.ceil(min * 1000);
  const milliseconds = (most: number) => fc.integer({ min: least, max: Math.max(least, Math.min(most, max * 1000)) });
  return fc.oneof(milliseconds(least), milliseconds(20), milliseconds(300), milliseconds(3000)).map((x) => x / 1000);
}

const positive = duration(0.001, 1);

/** A distribution of every family. */
export const distribution: fc.Arbitrary<DistributionInput> = fc.oneof(
  duration(0, 1),
  positive.map((mean) => ({ exponential: { mean } })),
  fc.tuple(positive, positive).map(([a, b]) => ({ uniform: { min: Math.min(a, b), max: Math.max(a, b) } })),
  fc.tuple(positive, fc.constantFrom(0.3, 1, 4)).map(([mean, shape]) => ({ gamma: { mean, shape } })),
  fc.tuple(positive, fc.constantFrom(1, 2, 14)).map(([mean, ratio]) => ({ lognormal: { mean, p99: mean * ratio } })),
  fc.tuple(positive, positive).map((means) => ({ hyperexponential: { means, weights: [3, 1] } })),
  fc.array(duration(0, 1), { minLength: 1, maxLength: 3 }).map((values) => ({ empirical: { values } })),
);

/** A value as it is written in a document. */
export function fieldValue(meta: FieldMeta): fc.Arbitrary<unknown> {
  const value = present(meta);
  return meta.nullWord === undefined ? value : fc.option(value, { nil: null, freq: 2 });
}

/** An object of fields; what has a default may be left out. */
export function fieldValues(
  metas: FieldMetas,
  known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {},
): fc.Arbitrary<Record<string, unknown>> {
  const arbitraries: Record<string, fc.Arbitrary<unknown>> = {};
  const requiredKeys: string[] = [];
  for (const [name, meta] of Object.entries(metas)) {
    arbitraries[name] = known[name] ?? fieldValue(meta);
    if (known[name] !== undefined || (meta.default === undefined && meta.optional === undefined))
      requiredKeys.push(name);
  }
  return fc.record(arbitraries, { requiredKeys });
}

function present(meta: FieldMeta): fc.Arbitrary<unknown> {
  switch (meta.type) {
    case "duration":
      return duration(meta.min, Math.min(meta.max, 3));
    case "distribution":
      return distribution;
    case "count":
    case "money":
      return fc.integer({ min: meta.min, max: Math.min(meta.max, meta.min + 6) });
    case "number":
      return fc.integer({ min: 1, max: 20 }).map((steps) => Math.min(meta.max, meta.min + steps * meta.step));
    case "probability":
      return fc.constantFrom(0, 0.02, 0.1, 0.5, 1);
    case "toggle":
      return fc.boolean();
    case "text":
    case "identifier":
      return fc.constantFrom(...NAMES);
    case "choice":
      return fc.constantFrom(...meta.options.map(({ value }) => value));
    case "group":
      return fieldValues(meta.fields);
    case "oneOf":
      return fc.oneof(
        ...Object.entries(meta.variants).map(([name, variant]) =>
          fieldValue(variant).map((value) => ({ [name]: value })),
        ),
      );
    case "tagged":
      return fc.oneof(
        ...Object.entries(meta.variants).map(([name, { fields }]) =>
          fieldValues(fields).map((values) => ({ [meta.tag]: name, ...values })),
        ),
      );
    case "list":
      return list(meta.item, meta.min);
    case "component":
    case "operation":
      throw new Error(`what a ${meta.type} refers to is the document's to say`);
  }
}

/** A short list; entries with an id get one each. */
function list(item: FieldMeta, min: number): fc.Arbitrary<unknown> {
  return fc
    .array(fieldValue(item), { minLength: min, maxLength: Math.max(min, NAMES.length) })
    .map((entries) =>
      entries.map((entry, index) =>
        typeof entry === "object" && entry !== null && "id" in entry ? { ...entry, id: NAMES[index] } : entry,
      ),
    );
}
