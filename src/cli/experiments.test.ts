import { afterAll, describe, expect, it } from "vitest";
import { SALE, setDesk } from "./fixtures.ts";

const desk = setDesk();
afterAll(desk.clear);

const json = async (argv: readonly string[]) => {
  const { code, out, err } = await desk.call([...argv, "--json"]);
  expect(err).toEqual([]);
  expect(code).toBe(0);
  expect(out.trimEnd()).not.toContain("\n");
  return JSON.parse(out);
};

describe("replicate", () => {
  it("gives every headline figure with its interval, and each run its digest", async () => {
    const found = await json(["replicate", "sale.json", "--seeds", "4"]);
    expect(found.runs.map(({ seed }: { seed: number }) => seed)).toEqual([3, 4, 5, 6]);
    const single = JSON.parse((await desk.call(["run", "sale.json", "--seed", "5", "--json", "--no-timeline"])).out);
    expect(found.runs[2].digest).toBe(single.run.digest);
    const arrived = found.figures.find(({ path }: { path: string }) => path === "orders.arrived");
    expect(arrived.interval.n).toBe(4);
    expect(arrived.interval.mean).toBeGreaterThan(80);
    expect(arrived.interval.halfWidth).toBeGreaterThan(0);
    expect(found.goals).toEqual([{ name: "Accepted soon", met: expect.any(Number) }]);
    expect(found.bands[0].mean.length).toBe(found.bands[0].times.length);
  });

  it("says it in words", async () => {
    const { out } = await desk.call(["replicate", "sale.json", "--seeds", "2"]);
    expect(out).toContain("Small sale: 2 runs");
    expect(out).toMatch(/Arrived +\d/);
  });

  it.each(["1", "0", "2.5", "x", "1001"])("refuses %s seeds", async (seeds) => {
    expect(await desk.call(["replicate", "sale.json", "--seeds", seeds])).toEqual({
      code: 2,
      out: "",
      err: ["--seeds: must be a whole number from 2 to 1000"],
    });
  });
});

describe("compare", () => {
  it("a design with itself: the same in every run", async () => {
    const { figures } = await json(["compare", "sale.json", "sale.json", "--seeds", "3"]);
    for (const { verdict, difference } of figures) {
      expect(difference.mean ?? 0).toBe(0);
      expect(["same", "undecided"]).toContain(verdict);
    }
  });

  it("a design with a faster one, under the same luck: the same orders arrive, and wait less for sure", async () => {
    const components = SALE.architecture.components.map((component) =>
      component.id === "payment" ? { ...component, config: { servers: 20 } } : component,
    );
    desk.save("faster.json", { ...SALE, architecture: { ...SALE.architecture, components } });
    const { figures } = await json(["compare", "sale.json", "faster.json", "--seeds", "5"]);
    const of = (path: string) => figures.find((figure: { path: string }) => figure.path === path);
    expect(of("orders.arrived").verdict).toBe("same");
    expect(of("latency.completion.p99").verdict).toBe("less");
    const { mean, halfWidth } = of("latency.completion.p99").difference;
    expect(mean + halfWidth).toBeLessThan(0);
  });

  it("wants two files", async () => {
    expect((await desk.call(["compare", "sale.json"])).err).toEqual(["A and B: two files are required"]);
    expect((await desk.call(["compare", "sale.json", "sale.json", "c.json"])).err).toEqual([
      "c.json: only two files can be compared",
    ]);
  });
});

describe("sweep", () => {
  const servers = "architecture.components[payment].config.servers=1..9:9";

  it("finds the knee where there are servers enough: 20/s of half a second need ten", async () => {
    const { cells, knees, variations } = await json([
      "sweep",
      "sale.json",
      "--vary",
      servers,
      "--figure",
      "latency.completion.p50",
    ]);
    expect(variations[0].values).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const means = cells.map(([cell]: [{ mean: number }]) => cell.mean);
    expect(means[0]).toBeGreaterThan(means[8] * 5);
    expect(knees[0].index).toBeGreaterThanOrEqual(2);
    expect(knees[0].index).toBeLessThanOrEqual(4);
  });

  it("makes a map of two settings", async () => {
    const rate = "architecture.components[shoppers].config.arrivals.startRate=10..20:2";
    const vary = ["--vary", rate, "--vary", servers.replace(":9", ":3")];
    const { cells } = await json(["sweep", "sale.json", ...vary, "--figure", "backlog.peak", "--seeds", "2"]);
    expect(cells.map((row: readonly { n: number }[]) => row.map(({ n }) => n))).toEqual([
      [2, 2, 2],
      [2, 2, 2],
    ]);
  });

  it.each([
    [[], "--figure: is required"],
    [["--figure", "x.y"], '--figure: no result has a figure "x.y"'],
    [["--figure", "backlog.peak"], "--vary: is required"],
    [["--figure", "backlog.peak", "--vary", "run.seed"], "run.seed: must be PATH=from..to or PATH=from..to:steps"],
    [
      ["--figure", "backlog.peak", "--vary", "architecture.components[pay].config.servers=1..2"],
      "architecture.components[pay]: there is no such entry (known: shoppers, gateway, orders, orchestrator, payment)",
    ],
    [["--figure", "backlog.peak", "--vary", servers, "--vary", servers], /is varied twice$/],
    [
      ["--figure", "backlog.peak", "--vary", "run.seed=1..60:60", "--seeds", "50"],
      "--vary: makes 3000 runs; at most 2000 are made",
    ],
  ])("refuses %j", async (more, problem) => {
    const { code, out, err } = await desk.call(["sweep", "sale.json", ...more]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toEqual([typeof problem === "string" ? problem : expect.stringMatching(problem)]);
  });
});
