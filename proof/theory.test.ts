// Queueing theory: figures that were computed a century ago, against figures of runs. What is too long for here is in
// docs/validation.md, which `npm run validate` writes.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { normalQuantile } from "../src/engine/kernel/math.ts";
import { Purpose } from "../src/engine/kernel/random.ts";
import { fluidBacklog } from "./theory/fluid.ts";
import { blockedMm1k, erlangB, lossState, mm1, mmcState, refusedByBucket, traffic } from "./theory/formulas.ts";
import { disagreement, intervalOf, REPLICATIONS, studentT } from "./theory/interval.ts";
import { headings, section, sectionOf } from "./theory/page.ts";
import { system } from "./theory/row.ts";
import { observe } from "./theory/station.ts";
import { batchMeans, mser5 } from "./theory/steady.ts";
import { SUITE } from "./theory/suite/index.ts";
import { CROWDED, waitsIn } from "./theory/suite/steady.ts";

const MINUTES = 60_000;

const page = readFileSync(new URL("../docs/validation.md", import.meta.url), "utf8");
const STALE = "docs/validation.md is out of date: run npm run validate";

describe("theory and simulation agree", () => {
  it.each(SUITE.filter(({ heavy }) => !heavy))("$name", { timeout: 5 * MINUTES }, (proved) => {
    const verdicts = proved.prove();
    expect(verdicts.filter(({ trouble }) => trouble !== null)).toEqual([]);
    expect(sectionOf(page, proved.name).trim(), STALE).toBe(section(proved, verdicts).trim());
  });
});

describe("docs/validation.md", () => {
  it("has every system, every row and nothing else", () => {
    expect(headings(page), STALE).toEqual(SUITE.map(({ name }) => name));
    expect(new Set(headings(page)).size).toBe(SUITE.length);
    for (const { name, figures } of SUITE) {
      const rows = sectionOf(page, name)
        .split("\n")
        .filter((line) => line.startsWith("| ") && !line.startsWith("| figure"))
        .map((line) => (line.split(" | ")[0] as string).replace(/^\| (\*on purpose:\* )?|; furthest off .*$/g, ""));
      expect(rows, STALE).toEqual(figures);
    }
  });

  it("holds throughout", () => {
    const verdicts = page.split("\n").flatMap((line) => /^\|.*\| ([^|]+) \|$/.exec(line)?.[1] ?? []);
    const others = verdicts.filter((verdict) => !["verdict", "holds", "refused, as it must be"].includes(verdict));
    expect(others).toEqual([]);
    expect(verdicts.filter((verdict) => verdict === "refused, as it must be").length).toBeGreaterThan(5);
  });
});

describe("the formulas", () => {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

  it("give probabilities that add up to 1", () => {
    expect(sum([0, 1, 2, 3, 4, 5, 6].map((n) => lossState(4.5, 6, n)))).toBeCloseTo(1, 12);
    expect(sum(Array.from({ length: 300 }, (_, n) => mmcState(8, 10, n)))).toBeCloseTo(1, 12);
  });

  it("know a bucket of one token as a server without a waiting room", () => {
    expect(refusedByBucket(0.8, 1)).toBeCloseTo(erlangB(0.8, 1), 12);
  });

  it("solve the traffic of a loop", () => {
    expect(
      traffic(
        [1, 0],
        [
          [0.25, 0.5],
          [0, 0],
        ],
      ),
    ).toEqual([expect.closeTo(4 / 3, 9), expect.closeTo(2 / 3, 9)]);
  });

  it("know the fluid line of one station as the solution of its equation", () => {
    // Workers fill up by (1 - e^-2t) of 4,000, are all busy at t1, and from then on finish 2,000 a second.
    const full = -0.5 * Math.log(1 - 1000 / 4000);
    const visits = [{ station: 0, mean: 0.5, next: [] }];
    const line = fluidBacklog({ rate: 8000, seconds: 10, workers: 1000, servers: [Infinity], visits }, 12);
    expect(line[0]).toBeCloseTo(6000 * (1 - full), -1);
    expect(line[9]).toBeCloseTo(6000 * (10 - full), -1);
    expect(line[11]).toBeCloseTo(6000 * (10 - full) - 2 * 2000, -1);
  });
});

describe("the check itself", () => {
  const station = { servers: 1, waitingRoom: 4, time: { type: "exponential", mean: 1 } } as const;
  const shareRefused = (seconds: number) =>
    Array.from({ length: REPLICATIONS }, (_, index) => {
      const { refused, arrived } = observe({ rate: 0.8, warmUp: 500, seconds }, station, index + 1);
      return refused / arrived;
    });
  let refused: readonly number[] = [];
  beforeAll(() => {
    refused = shareRefused(210_000);
  }, MINUTES);
  const right = blockedMm1k(0.8, 5);

  it("takes the right formula, and no other", () => {
    expect(disagreement(refused, right)).toBeNull();
    expect(disagreement(refused, blockedMm1k(0.8, 4))).toMatch(/is not/);
    expect(disagreement(refused, blockedMm1k(0.8, 6))).toMatch(/is not/);
    expect(disagreement(refused, erlangB(0.8, 1))).toMatch(/is not/);
  });

  it("notices an error of 2 %", () => {
    expect(disagreement(refused, right * 1.02)).toMatch(/is not/);
    expect(disagreement(refused, right * 0.98)).toMatch(/is not/);
  });

  it("does not take an interval that is too wide to tell", () => {
    const short = shareRefused(2000);
    expect(disagreement(short, right)).toMatch(/too wide/);
    expect(disagreement(short, right * 1.02)).toMatch(/too wide/);
  });

  it("takes NaN for nothing", () => {
    expect(disagreement([...refused.slice(1), Number.NaN], right)).not.toBeNull();
  });

  it("says so on the page when a row fails, when it is too wide, and when a wrong formula is taken", () => {
    const values = (spread: number) =>
      Array.from({ length: REPLICATIONS }, (_, k) => 1 + (k % 2 === 0 ? spread : -spread));
    const row = (theory: number, spread: number, wrong?: true) => {
      const figure = "figure";
      const plan = { name: "test", how: "", see: () => values(spread) };
      return system<number>({ ...plan, rows: [{ figure, of: (x) => x, theory, ...(wrong && { wrong }) }] });
    };
    const verdictOf = (proved: ReturnType<typeof row>) => section(proved, proved.prove());
    expect(verdictOf(row(1, 0.001))).toContain("| holds |");
    expect(verdictOf(row(1.1, 0.001))).toContain("**WRONG**");
    expect(verdictOf(row(1, 0.1))).toContain("**TOO WIDE**");
    expect(verdictOf(row(1, 0.001, true))).toContain("**TAKEN**");
    expect(verdictOf(row(1.1, 0.001, true))).toContain("| refused, as it must be |");
  });

  it("misses a true mean once in a thousand times", () => {
    const uniform = new Purpose(1, "interval");
    const trials = 20_000;
    let missed = 0;
    for (let trial = 0; trial < trials; trial++) {
      const normals = Array.from({ length: REPLICATIONS }, (_, k) => normalQuantile(uniform.uniform(trial, k)));
      const { mean, halfWidth } = intervalOf(normals);
      if (Math.abs(mean) > halfWidth) missed++;
    }
    // 20 are expected; between 5 and 38 with a probability of 99.99 % (Poisson).
    expect(missed).toBeGreaterThanOrEqual(5);
    expect(missed).toBeLessThanOrEqual(38);
  });

  it("computes Student's t as the tables have it", () => {
    expect(studentT(0.05, 10)).toBeCloseTo(2.2281, 4);
    expect(studentT(0.001, 39)).toBeCloseTo(3.5581, 4);
  });
});

describe("the steady state of one run", () => {
  it("needs its warm-up cut off", () => {
    const waits = waitsIn({ ...CROWDED, seconds: 1_000_000 });
    const { wait } = mm1(0.6, 1);
    const leftOut = mser5(waits);
    // The 2,000 at the start are gone after about 5,000 services, 3,000 more customers.
    expect(leftOut).toBeGreaterThan(3000);
    expect(leftOut).toBeLessThan(waits.length / 2);
    expect(disagreement(batchMeans(waits), wait, 1)).not.toBeNull();
    expect(disagreement(batchMeans(waits.subarray(leftOut)), wait, 1)).toBeNull();
  });

  it("leaves out what is unlike the rest, and nothing of what is alike", () => {
    const uniform = new Purpose(1, "series");
    const series = Float64Array.from({ length: 10_000 }, (_, k) => uniform.uniform(k, 0) + (k < 1000 ? 5 : 0));
    expect(mser5(series)).toBe(1000);
    expect(mser5(series.subarray(1000))).toBeLessThan(500);
  });
});
