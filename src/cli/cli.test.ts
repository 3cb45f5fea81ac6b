import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Desk, SALE, setDesk } from "./fixtures.ts";

let desk: Desk;
beforeAll(() => {
  desk = setDesk();
  desk.save("unmet.json", { ...SALE, goals: [{ name: "Never", figure: "orders.arrived", atMost: 0 }] });
});
afterAll(() => desk.clear());

describe("run", () => {
  test("prints with --json one object, with the timeline, and nothing else", async () => {
    const { code, out, err } = await desk.call(["run", "sale.json", "--json"]);
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
    const { out } = await desk.call(["run", "sale.json", "--json", "--no-timeline"]);
    expect(JSON.parse(out).timeline).toBeUndefined();
  });

  test("prints a summary without --json", async () => {
    const { code, out } = await desk.call(["run", "sale.json"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Small sale\n\n {2}Seed 3: /);
    expect(out).toContain("✓ met");
  });

  test("reads the standard input as -", async () => {
    const stdin = (async function* () {
      const bytes = new TextEncoder().encode(JSON.stringify({ ...SALE, name: "Größe" }));
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    })();
    const { code, out } = await desk.call(["run", "-", "--json"], { stdin });
    expect([code, JSON.parse(out).scenario.name]).toEqual([0, "Größe"]);
  });

  test("gives the same result for the same seed, and another for another", async () => {
    const digest = async (...args: string[]) =>
      JSON.parse((await desk.call(["run", "sale.json", "--json", ...args])).out).run.digest;
    const own = await digest();
    expect(await digest("--seed", "3")).toBe(own);
    expect(await digest("--seed=4")).not.toBe(own);
  });

  test("writes result, timeline and both reports with --out, making the folder", async () => {
    const { code, out } = await desk.call(["run", "sale.json", "--json", "--seed", "9", "--out", "deep/er"]);
    expect(code).toBe(0);
    const files = join(desk.folder, "deep", "er");
    expect(readdirSync(files).sort()).toEqual(["report.html", "report.md", "result.json", "timeline.csv"]);
    const read = (name: string) => readFileSync(join(files, name), "utf8");
    expect(read("result.json")).toBe(out);
    expect(read("timeline.csv").split("\r\n").length).toBe(JSON.parse(out).timeline.times.length + 2);
    expect(read("report.html")).toContain("npm run -s sim -- run FILE --seed 9");
    expect(read("report.md")).toContain('"seed": 9');
  });

  test("exits 1 with --check when a goal is not met, and only then", async () => {
    expect((await desk.call(["run", "unmet.json"])).code).toBe(0);
    expect((await desk.call(["run", "sale.json", "--check"])).code).toBe(0);
    const { code, out, err } = await desk.call(["run", "unmet.json", "--check", "--json"]);
    expect([code, err]).toEqual([1, []]);
    expect(JSON.parse(out).goals[0].met).toBe(false);
  });

  test("stops when it is interrupted, and prints nothing", async () => {
    const interruption = new AbortController();
    const many = structuredClone(SALE);
    many.architecture.components[0].config = {
      arrivals: { startRate: 10_000, stages: [{ target: 10_000, duration: "60s" }] },
    };
    desk.save("many.json", many);
    setTimeout(() => interruption.abort(), 50);
    const { code, out, err } = await desk.call(["run", "many.json", "--json"], { interrupted: interruption.signal });
    expect([code, out, err]).toEqual([130, "", []]);
  });

  test("shows progress only to those who watch, and wipes it away", async () => {
    const lines: string[] = [];
    desk.save("long.json", {
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
    const { code, err } = await desk.call(["run", "long.json"], { showProgress: (line) => lines.push(line) });
    expect([code, err]).toEqual([0, []]);
    expect(lines.at(-1)).toBe("");
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/simulated, .* orders ended, .* waiting$/);
  });
});

describe("the other commands", () => {
  test("report writes both reports and says where", async () => {
    const { code, out } = await desk.call(["report", "sale.json", "--out", "reports"]);
    expect([code, out]).toEqual([0, "Written: reports/report.html\nWritten: reports/report.md\n"]);
    expect(readFileSync(join(desk.folder, "reports", "report.html"), "utf8")).toMatch(/^<!DOCTYPE html>/);
  });

  test("validate says that a document can be run, and warns of what it does not use", async () => {
    expect(await desk.call(["validate", "sale.json"])).toEqual({
      code: 0,
      out: "sale.json: can be run (5 components, 4 links)\n",
      err: [],
    });
    const { architecture } = SALE;
    const more = [...architecture.components, { id: "idle", kind: "shipping" }];
    desk.save("idle.json", { ...SALE, architecture: { ...architecture, components: more } });
    const { code, err } = await desk.call(["validate", "idle.json"]);
    expect([code, err.length]).toEqual([0, 1]);
    expect(err[0]).toMatch(/^warning: architecture\.components\[5\]: .* is not used/);
  });

  test.each([["help"], ["--help"], ["-h"]])("%s lists every command", async (word) => {
    const { code, out, err } = await desk.call([word]);
    expect([code, err]).toEqual([0, []]);
    for (const name of ["run FILE", "report FILE", "validate FILE", "Exit codes"]) expect(out).toContain(name);
  });

  test("--help after a command tells its options, as help does", async () => {
    const { code, out } = await desk.call(["run", "--help"]);
    expect(code).toBe(0);
    for (const option of ["--seed N", "--json", "--out DIR", "--check", "--no-timeline"]) expect(out).toContain(option);
    expect((await desk.call(["help", "run"])).out).toBe(out);
  });

  test("--version tells the version of the engine", async () => {
    expect((await desk.call(["--version"])).out).toMatch(/^\S+\n$/);
  });
});
