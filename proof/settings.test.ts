// Any value of any setting: what holds of a run that was put together from the descriptions of the fields, and so of
// settings that nobody has thought of together.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSimulation } from "../src/engine/index.ts";
import { type DocumentInput, type RunResult, toTimeline } from "../src/model/index.ts";
import { documents } from "./generated/documents.ts";
import { read } from "./run.ts";

const MINUTES = 60_000;

/** `SETTINGS=100000 npx vitest run proof/settings.test.ts` for a long night; another seed gives other documents. */
const RUNS = Number(process.env.SETTINGS ?? 120);
const SEED = Number(process.env.SETTINGS_SEED ?? 20_260_214);

/** More than any of these runs needs. */
const EVENTS_MAX = 3_000_000;

function simulate(document: DocumentInput, slice: number) {
  const simulation = createSimulation(read(document));
  let before = simulation.progress();
  while (!simulation.advance(slice)) {
    const now = simulation.progress();
    if (now.events > EVENTS_MAX) throw new Error("the run does not end");
    expect(now.simulatedSeconds).toBeGreaterThanOrEqual(before.simulatedSeconds);
    expect(now.finished).toBeLessThanOrEqual(now.arrived);
    before = now;
  }
  return {
    result: simulation.result({ wallSeconds: 0, peakMemoryBytes: null }),
    timeline: toTimeline(simulation.frames()),
    audit: simulation.audit(),
  };
}

/** Every number in a value, with its place. */
function numbersIn(value: unknown, place = ""): [place: string, value: number][] {
  if (typeof value === "number") return [[place, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, `${place}.${key}`));
}

function expectSound(result: RunResult): void {
  for (const [place, value] of numbersIn(result)) {
    expect(Number.isFinite(value), `${place} is ${value}`).toBe(true);
    // Of units held or sold twice, too few are available: below none.
    if (place !== ".ledger.units.available") expect(value, place).toBeGreaterThanOrEqual(0);
  }
  const { arrived, rejected, completed, failed, stuck, lost, inFlight } = result.orders;
  expect(arrived).toBe(rejected + completed + failed + stuck + lost + inFlight);
  expect(Object.values(result.failures).reduce((sum, count) => sum + count, 0)).toBe(failed + rejected);
  const { units, money } = result.ledger;
  expect(units.available).toBe(units.stock - units.held - units.sold);
  expect(money.refunded).toBeLessThanOrEqual(money.captured);
  if (result.run.ended === "drained") expect(inFlight).toBe(0);
  for (const { count, mean, p50, p95, p99, max } of Object.values(result.latency)) {
    expect(count === 0).toBe(mean === null);
    for (const [lower, upper] of [
      [p50, p95],
      [p95, p99],
      [p99, max],
    ]) {
      expect(lower ?? 0).toBeLessThanOrEqual(upper ?? 0);
    }
    expect(mean ?? 0).toBeLessThanOrEqual((max ?? 0) * (1 + 1e-9));
  }
  for (const [id, { utilization, meanQueue, peakQueue }] of Object.entries(result.components)) {
    expect(utilization ?? 0, id).toBeLessThanOrEqual(1 + 1e-9);
    expect(meanQueue ?? 0, id).toBeLessThanOrEqual(peakQueue * (1 + 1e-9));
  }
}

function holds(document: DocumentInput): void {
  const { result, timeline, audit } = simulate(document, 100_000);
  expect(audit).toEqual([]);
  expectSound(result);
  expect(timeline.times.length).toBeLessThanOrEqual(2048);
  const again = simulate(document, 37);
  expect(again.result).toEqual(result);
  expect(again.timeline).toEqual(timeline);
}

describe("whatever is set, the run ends, its books balance, no number is missing, and it is the same again", () => {
  const runs = { numRuns: RUNS, seed: SEED };

  it("for any checkout", { timeout: 2 * MINUTES }, () => {
    fc.assert(fc.property(documents({ trouble: false }), holds), runs);
  });

  it("for any checkout that anything happens to", { timeout: 2 * MINUTES }, () => {
    fc.assert(fc.property(documents({ trouble: true }), holds), runs);
  });
});
