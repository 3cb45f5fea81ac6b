/** Settings in words: the value of any field, and what of a configuration differs from the defaults. */
import type { Distribution } from "./distribution.ts";
import { durationText } from "./duration.ts";
import type { FieldMeta, FieldMetas } from "./field-meta.ts";
import { formatCount, formatInteger, formatMoney, formatPercent } from "./format.ts";
import { canonicalJson } from "./json.ts";
import { KINDS, type Kind } from "./kinds/index.ts";
import type { KindDefinition } from "./kinds/kind.ts";

/** A setting that was changed. */
export interface Difference {
  /** The place inside the configuration, such as "operations.charge". */
  readonly path: string;
  /** "Operations: Charge". */
  readonly label: string;
  readonly value: string;
  readonly default: string;
}

type Values = Readonly<Record<string, unknown>>;

/** The settings of a configuration, as written, that do not read the same as the defaults. None when it cannot be read at all. */
export function differsFromDefault(kind: Kind, config: Values = {}): readonly Difference[] {
  const { schema, fields }: KindDefinition = KINDS[kind];
  const read = schema.safeParse(config);
  const plain = schema.safeParse({});
  return read.success && plain.success
    ? compare(fields, config, asValues(read.data), asValues(plain.data), "", "")
    : [];
}

function compare(
  fields: FieldMetas,
  written: Values,
  read: Values,
  plain: Values,
  path: string,
  label: string,
): Difference[] {
  return Object.entries(fields).flatMap(([key, meta]) => {
    if (written[key] === undefined || canonicalJson(read[key]) === canonicalJson(plain[key])) return [];
    const here = { path: path + key, label: label + meta.label };
    if (meta.type === "group" && isValues(written[key]) && isValues(read[key])) {
      return compare(meta.fields, written[key], read[key], asValues(plain[key]), `${here.path}.`, `${here.label}: `);
    }
    return [{ ...here, value: formatSetting(meta, read[key]), default: formatSetting(meta, plain[key]) }];
  });
}

/** The value of a field, read, in words: "15m", "exponential, mean 80ms", "unlimited". */
export function formatSetting(meta: FieldMeta, value: unknown): string {
  if (value === null) return meta.nullWord ?? "none";
  if (value === undefined) return "not set";
  switch (meta.type) {
    case "duration":
      return typeof value === "string" ? value : durationText(Number(value));
    case "distribution":
      return formatDistribution(value as Distribution);
    case "count":
    case "number":
      return exactNumber(Number(value)) + unitWord(meta.unit);
    case "probability":
      return formatPercent(Number(value));
    case "money":
      return formatMoney(Number(value));
    case "toggle":
      return value === true ? "on" : "off";
    case "choice":
      return meta.options.find((option) => option.value === value)?.label ?? String(value);
    case "group":
      return formatFields(meta.fields, asValues(value));
    case "oneOf":
      return Object.entries(meta.variants)
        .filter(([key]) => asValues(value)[key] !== undefined)
        .map(([key, variant]) => `${variant.label} (${formatSetting(variant, asValues(value)[key])})`)
        .join(", ");
    case "tagged": {
      const variant = meta.variants[String(asValues(value)[meta.tag])];
      return variant ? `${variant.label} (${formatFields(variant.fields, asValues(value))})` : "";
    }
    case "list":
      return formatList(meta.item, Array.isArray(value) ? value : []);
    default:
      return String(value);
  }
}

/** In full, for a setting is not rounded. */
function exactNumber(value: number): string {
  return Number.isInteger(value) ? formatInteger(value) : String(value);
}

function unitWord(unit = ""): string {
  return unit === "" || unit.startsWith("/") ? unit : ` ${unit}`;
}

const LISTED_MAX = 5;

function formatList(item: FieldMeta, values: readonly unknown[]): string {
  if (values.length === 0) return "none";
  const shown = values.slice(0, LISTED_MAX).map((value) => formatSetting(item, value));
  return [...shown, ...(values.length > LISTED_MAX ? [`${values.length - LISTED_MAX} more`] : [])].join("; ");
}

function formatFields(fields: FieldMetas, values: Values): string {
  return Object.entries(fields)
    .filter(([key]) => values[key] !== undefined)
    .map(([key, meta]) => `${meta.label.toLowerCase()} ${formatSetting(meta, values[key])}`)
    .join(", ");
}

/** A distribution in words: "80ms", "exponential, mean 80ms", "uniform, 1ms to 2ms". */
export function formatDistribution(distribution: Distribution): string {
  const time = durationText;
  switch (distribution.type) {
    case "constant":
      return time(distribution.value);
    case "uniform":
      return `uniform, ${time(distribution.min)} to ${time(distribution.max)}`;
    case "exponential":
      return `exponential, mean ${time(distribution.mean)}`;
    case "gamma":
      return `gamma, mean ${time(distribution.mean)}, shape ${distribution.shape}`;
    case "lognormal":
      return `lognormal, mean ${time(distribution.mean)}, p99 ${time(distribution.p99)}`;
    case "hyperexponential": {
      const branches = distribution.means.map(
        (mean, i) => `${formatPercent(distribution.weights[i] ?? 0)} mean ${time(mean)}`,
      );
      return `hyperexponential, ${branches.join(", ")}`;
    }
    case "empirical":
      return `empirical, ${formatCount(distribution.values.length)} values`;
  }
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function asValues(value: unknown): Values {
  return isValues(value) ? value : {};
}
