/** Changing one place inside a setting, so that what is written stays short: a value that equals its default is left out. */
import { canonicalJson, type FieldMeta, type FieldMetas, parseDuration } from "../model/index.ts";

/** Keys and indices from the setting inwards. */
export type Path = readonly (string | number)[];

type Values = Readonly<Record<string, unknown>>;

/**
 * The value written at a path, or the default that stands there; undefined when there is neither. What stands for an optional setting
 * that is left out depends on others, so it reads as undefined.
 */
export function readField(meta: FieldMeta, written: unknown, path: Path): unknown {
  const here = written === undefined && !meta.optional ? meta.default : written;
  const [key, ...rest] = path;
  if (key === undefined) return here;
  const inner = innerMeta(meta, here, key);
  return inner === undefined ? undefined : readField(inner, childOf(here, key), rest);
}

/**
 * What has to be written for a setting so that `value` stands at the path; undefined when nothing has to, because all of it is at its
 * default. An undefined `value` takes what is written there away.
 */
export function writeField(meta: FieldMeta, written: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return isDefault(meta, value) ? undefined : value;
  const here = written === undefined ? meta.default : written;
  const inner = innerMeta(meta, here, key);
  if (inner === undefined) return written;
  const child = writeField(inner, childOf(here, key), rest, value);
  const next = meta.type === "list" ? withEntry(here, Number(key), child) : withKey(meta, here, String(key), child);
  return isDefault(meta, next) ? undefined : next;
}

/** The description of what is at a key. */
export function innerMeta(meta: FieldMeta, value: unknown, key: string | number): FieldMeta | undefined {
  switch (meta.type) {
    case "group":
      return meta.fields[key];
    case "oneOf":
      return meta.variants[key];
    case "list":
      return meta.item;
    case "tagged":
      return key === meta.tag ? tagMeta(meta) : variantFields(meta, value)[key];
    default:
      return undefined;
  }
}

type TaggedMeta = FieldMeta & { readonly type: "tagged" };

/** The fields of the variant a tagged value is of. */
export function variantFields(meta: TaggedMeta, value: unknown): FieldMetas {
  return meta.variants[variantOf(meta, value)]?.fields ?? {};
}

/** The variant a tagged value is of: the first when it does not say. */
export function variantOf(meta: TaggedMeta, value: unknown): string {
  const [first = ""] = Object.keys(meta.variants);
  const named = childOf(value, meta.tag);
  return typeof named === "string" && Object.hasOwn(meta.variants, named) ? named : first;
}

function tagMeta(meta: TaggedMeta): FieldMeta {
  const { variants, label, help } = meta;
  const options = Object.entries(variants).map(([value, variant]) => ({ value, label: variant.label }));
  const plain = plainVariant(meta);
  return { type: "choice", options, label, help, ...(plain !== undefined && { default: plain }) };
}

/** The variant that need not be named: the first, where the whole setting may be left out. */
export function plainVariant(meta: TaggedMeta): string | undefined {
  return meta.default === undefined ? undefined : Object.keys(meta.variants)[0];
}

/** A value to begin with where there is no default. */
export function initialValue(meta: FieldMeta): unknown {
  if (meta.default !== undefined) return meta.default;
  if (meta.optional) return undefined;
  switch (meta.type) {
    case "duration":
      return `${Math.max(meta.min, 60)}s`;
    case "distribution":
      return "100ms";
    case "count":
    case "number":
    case "probability":
    case "money":
      return Math.max(meta.min, Math.min(meta.max, 1));
    case "toggle":
      return false;
    case "choice":
      return meta.options[0]?.value;
    case "group":
      return initialFields(meta.fields);
    case "oneOf": {
      const [[name, variant] = ["", undefined]] = Object.entries(meta.variants);
      return variant && { [name]: initialValue(variant) };
    }
    case "tagged":
      return initialVariant(meta, variantOf(meta, undefined));
    case "list":
      return meta.min > 0 ? [initialValue(meta.item)] : [];
    default:
      return "item";
  }
}

/** A variant of a tagged value, with what it needs. */
export function initialVariant(meta: TaggedMeta, name: string): Values {
  const tag = name === plainVariant(meta) ? {} : { [meta.tag]: name };
  return { ...tag, ...initialFields(meta.variants[name]?.fields ?? {}) };
}

function initialFields(fields: FieldMetas): Values {
  const entries = Object.entries(fields).filter(([, meta]) => meta.default === undefined && !meta.optional);
  return Object.fromEntries(entries.map(([key, meta]) => [key, initialValue(meta)]));
}

function isDefault(meta: FieldMeta, value: unknown): boolean {
  if (value === undefined) return true;
  if (meta.default === undefined) return false;
  if (meta.type === "duration" || meta.type === "distribution") {
    const [a, b] = [seconds(value), seconds(meta.default)];
    if (a !== undefined && a === b) return true;
  }
  return canonicalJson(value) === canonicalJson(meta.default);
}

function seconds(value: unknown): number | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const read = parseDuration(value);
  return read.ok ? read.value : undefined;
}

function childOf(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}

function withEntry(list: unknown, index: number, entry: unknown): unknown[] {
  const entries = Array.isArray(list) ? [...(list as unknown[])] : [];
  if (entry === undefined) entries.splice(index, 1);
  else entries[index] = entry;
  return entries;
}

function withKey(meta: FieldMeta, object: unknown, key: string, child: unknown): Values {
  const values = typeof object === "object" && object !== null ? (object as Values) : {};
  // The key of a variant says which one it is, so it stays even when all of it is at its default.
  const kept = child === undefined && meta.type === "oneOf" ? meta.variants[key]?.default : child;
  const { [key]: _before, ...others } = values;
  return kept === undefined ? others : { ...values, [key]: kept };
}
