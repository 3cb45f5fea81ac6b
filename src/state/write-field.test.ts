import { describe, expect, it } from "vitest";
import { type FieldMeta, KINDS } from "../model/index.ts";
import { initialValue, readField, writeField } from "./write-field.ts";

const configOf = (kind: keyof typeof KINDS): FieldMeta => ({
  type: "group",
  label: "",
  help: "",
  fields: KINDS[kind].fields,
  default: {},
});

describe("reading a field", () => {
  it("gives what is written, else the default, at any depth", () => {
    const meta = configOf("inventory");
    expect(readField(meta, { servers: 9 }, ["servers"])).toBe(9);
    expect(readField(meta, {}, ["hold", "ttl"])).toBe("15m");
    expect(readField(meta, {}, ["items", 0, "price"])).toBe(10_000);
  });
});

describe("writing a field", () => {
  it("adds groups on the way and leaves what is beside alone", () => {
    const written = { servers: 9, operations: { confirm: "10ms" } };
    expect(writeField(configOf("inventory"), written, ["operations", "reserve"], "90ms")).toEqual({
      servers: 9,
      operations: { confirm: "10ms", reserve: "90ms" },
    });
  });

  it("leaves out what equals its default, however it is written, and the groups that become empty", () => {
    const written = { hold: { ttl: "5m" } };
    expect(writeField(configOf("inventory"), written, ["hold", "ttl"], "900s")).toBeUndefined();
  });

  it("writes null where null is not the default", () => {
    expect(writeField(configOf("orchestrator"), {}, ["workers"], null)).toEqual({ workers: null });
  });

  it("takes a default list as the start of a changed one", () => {
    expect(writeField(configOf("inventory"), {}, ["items", 0, "stock"], 5)).toEqual({
      items: [{ id: "item", stock: 5 }],
    });
  });

  it("keeps the key that says which variant it is", () => {
    const meta = configOf("gateway");
    const written = { rateLimit: { tokenBucket: { rate: 5, burst: 1000 } } };
    expect(writeField(meta, written, ["rateLimit", "tokenBucket", "rate"], 1000)).toEqual({
      rateLimit: { tokenBucket: { rate: 1000, burst: 1000 } },
    });
  });

  it("leaves the tag out when it is the first variant's", () => {
    const meta = configOf("shoppers");
    expect(writeField(meta, {}, ["arrivals", "process"], "even")).toEqual({ arrivals: { process: "even" } });
    expect(writeField(meta, { arrivals: { process: "even" } }, ["arrivals", "process"], "poisson")).toBeUndefined();
  });
});

it("every setting of every kind begins with a value its schema reads", () => {
  for (const { kind, fields, schema } of Object.values(KINDS)) {
    for (const [key, meta] of Object.entries(fields)) {
      const value = initialValue({ ...(meta as FieldMeta), default: undefined });
      if ((meta as FieldMeta).optional) continue;
      expect(schema.safeParse({ [key]: value }), `${kind}.${key} = ${JSON.stringify(value)}`).toMatchObject({
        success: true,
      });
    }
  }
});
