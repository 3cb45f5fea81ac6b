import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "./cli.ts";
import type { Io } from "./io.ts";

const SALE = {
  format: "doorbuster",
  version: 1,
  name: "Small sale",
  architecture: {
    components: [
      {
        id: "shoppers",
        kind: "shoppers",
        config: { arrivals: { startRate: 20, stages: [{ target: 20, duration: "5s" }] } },
      },
      { id: "gateway", kind: "gateway" },
      { id: "orders", kind: "queue" },
      {
        id: "orchestrator",
        kind: "orchestrator",
        config: { saga: [{ step: "charge", component: "payment", operation: "charge" }] },
      },
      { id: "payment", kind: "payment", config: { servers: 2 } },
    ],
    links: [
      { from: "shoppers", to: "gateway", latency: "20ms" },
      { from: "gateway", to: "orders" },
      { from: "orders", to: "orchestrator" },
      { from: "orchestrator", to: "payment" },
    ],
  },
  goals: [{ name: "Accepted soon", figure: "latency.acceptance.p99", atMost: "2s" }],
  run: { seed: 3 },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "doorbuster-cli-"));
  save("sale.json", SALE);
  save("unmet.json", { ...SALE, goals: [{ name: "Never", figure: "orders.arrived", atMost: 0 }] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function save(name: string, content: unknown): void {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
}

/** Calls the program and keeps what it prints. */
async function call(argv: readonly string[], around: Partial<Io> = {}) {
  let out = "";
  const err: string[] = [];
  const io: Io = {
    print: async (text) => {
      out += text;
    },
    complain: (line) => err.push(line),
    stdin: (async function* () {})(),
    folder,
    interrupted: new AbortController().signal,
    ...around,
  };
  return { code: await main(argv, io), out, err };
}

describe("run", () => {
  test("prints with --json one object, with the timeline, and nothing else", async () => {
    const { code, out, err } = await call(["run", "sale.json", "--json"]);
    expect([code, err]).toEqual([0, []]);
    expect(out).toMatch(/^\{[^\n]*\}\n$/);
    const result = JSON.parse(out);
    expect(Object.keys(result)).toEqual(
      expect.arrayContaining([
        "scenario",
        "run",
        "orders",
        "backlog",
        "latency",
        "ledger",
        "failures",
        "components",
        "goals",
      ]),
    );
    expect(result.run).toMatchObject({ seed: 3, ended: "drained" });
    expect(result.run.peakMemoryBytes).toBeGreaterThan(1e7);
    expect(result.run.wallSeconds).toBeGreaterThan(0);
    expect(result.orders.completed).toBe(result.orders.arrived);
    expect(result.timeline.times.length).toBeGreaterThan(10);
    expect(result.timeline.times.length).toBeLessThan(2100);
    expect(result.timeline.series.arrived.at(-1)).toBe(result.orders.arrived);
  });

  test("leaves the timeline out with --no-timeline", async () => {
    const { out } = await call(["run", "sale.json", "--json", "--no-timeline"]);
    expect(JSON.parse(out).timeline).toBeUndefined();
  });

  test("prints a summary without --json", async () => {
    const { code, out } = await call(["run", "sale.json"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Small sale\n\n {2}Seed 3: /);
    expect(out).toContain("✓ met");
  });

  test("reads the standard input as -", async () => {
    const stdin = (async function* () {
      const bytes = new TextEncoder().encode(JSON.stringify({ ...SALE, name: "Größe" }));
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    })();
    const { code, out } = await call(["run", "-", "--json"], { stdin });
    expect([code, JSON.parse(out).scenario.name]).toEqual([0, "Größe"]);
  });

  test("gives the same result for the same seed, and another for another", async () => {
    const digest = async (...args: string[]) =>
      JSON.parse((await call(["run", "sale.json", "--json", ...args])).out).run.digest;
    const own = await digest();
    expect(await digest("--seed", "3")).toBe(own);
    expect(await digest("--seed=4")).not.toBe(own);
  });

  test("writes result, timeline and both reports with --out, making the folder", async () => {
    const { code, out } = await call(["run", "sale.json", "--json", "--seed", "9", "--out", "deep/er"]);
    expect(code).toBe(0);
    const files = join(folder, "deep", "er");
    expect(readdirSync(files).sort()).toEqual(["report.html", "report.md", "result.json", "timeline.csv"]);
    const read = (name: string) => readFileSync(join(files, name), "utf8");
    expect(read("result.json")).toBe(out);
    expect(read("timeline.csv").split("\r\n").length).toBe(JSON.parse(out).timeline.times.length + 2);
    expect(read("report.html")).toContain("npm run -s sim -- run FILE --seed 9");
    expect(read("report.md")).toContain('"seed": 9');
  });

  test("exits 1 with --check when a goal is not met, and only then", async () => {
    expect((await call(["run", "unmet.json"])).code).toBe(0);
    expect((await call(["run", "sale.json", "--check"])).code).toBe(0);
    const { code, out, err } = await call(["run", "unmet.json", "--check", "--json"]);
    expect([code, err]).toEqual([1, []]);
    expect(JSON.parse(out).goals[0].met).toBe(false);
  });

  test("stops when it is interrupted, and prints nothing", async () => {
    const interruption = new AbortController();
    const many = structuredClone(SALE);
    many.architecture.components[0].config = {
      arrivals: { startRate: 10_000, stages: [{ target: 10_000, duration: "60s" }] },
    };
    save("many.json", many);
    setTimeout(() => interruption.abort(), 50);
    const { code, out, err } = await call(["run", "many.json", "--json"], { interrupted: interruption.signal });
    expect([code, out, err]).toEqual([130, "", []]);
  });

  test("shows progress only to those who watch, and wipes it away", async () => {
    const lines: string[] = [];
    save("long.json", {
      ...SALE,
      architecture: {
        ...SALE.architecture,
        components: SALE.architecture.components.map((component) =>
          component.id === "shoppers"
            ? {
                ...component,
                config: { arrivals: { startRate: 10_000, stages: [{ target: 10_000, duration: "20s" }] } },
              }
            : component.id === "payment"
              ? { ...component, config: { servers: null } }
              : component,
        ),
      },
    });
    const { code, err } = await call(["run", "long.json"], { showProgress: (line) => lines.push(line) });
    expect([code, err]).toEqual([0, []]);
    expect(lines.at(-1)).toBe("");
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/simulated, .* orders ended, .* waiting$/);
  });
});

describe("bad input exits 2, prints nothing, and names the place, one line a problem", () => {
  const servers = structuredClone(SALE);
  Object.assign(servers.architecture.components[4], { config: { servers: 0 } });
  const wire = structuredClone(SALE);
  wire.architecture.links.pop();

  test.each<[string, unknown, string[]]>([
    [
      "no JSON",
      '{ "format": doorbuster }',
      ['document: is not JSON: line 1, column 13: expected a value, found "doorbuster"'],
    ],
    ["not an object", "[]", ["document: must be an object: a doorbuster document"]],
    ["a value out of range", servers, ["architecture.components[4].config.servers: must be at least 1"]],
    [
      "an unknown kind",
      { ...SALE, architecture: { components: [{ id: "a", kind: "teapot" }] } },
      [expect.stringMatching(/^architecture\.components\[0\]\.kind: unknown kind "teapot"/) as unknown as string],
    ],
    [
      "a wrong unit",
      { ...SALE, run: { limit: "2 parsecs", warmUp: "1 cup" } },
      [
        expect.stringMatching(/^run\.limit: unknown unit "parsecs"/) as unknown as string,
        expect.stringMatching(/^run\.warmUp: unknown unit "cup"/) as unknown as string,
      ],
    ],
    [
      "a missing wire",
      wire,
      [
        expect.stringMatching(
          /^architecture\.components\[3\].*"Order orchestrator" is not wired to /,
        ) as unknown as string,
      ],
    ],
    ["not UTF-8", "\uFFFE", []],
  ])("%s", async (what, content, expected) => {
    save("bad.json", content);
    if (what === "not UTF-8") writeFileSync(join(folder, "bad.json"), Buffer.from([0xff, 0xfe, 0x7b, 0x00]));
    for (const command of ["run", "validate"]) {
      const { code, out, err } = await call([command, "bad.json"]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toEqual(expected.length > 0 ? expected : ["bad.json: is not text in UTF-8"]);
    }
  });

  test.each<[string[], string]>([
    [[], "COMMAND: is required (known: run, report, validate, help)"],
    [["fly"], "fly: unknown command (known: run, report, validate, help)"],
    [["--fly"], "--fly: unknown option (known: run, report, validate, help)"],
    [["run"], "FILE: is required"],
    [["run", ""], "FILE: is required"],
    [["run", "nowhere.json"], "nowhere.json: cannot be read: there is no such file"],
    [["run", "."], ".: cannot be read: it is a folder"],
    [["run", "a\u0000b"], "a\uFFFDb: cannot be read: it is not a path"],
    [["run", "sale.json", "other.json"], "other.json: only one FILE can be given"],
    [
      ["run", "sale.json", "--sead", "4"],
      "--sead: unknown option (known: --seed, --json, --out, --check, --no-timeline)",
    ],
    [["run", "sale.json", "-x"], "-x: unknown option (known: --seed, --json, --out, --check, --no-timeline)"],
    [["run", "sale.json", "--json=yes"], "--json: takes no value"],
    [["run", "sale.json", "--seed"], "--seed: needs a value (N)"],
    [["run", "sale.json", "--out", "--json"], "--out: needs a value (DIR)"],
    [["run", "sale.json", "--seed", "-1"], "--seed: must be a whole number from 0 to 4294967295"],
    [["run", "sale.json", "--seed", "4294967296"], "--seed: must be a whole number from 0 to 4294967295"],
    [["run", "sale.json", "--seed", "1e3"], "--seed: must be a whole number from 0 to 4294967295"],
    [["run", "sale.json", "--out", "sale.json"], "--out: cannot make sale.json: there is a file of that name"],
    [["report", "sale.json"], "--out: is required"],
    [["validate", "sale.json", "--json"], "--json: unknown option"],
    [["help", "fly"], "fly: unknown command (known: run, report, validate, help)"],
  ])("%j", async (argv, line) => {
    expect(await call(argv)).toEqual({ code: 2, out: "", err: [line] });
  });

  test("a file that has no end", async () => {
    const stdin = (async function* () {
      for (;;) yield new Uint8Array(1_000_000);
    })();
    expect((await call(["run", "-"], { stdin })).err).toEqual(["standard input: is larger than 20 MB"]);
  });
});

describe("the other commands", () => {
  test("report writes both reports and says where", async () => {
    const { code, out } = await call(["report", "sale.json", "--out", "reports"]);
    expect([code, out]).toEqual([0, "Written: reports/report.html\nWritten: reports/report.md\n"]);
    expect(readFileSync(join(folder, "reports", "report.html"), "utf8")).toMatch(/^<!DOCTYPE html>/);
  });

  test("validate says that a document can be run, and warns of what it does not use", async () => {
    expect(await call(["validate", "sale.json"])).toEqual({
      code: 0,
      out: "sale.json: can be run (5 components, 4 links)\n",
      err: [],
    });
    const { architecture } = SALE;
    const more = [...architecture.components, { id: "idle", kind: "shipping" }];
    save("idle.json", { ...SALE, architecture: { ...architecture, components: more } });
    const { code, err } = await call(["validate", "idle.json"]);
    expect([code, err.length]).toEqual([0, 1]);
    expect(err[0]).toMatch(/^warning: architecture\.components\[5\]: .* is not used/);
  });

  test.each([["help"], ["--help"], ["-h"]])("%s lists every command", async (word) => {
    const { code, out, err } = await call([word]);
    expect([code, err]).toEqual([0, []]);
    for (const name of ["run FILE", "report FILE", "validate FILE", "Exit codes"]) expect(out).toContain(name);
  });

  test("--help after a command tells its options, as help does", async () => {
    const { code, out } = await call(["run", "--help"]);
    expect(code).toBe(0);
    for (const option of ["--seed N", "--json", "--out DIR", "--check", "--no-timeline"]) expect(out).toContain(option);
    expect((await call(["help", "run"])).out).toBe(out);
  });

  test("--version tells the version of the engine", async () => {
    expect((await call(["--version"])).out).toMatch(/^\S+\n$/);
  });
});
