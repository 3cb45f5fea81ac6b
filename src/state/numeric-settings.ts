/** The settings of a document that are numbers: what can be swept over. */
import {
  type DocumentInput,
  type FieldMeta,
  type FieldMetas,
  KINDS,
  type KindDefinition,
  type Scenario,
  varied,
} from "../model/index.ts";

export interface NumericSetting {
  /** Its place, its component named by id. */
  readonly path: string;
  readonly component: string;
  readonly label: string;
  /** In seconds where it is a length of time. */
  readonly value: number;
  readonly inSeconds: boolean;
  readonly min: number;
  readonly max: number;
}

/** Every numeric setting of every component that has a value now and takes another. */
export function numericSettings(document: DocumentInput, scenario: Scenario): readonly NumericSetting[] {
  return scenario.architecture.components.flatMap(({ id, name, kind, config }) => {
    const { fields }: KindDefinition = KINDS[kind];
    const found: NumericSetting[] = [];
    const place = `architecture.components[${id}].config`;
    for (const [path, label, meta, value] of walk(fields, config as Readonly<Record<string, unknown>>, "", "")) {
      const limits =
        "min" in meta && "max" in meta ? { min: meta.min, max: meta.max } : { min: 0, max: Number.MAX_VALUE };
      const inSeconds = meta.type === "duration" || meta.type === "distribution";
      found.push({ path: `${place}.${path}`, component: name, label, value, inSeconds, ...limits });
    }
    return found.filter(({ path, value }) => !("problem" in varied(document, path, value)));
  });
}

type Found = readonly [path: string, label: string, meta: FieldMeta, value: number];

function walk(fields: FieldMetas, values: Readonly<Record<string, unknown>>, path: string, label: string): Found[] {
  return Object.entries(fields).flatMap(([key, meta]): Found[] => {
    const value = values[key];
    const here = path === "" ? key : `${path}.${key}`;
    const name = label === "" ? meta.label : `${label}, ${meta.label.toLowerCase()}`;
    if (value === null || value === undefined) return [];
    switch (meta.type) {
      case "count":
      case "number":
      case "probability":
      case "money":
      case "duration":
        return typeof value === "number" ? [[here, name, meta, value]] : [];
      case "distribution": {
        const { type, mean, value: constant } = value as { type: string; mean?: number; value?: number };
        if (constant !== undefined) return [[here, name, meta, constant]];
        return mean === undefined ? [] : [[`${here}.${type}.mean`, `${name}, mean`, meta, mean]];
      }
      case "group":
        return walk(meta.fields, value as Readonly<Record<string, unknown>>, here, name);
      case "oneOf":
        return walk(meta.variants, value as Readonly<Record<string, unknown>>, here, name);
      case "tagged": {
        const variant = meta.variants[String((value as Readonly<Record<string, unknown>>)[meta.tag])];
        return variant === undefined
          ? []
          : walk(variant.fields, value as Readonly<Record<string, unknown>>, here, name);
      }
      case "list":
        return Array.isArray(value) && value.length <= 8 ? inList(meta.item, value, here, name) : [];
      default:
        return [];
    }
  });
}

function inList(item: FieldMeta, entries: readonly unknown[], path: string, label: string): Found[] {
  if (item.type !== "group") return [];
  return entries.flatMap((entry, i) =>
    walk(item.fields, entry as Readonly<Record<string, unknown>>, `${path}[${i}]`, `${label} ${i + 1}`),
  );
}
