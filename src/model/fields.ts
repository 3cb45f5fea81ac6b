/**
 * Builders of fields. A field is its description, from which forms, JSON Schema and reference are derived, and the schema that reads it.
 * Every field of a component kind is one call of one of these.
 */
import { type DistributionInput, distributionSchema } from "./distribution.ts";
import { durationText, LONGEST_DURATION } from "./duration.ts";
import { durationSchema } from "./duration-schema.ts";
import type { ChoiceOption, FieldCommon, FieldMeta, FieldMetas, TaggedVariant } from "./field-meta.ts";
import { oneOfWords, wholeNumber } from "./sentence.ts";
import { z } from "./zod.ts";

/** `schema` reads a value that is present; what happens when it is absent is in `meta`. */
export interface Field<Out> {
  readonly meta: FieldMeta;
  readonly schema: z.ZodType<Out>;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

/** What reading gives for a field, and for an object of fields. */
export type ValueOf<F> = F extends { readonly schema: z.ZodType<infer Out> } ? Out : never;
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> };

interface Words<In> {
  readonly label: string;
  readonly help: string;
  readonly default?: In;
}

interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly unit?: string;
}

/** A length of time; `min` and `max` in seconds. */
export function duration(options: Words<string | number> & Omit<Range, "unit" | "step">): Field<number> {
  const { min = 0, max = LONGEST_DURATION, ...words } = options;
  const schema = durationSchema
    .refine((seconds) => seconds >= min, { error: `must be at least ${durationText(min)}` })
    .refine((seconds) => seconds <= max, { error: `must be at most ${durationText(max)}` });
  return { meta: { type: "duration", min, max, ...words }, schema };
}

/** How long something takes, drawn anew each time. */
export function distribution(words: Words<DistributionInput>): Field<ValueOf<{ schema: typeof distributionSchema }>> {
  return { meta: { type: "distribution", ...words }, schema: distributionSchema };
}

/** A whole number, at least 0 unless `min` says otherwise. */
export function count(options: Words<number> & Range): Field<number> {
  const { min = 0, max = 1e9, step = 1, ...rest } = options;
  return { meta: { type: "count", min, max, step, ...rest }, schema: z.int({ error: wholeNumber }).min(min).max(max) };
}

/** A number, at least 0 unless `min` says otherwise; `above` excludes its end. */
export function number(options: Words<number> & Range & { readonly above?: number }): Field<number> {
  const { min = 0, max = 1e9, step = 1, above, ...rest } = options;
  const schema = above === undefined ? z.number().min(min).max(max) : z.number().gt(above).max(max);
  return { meta: { type: "number", min: above ?? min, max, step, ...rest }, schema };
}

/** A number of things a second. */
export function rate(options: Words<number> & Omit<Range, "unit"> & { readonly above?: number }): Field<number> {
  return number({ max: 10_000_000, unit: "/s", ...options });
}

/** A share of one, 0 to 1. */
export function probability(words: Words<number>): Field<number> {
  return { meta: { type: "probability", min: 0, max: 1, step: 0.01, ...words }, schema: z.number().min(0).max(1) };
}

/** An amount of money in minor units: 10000 is 100.00. */
export function money(words: Words<number>): Field<number> {
  const max = 1e9;
  return {
    meta: { type: "money", min: 0, max, step: 1, ...words },
    schema: z.int({ error: wholeNumber }).min(0).max(max),
  };
}

export function toggle(words: Words<boolean>): Field<boolean> {
  return { meta: { type: "toggle", ...words }, schema: z.boolean() };
}

/** One of a few words; `options` gives each its label. */
export function choice<const Value extends string>({
  options,
  ...words
}: Words<NoInfer<Value>> & { readonly options: Readonly<Record<Value, string>> }): Field<Value> {
  const list: ChoiceOption[] = Object.entries<string>(options).map(([value, label]) => ({ value, label }));
  const values = list.map((option) => option.value as Value);
  return { meta: { type: "choice", options: list, ...words }, schema: z.enum(values) as z.ZodType<Value> };
}

/** A line of text that is not empty. */
export function text({ maxLength = 120, ...words }: Words<string> & { readonly maxLength?: number }): Field<string> {
  return { meta: { type: "text", maxLength, ...words }, schema: z.string().min(1).max(maxLength) };
}

/** Letters, digits, "-" and "_", beginning with a letter or a digit: safe in a path, a file name and an object's key. */
export const identifierSchema = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, {
    error: 'must be letters, digits, "-" or "_", beginning with a letter or a digit',
  })
  .refine((id) => !(id in Object.prototype), { error: "is a reserved word" });

/** A short name that other places refer to. */
export function identifier(words: Words<string>): Field<string> {
  return { meta: { type: "identifier", maxLength: 64, ...words }, schema: identifierSchema };
}

/** The id of a component. Whether it exists is a question of wiring. */
export function componentRef(words: Words<string>): Field<string> {
  return { meta: { type: "component", ...words }, schema: identifierSchema };
}

/** The name of an operation of the component that the neighbouring field `of` names. */
export function operationRef({ of, ...words }: Words<string> & { readonly of: string }): Field<string> {
  return { meta: { type: "operation", of, ...words }, schema: identifierSchema };
}

/**
 * Allows null, which is then the default unless `keepDefault`.
 * @param nullWord what null means: "unlimited", "off"
 */
export function nullable<Out>(field: Field<Out>, nullWord: string, keepDefault?: "keepDefault"): Field<Out | null> {
  const kept = keepDefault !== undefined;
  const meta: FieldMeta = {
    ...field.meta,
    nullWord,
    default: kept ? field.meta.default : null,
    whenSet: field.meta.default,
  };
  return { meta, schema: field.schema.nullable() };
}

/** May be left out, and is then undefined for the kind to settle; the default shown is what it comes to. */
export function optional<Out>(field: Field<Out>): Field<Out | undefined> {
  return { meta: { ...field.meta, optional: true }, schema: field.schema };
}

/** An object of fields. */
export function group<F extends Fields>(words: Words<unknown>, fields: F): Field<ValuesOf<F>> {
  return { meta: { type: "group", fields: metasOf(fields), ...words }, schema: objectSchema(fields) };
}

/** A list of values of one field; `unique` names a key no two entries may share. */
export function list<Out>(
  {
    min = 0,
    max = 1000,
    unique,
    ...words
  }: Words<unknown> & Omit<Range, "unit" | "step"> & { readonly unique?: string },
  item: Field<Out>,
): Field<readonly Out[]> {
  const schema = z.array(item.schema).min(min).max(max);
  return {
    meta: { type: "list", item: item.meta, min, max, ...words },
    schema:
      unique === undefined ? schema : schema.superRefine((entries, context) => reportRepeats(entries, unique, context)),
  };
}

/** An object with exactly one key, the name of a variant: `{ "tokenBucket": { … } }`. */
export function oneOf<F extends Fields>(words: Words<unknown>, variants: F): Field<OneOf<F>> {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of Object.entries(variants)) shape[name] = described(field.schema, field.meta).optional();
  const schema = z
    .strictObject(shape, { error: unknownKey(Object.keys(variants)) })
    .meta({ minProperties: 1, maxProperties: 1 })
    .refine((given) => Object.values(given).filter((value) => value !== undefined).length === 1, {
      error: `must have exactly one of ${Object.keys(variants).join(", ")}`,
    });
  return {
    meta: { type: "oneOf", variants: metasOf(variants), ...words },
    schema: schema as unknown as z.ZodType<OneOf<F>>,
  };
}

/** An object with one of the keys of F. */
export type OneOf<F extends Fields> = { [K in keyof F]: { readonly [P in K]: ValueOf<F[K]> } }[keyof F];

/** An object whose key `tag` says which of the variants the rest of it is; without it, the first. */
export function tagged<const Tag extends string, V extends Readonly<Record<string, Variant>>>(
  { tag, ...words }: Words<unknown> & { readonly tag: Tag },
  variants: V,
): Field<Tagged<Tag, V>> {
  const metas: Record<string, TaggedVariant> = {};
  const branches = Object.entries(variants).map(([name, { fields, ...variant }], index) => {
    metas[name] = { ...variant, fields: metasOf(fields) };
    const literal = z.literal(name);
    return z.strictObject(
      { [tag]: index === 0 ? literal.optional().transform(() => name) : literal, ...shapeOf(fields) },
      { error: unknownKey([tag, ...Object.keys(fields)]) },
    );
  });
  const schema = z.discriminatedUnion(tag, branches as unknown as Branches, {
    error: (issue) => (issue.code === "invalid_union" ? oneOfWords(Object.keys(variants)) : undefined),
  });
  return {
    meta: { type: "tagged", tag, variants: metas, ...words },
    schema: schema as unknown as z.ZodType<Tagged<Tag, V>>,
  };
}

export interface Variant {
  readonly label: string;
  readonly help: string;
  readonly fields: Fields;
}

/** One of the variants, with the tag that names it. */
export type Tagged<Tag extends string, V extends Readonly<Record<string, Variant>>> = {
  [K in keyof V]: { readonly [P in Tag]: K } & ValuesOf<V[K]["fields"]>;
}[keyof V];

type Branches = [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]];

/** The descriptions of an object of fields. */
export function metasOf(fields: Fields): FieldMetas {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.meta]));
}

/** Reads an object of fields: defaults filled in, unknown keys refused by name. */
export function objectSchema<F extends Fields>(fields: F): z.ZodType<ValuesOf<F>> {
  return z.strictObject(shapeOf(fields), { error: unknownKey(Object.keys(fields)) }) as unknown as z.ZodType<
    ValuesOf<F>
  >;
}

function shapeOf(fields: Fields): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, settled(field)]));
}

function settled({ meta, schema }: Field<unknown>): z.ZodType {
  if (meta.optional) return described(schema.optional(), meta);
  if (meta.default === undefined) return described(schema, meta);
  return described(schema.prefault(meta.default), meta);
}

function described(schema: z.ZodType, { label, help }: FieldCommon): z.ZodType {
  return schema.meta({ title: label, description: help });
}

function unknownKey(known: readonly string[]): z.core.$ZodErrorMap {
  return (issue) => (issue.code === "unrecognized_keys" ? `is not known here (known: ${known.join(", ")})` : undefined);
}

function reportRepeats(entries: readonly unknown[], key: string, context: z.RefinementCtx): void {
  const seen = new Set<unknown>();
  entries.forEach((entry, index) => {
    const value = (entry as Record<string, unknown>)[key];
    if (seen.has(value)) {
      context.addIssue({ code: "custom", path: [index, key], message: `${JSON.stringify(value)} is used twice` });
    }
    seen.add(value);
  });
}
