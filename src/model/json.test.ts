import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, readJson } from "./json.ts";

describe("readJson", () => {
  it("reads what JSON.parse reads, with or without a byte order mark", () => {
    expect(readJson('\uFEFF{"a":[1,null]}')).toEqual({ ok: true, value: { a: [1, null] } });
  });

  it.each([
    ["", 1, 1, "ends too early: a value is missing"],
    ['{\n  "a": 1,\n}', 3, 1, 'expected a name in double quotes, found "}"'],
    ["[1, 2", 1, 6, 'ends too early: "," or the end is missing'],
    ["[1 2]", 1, 4, 'expected "," or the end, found "2"'],
    ["{'a': 1}", 1, 2, 'expected a name in double quotes or "}", found "\'a\': 1}"'],
    ['{"a" 1}', 1, 6, 'expected ":", found "1"'],
    ["True", 1, 1, 'expected a value, found "True"'],
    ['["a\nb"]', 1, 2, 'expected a value or "]", found "\\"a\\nb\\"]"'],
    ["{} {}", 1, 4, 'expected nothing more, found "{"'],
    ["[1}", 1, 3, 'expected "," or the end, found "}"'],
  ])("says where %j goes wrong", (text, line, column, message) => {
    expect(readJson(text)).toEqual({ ok: false, line, column, message });
  });

  it("finds a mistake in any text that is not JSON, however deep", () => {
    const text = fc.oneof(
      fc.string(),
      fc.json().chain((json) => fc.nat(json.length).map((cut) => json.slice(0, cut))),
    );
    fc.assert(
      fc.property(text, (any) => {
        const read = readJson(any);
        if (!read.ok) expect(read.message).toMatch(/^(expected|ends)/);
      }),
      { numRuns: 2000 },
    );
    expect(readJson("[".repeat(1_000_000)).ok).toBe(false);
    expect(readJson(`"${"a".repeat(1_000_000)}`).ok).toBe(false);
  });
});

describe("canonicalJson", () => {
  it("does not depend on the order of keys", () => {
    expect(canonicalJson({ b: 1, a: { d: [2, { f: 1, e: null }], c: "x" } })).toBe(
      canonicalJson({ a: { c: "x", d: [2, { e: null, f: 1 }] }, b: 1 }),
    );
  });

  it("is JSON for the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
