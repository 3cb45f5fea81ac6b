import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KINDS } from "./kinds/index.ts";
import { parseDocument, parseDocumentText } from "./parse.ts";
import { problemLine } from "./problems.ts";

const documentOf = (components: readonly object[], rest: object = {}) => ({
  format: "doorbuster",
  version: 1,
  architecture: { components, ...rest },
});

function linesFor(input: unknown): readonly string[] {
  const parsed = parseDocument(input);
  return parsed.ok ? [] : parsed.problems.map(problemLine);
}

const configLines = (kind: string, config: unknown) =>
  linesFor(documentOf([{ id: "it", kind, config }])).map((line) => line.replace("architecture.components[0].", ""));

describe("parseDocument", () => {
  it("fills in every default of every kind", () => {
    const components = Object.keys(KINDS).map((kind) => ({ id: kind, kind }));
    const parsed = parseDocument(documentOf(components));
    expect(parsed.ok && parsed.scenario).toMatchSnapshot();
  });

  it("leaves the document as it was written", () => {
    const input = documentOf([{ id: "pay", kind: "payment", config: { operations: { charge: "1s" } } }]);
    const parsed = parseDocument(input);
    expect(parsed.ok && parsed.document).toEqual(input);
  });

  it("reads servers, or instances and concurrency", () => {
    const read = (config: object) => {
      const parsed = parseDocument(documentOf([{ id: "it", kind: "payment", config }]));
      const config1 = parsed.ok ? parsed.scenario.architecture.components[0]?.config : {};
      const { servers, instances, concurrency } = config1 as Record<string, unknown>;
      return [servers, instances, concurrency];
    };
    expect(read({})).toEqual([64, 1, 64]);
    expect(read({ servers: 2500 })).toEqual([2500, 1, 2500]);
    expect(read({ servers: null })).toEqual([null, 1, null]);
    expect(read({ instances: 4, concurrency: 50 })).toEqual([200, 4, 50]);
    expect(read({ instances: 4 })).toEqual([256, 4, 64]);
    expect(read({ concurrency: 10 })).toEqual([10, 1, 10]);
    expect(configLines("payment", { servers: 10, instances: 2 })).toEqual([
      "config.servers: must be left out when instances or concurrency is given",
    ]);
  });

  it.each([
    ["payment", { servers: 0 }, "config.servers: must be at least 1"],
    ["payment", { servers: 1.5 }, "config.servers: must be a whole number"],
    ["payment", { servers: "many" }, "config.servers: must be a whole number"],
    ["payment", { declineProbability: 2 }, "config.declineProbability: must be at most 1"],
    ["payment", { idempotencyKeys: "yes" }, "config.idempotencyKeys: must be true or false"],
    ["payment", { operations: { charge: "500" } }, "config.operations.charge: needs a unit: ms, s, m or h"],
    [
      "payment",
      { operations: { charge: true } },
      'config.operations.charge: must be a duration such as "80ms", or a distribution such as { "exponential": { "mean": "80ms" } }',
    ],
    [
      "payment",
      { operations: { charge: { exponential: { mean: "5 parsecs" } } } },
      'config.operations.charge.exponential.mean: unknown unit "parsecs": use ms, s, m or h',
    ],
    [
      "payment",
      { operations: { charge: { exponential: {} } } },
      "config.operations.charge.exponential.mean: is required",
    ],
    [
      "payment",
      { operations: { pay: 1 } },
      "config.operations.pay: is not known here (known: charge, authorize, capture, void, refund)",
    ],
    ["gateway", { answers: "later" }, 'config.answers: must be one of "auto", "onAcceptance", "onCompletion"'],
    [
      "gateway",
      { rateLimit: { tokenBucket: { rate: 0, burst: 1 } } },
      "config.rateLimit.tokenBucket.rate: must be more than 0",
    ],
    [
      "shoppers",
      { arrivals: { process: "bursty" } },
      'config.arrivals.process: must be one of "poisson", "even", "counts"',
    ],
    ["shoppers", { arrivals: { process: "counts" } }, "config.arrivals.counts: is required"],
    ["shoppers", { arrivals: { stages: [] } }, "config.arrivals.stages: must not be empty"],
    ["shoppers", { arrivals: { stages: [{ target: 1 }] } }, "config.arrivals.stages[0].duration: is required"],
    [
      "inventory",
      {
        items: [
          { id: "a", stock: 1 },
          { id: "a", stock: 2 },
        ],
      },
      'config.items[1].id: "a" is used twice',
    ],
    ["inventory", { hold: { ttl: 0 } }, "config.hold.ttl: must be at least 1us"],
    ["queue", [], "config: must be an object"],
  ])("says what is wrong with a %s of %j", (kind, config, line) => {
    expect(configLines(kind, config)).toEqual([line]);
  });

  it("names unknown kinds, keys and versions", () => {
    expect(linesFor(documentOf([{ id: "a", kind: "foo" }]))).toEqual([
      `architecture.components[0].kind: unknown kind "foo" (known: ${Object.keys(KINDS).join(", ")})`,
    ]);
    expect(linesFor({ ...documentOf([]), colour: "red" })).toEqual(["colour: is not known here"]);
    expect(linesFor({ format: "doorbuster", version: 2 })).toEqual([
      "version: 2 is newer than this app understands (1)",
    ]);
    expect(linesFor({ version: 1 })).toEqual(['format: must be "doorbuster"']);
    expect(linesFor([])).toEqual(["document: must be an object: a doorbuster document"]);
    expect(linesFor({ ...documentOf([]), faults: [{ kind: "meteor" }] })).toEqual([
      'faults[0].kind: unknown fault "meteor" (known: outage, slowdown, errorBurst, crash, pause, partition, clockSkew, brownOut)',
    ]);
  });

  it("tells which component a problem belongs to", () => {
    const parsed = parseDocument(documentOf([{ id: "pay", kind: "payment", config: { servers: 0 } }]));
    expect(!parsed.ok && parsed.problems[0]?.componentId).toBe("pay");
  });

  it("checks ids and links", () => {
    const components = [
      { id: "a", kind: "shoppers" },
      { id: "b", kind: "gateway" },
      { id: "a", kind: "queue" },
      { id: "a b", kind: "queue" },
      { id: "constructor", kind: "queue" },
    ];
    expect(linesFor(documentOf(components))).toEqual([
      'architecture.components[3].id: must be letters, digits, "-" or "_", beginning with a letter or a digit',
      "architecture.components[4].id: is a reserved word",
      'architecture.components[2].id: "a" is used twice',
    ]);
    const links = [
      { from: "a", to: "b" },
      { from: "a", to: "b" },
      { from: "b", to: "b" },
      { from: "a", to: "zz", latency: "1ms" },
    ];
    expect(linesFor(documentOf(components.slice(0, 3), { links }))).toEqual([
      'architecture.components[2].id: "a" is used twice',
      'architecture.links[1]: links "a" to "b" a second time',
      'architecture.links[2]: links "b" to itself',
      'architecture.links[3].to: no component has the id "zz"',
    ]);
  });

  it("reads goals in the unit of their figure", () => {
    const goals = [
      { name: "fast", figure: "latency.acceptance.p99", atMost: "2s" },
      { name: "small", figure: "backlog.peakBytes", atMost: "5.4 GB" },
      { name: "busy", figure: "components.pay.utilization", atLeast: "80%" },
      { name: "whole", figure: "ledger.violations.oversoldUnits", atMost: 0 },
    ];
    const parsed = parseDocument({ ...documentOf([]), goals });
    expect(parsed.ok && parsed.scenario.goals.map(({ bound, target }) => [bound, target])).toEqual([
      ["atMost", 2],
      ["atMost", 5.4e9],
      ["atLeast", 0.8],
      ["atMost", 0],
    ]);
    expect(
      linesFor({
        ...documentOf([]),
        goals: [
          { name: "a", figure: "latency.speed", atMost: 1 },
          { name: "b", figure: "orders.lost" },
          { name: "c", figure: "orders.lost", atMost: 1, atLeast: 1 },
          { name: "d", figure: "orders.lost", atMost: "2s" },
          { name: "e", figure: "backlog.drainedAt", atMost: "2" },
        ],
      }),
    ).toEqual([
      'goals[0].figure: no result has a figure "latency.speed"',
      "goals[1]: must have atMost or atLeast",
      "goals[2].atLeast: cannot stand beside atMost: write two goals",
      "goals[3].atMost: must be a number",
      "goals[4].atMost: needs a unit: ms, s, m or h",
    ]);
  });

  it("reads the run", () => {
    const parsed = parseDocument({ ...documentOf([]), run: { seed: 7, until: "10m", limit: "2h", warmUp: "1m" } });
    expect(parsed.ok && parsed.scenario.run).toEqual({ seed: 7, until: 600, limit: 7200, warmUp: 60 });
    expect(linesFor({ ...documentOf([]), run: { seed: -1, until: "drain", limit: 0 } })).toEqual([
      "run.seed: must be at least 0",
      'run.until: cannot read "drain": write a number and a unit (ms, s, m or h)',
      "run.limit: must be more than 0",
    ]);
    expect(linesFor({ ...documentOf([]), run: { until: "10m", warmUp: "10m" } })).toEqual([
      "run.warmUp: must end before the run does",
    ]);
  });

  it("stops listing after a hundred problems", () => {
    const components = Array.from({ length: 150 }, (_, i) => ({
      id: `c${i}`,
      kind: "payment",
      config: { servers: 0 },
    }));
    const lines = linesFor(documentOf(components));
    expect(lines).toHaveLength(101);
    expect(lines[100]).toBe("document: has 50 more problems");
  });
});

describe("parseDocument on hostile input", () => {
  it("lets no key reach a prototype", () => {
    const text =
      '{"__proto__":{"polluted":1},"format":"doorbuster","version":1,"constructor":{"prototype":{"polluted":1}}}';
    expect(linesFor(JSON.parse(text)).length).toBe(2);
    const inside =
      '{"format":"doorbuster","version":1,"architecture":{"components":[{"id":"__proto__","kind":"__proto__"}]}}';
    expect(linesFor(JSON.parse(inside)).length).toBeGreaterThan(0);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("is not troubled by depth", () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    expect(parseDocumentText(`{"format":"doorbuster","version":1,"goals":${deep}}`).ok).toBe(false);
  });

  it("never throws, whatever the JSON", () => {
    const json = fc.jsonValue();
    const key = fc.constantFrom(
      "id",
      "kind",
      "config",
      "servers",
      "operations",
      "charge",
      "saga",
      "arrivals",
      "stages",
      "items",
    );
    const loose = fc.dictionary(key, fc.oneof(json, fc.dictionary(key, json)));
    const kind = fc.constantFrom(...Object.keys(KINDS));
    const component = fc.record({
      id: fc.oneof(fc.string(), json),
      kind: fc.oneof(kind, json),
      config: fc.oneof(loose, json),
    });
    const likely = fc.record(
      {
        format: fc.constant("doorbuster"),
        version: fc.constant(1),
        architecture: fc.oneof(json, fc.record({ components: fc.array(component), links: json }, { requiredKeys: [] })),
        faults: json,
        goals: fc.oneof(json, fc.array(fc.record({ name: json, figure: json, atMost: json }))),
        run: json,
      },
      { requiredKeys: ["format", "version"] },
    );
    fc.assert(
      fc.property(fc.oneof(json, likely), (input) => {
        const before = JSON.stringify(input);
        const parsed = parseDocument(input);
        if (!parsed.ok) {
          expect(parsed.problems.length).toBeGreaterThan(0);
          for (const { message } of parsed.problems) expect(message).not.toMatch(/Invalid|undefined|expected/);
        }
        expect(JSON.stringify(input)).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("parseDocumentText", () => {
  it("tells line and column of a mistake", () => {
    const parsed = parseDocumentText('{\n  "format": "doorbuster"\n  "version": 1\n}');
    expect(!parsed.ok && parsed.problems.map(problemLine)).toEqual([
      'document: is not JSON: line 3, column 3: expected "," or the end, found "\\"version\\""',
    ]);
  });

  it("refuses what is too large", () => {
    const parsed = parseDocumentText(" ".repeat(5_000_001));
    expect(!parsed.ok && parsed.problems.map(problemLine)).toEqual(["document: is larger than 5 MB"]);
  });
});
