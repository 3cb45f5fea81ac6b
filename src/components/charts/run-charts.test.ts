import { expect, it } from "vitest";
import {
  COMPONENT_SERIES,
  type ComponentSeriesName,
  type Frames,
  parseDocument,
  type RunResult,
  SERIES,
  type SeriesName,
} from "../../model/index.ts";
import { chartsOf } from "./run-charts.ts";

const COUNT = 2000;
const parsed = parseDocument({
  format: "doorbuster",
  version: 1,
  architecture: {
    components: [
      { id: "shoppers", kind: "shoppers" },
      { id: "gateway", kind: "gateway" },
      ...Array.from({ length: 12 }, (_, n) => ({ id: `payment-${n}`, kind: "payment" as const, name: `Payment ${n}` })),
    ],
  },
});
if (!parsed.ok) throw new Error("the fixture is a document");
const { scenario } = parsed;

const column = (value: (k: number) => number) => Float64Array.from({ length: COUNT }, (_, k) => value(k));
const times = column((k) => (k + 1) * 0.5);
const frames: Frames = {
  interval: 0.5,
  times,
  series: {
    ...(Object.fromEntries(SERIES.map((name) => [name, column((k) => k)])) as Record<SeriesName, Float64Array>),
    arrived: column((k) => Math.min(100 * (k + 1), 100_000)),
    backlog: column((k) => (k === 1234 ? 9_999 : 0)),
    acceptanceP99: column(() => Number.NaN),
  },
  components: Object.fromEntries(
    scenario.architecture.components.map(({ id }) => [
      id,
      Object.fromEntries(COMPONENT_SERIES.map((name) => [name, column((k) => k)])) as Record<
        ComponentSeriesName,
        Float64Array
      >,
    ]),
  ),
};
const result = {
  run: { simulatedSeconds: 999.8 },
  components: Object.fromEntries(
    scenario.architecture.components.map(({ id, kind }, n) => [
      id,
      { kind, utilization: kind === "shoppers" ? null : n / 20, peakQueue: n },
    ]),
  ),
} as unknown as RunResult;
const charts = chartsOf({ scenario, result, frames });
const chart = (id: string) => {
  const found = charts.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no chart ${id}`);
  return found;
};

it("draws a few hundred points at most, in order of time, none after the end", () => {
  for (const { id, rows } of charts) {
    expect(rows.length, id).toBeGreaterThan(1);
    expect(rows.length, id).toBeLessThanOrEqual(400);
    const drawn = rows.map(({ time }) => time);
    expect(drawn, id).toEqual([...drawn].sort((a, b) => a - b));
    expect(drawn.at(-1), id).toBe(999.8);
  }
});

it("shows orders a second, averaged so that none is lost", () => {
  const { rows } = chart("throughput");
  let before = 0;
  let sum = 0;
  for (const { time, values } of rows) {
    sum += (values.arrived ?? 0) * (time - before);
    before = time;
  }
  expect(sum).toBeCloseTo(100_000, 3);
});

it("keeps the one sample at which the backlog peaks", () => {
  expect(Math.max(...chart("backlog").rows.map(({ values }) => values.backlog ?? 0))).toBe(9_999);
});

it("leaves gaps where there is nothing", () => {
  expect(chart("latency").rows.every(({ values }) => values.acceptanceP99 === null)).toBe(true);
});

it("shows the busiest components, and has the others at hand", () => {
  const { lines, hidden } = chart("utilization");
  expect(lines).toHaveLength(13);
  expect(lines[0]?.label).toBe("Payment 11");
  expect(hidden).toHaveLength(5);
  expect(hidden).toContain("gateway");
  expect(chart("queues").lines.map(({ key }) => key)).not.toContain("shoppers");
});
