import { describe, expect, it } from "vitest";
import type { FieldMeta } from "../field-meta.ts";
import { KINDS } from "./index.ts";
import type { KindDefinition } from "./kind.ts";

const kinds: readonly KindDefinition[] = Object.values(KINDS);

function inside(meta: FieldMeta): readonly FieldMeta[] {
  switch (meta.type) {
    case "group":
      return Object.values(meta.fields);
    case "oneOf":
      return Object.values(meta.variants);
    case "tagged":
      return Object.values(meta.variants).flatMap(({ fields }) => Object.values(fields));
    case "list":
      return [meta.item];
    default:
      return [];
  }
}

const everyField = (metas: readonly FieldMeta[]): readonly FieldMeta[] =>
  metas.flatMap((meta) => [meta, ...everyField(inside(meta))]);

describe.each(kinds)("$kind", ({ kind, schema, fields, operations, ports }) => {
  it("is filed under its own name", () => {
    expect(Object.keys(KINDS)).toContain(kind);
  });

  it("needs no configuration", () => {
    expect(schema.safeParse({}).success).toBe(true);
  });

  it("explains every setting in a sentence", () => {
    for (const { label, help } of everyField(Object.values(fields))) {
      expect(label).toMatch(/^[A-Z]/);
      expect(help).toMatch(/\.$/);
    }
  });

  it("knows the operations it refers to, and how long each takes", () => {
    for (const { undoneBy, needs, twoPhase = {} } of Object.values(operations)) {
      for (const name of [undoneBy, needs, ...Object.values(twoPhase)])
        if (name !== undefined) expect(Object.keys(operations)).toContain(name);
    }
    if (Object.keys(operations).length > 0) {
      const times = fields.operations;
      expect(times?.type === "group" && Object.keys(times.fields)).toEqual(Object.keys(operations));
    }
  });

  it("names kinds there are in its ports", () => {
    for (const other of [...(ports.accepts ?? []), ...(ports.calls ?? [])]) expect(Object.keys(KINDS)).toContain(other);
  });
});
