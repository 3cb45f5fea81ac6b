/** The charts of a run. */
import { type Column, everyNth, pickSamples, rates, utilizations, valueAt } from "../../analysis/index.ts";
import { type Component, type Frames, KINDS, type RunResult, type SeriesName } from "../../model/index.ts";
import type { FinishedRun } from "../figures/finished-run.ts";
import type { ChartData, ChartLine, ChartRow } from "./chart-data.ts";
import { type Look, look, lookOf } from "./look.ts";

/** Averages over more intervals than these would show chance rather than change. */
const INTERVALS_MAX = 240;
const ORDERS_AN_INTERVAL = 100;
const INTERVALS_MIN = 40;
/** More lines than these are not shown at first. */
const LINES_SHOWN = 8;

type SeriesLine = readonly [series: SeriesName, label: string, look: Look];

/** A line with its values. */
interface Drawn extends ChartLine {
  readonly column: Column;
}

/** Everything that there is to see of a run over time. */
export function chartsOf({ scenario, result, frames: sampled }: FinishedRun): readonly ChartData[] {
  // The last sample is of the instant at which the run ended.
  const end = result.run.simulatedSeconds;
  const frames: Frames = { ...sampled, times: sampled.times.map((time) => Math.min(time, end)) };
  const components = scenario.architecture.components;
  return [
    throughput(frames),
    backlog(frames),
    latency(frames),
    utilization(components, result, frames),
    queues(components, result, frames),
    stock(frames),
    money(frames),
  ];
}

function throughput(frames: Frames): ChartData {
  const { times, series } = frames;
  const lines: readonly SeriesLine[] = [
    ["arrived", "Arrived", look(8, 0, "circle")],
    ["accepted", "Accepted", look(1, 1, "square")],
    ["completed", "Completed", look(3, 0, "triangle")],
    ["failed", "Failed", look(2, 2, "diamond")],
    ["rejected", "Rejected", look(7, 3, "cross")],
  ];
  const picked = intervals(frames);
  const drawn = lines.map(([key, label, its]) => ({
    key,
    label,
    look: its,
    column: rates(times, series[key], picked),
  }));
  return {
    id: "throughput",
    title: "Throughput",
    help: "What becomes of orders, each second.",
    of: "orders/s",
    unit: "perSecond",
    log: "offered",
    ...averages(times, picked, drawn),
  };
}

function backlog(frames: Frames): ChartData {
  return {
    id: "backlog",
    title: "Backlog",
    help: "Orders that wait in the order queue.",
    of: "orders",
    unit: "count",
    ...levels(frames, [["backlog", "Waiting", look(1, 0, "circle")]]),
  };
}

function latency(frames: Frames): ChartData {
  return {
    id: "latency",
    title: "Latency",
    help: "From the click to the answer, and to the last step.",
    unit: "seconds",
    log: "first",
    ...levels(frames, [
      ["acceptanceP50", "Acceptance p50", look(1, 0, "circle")],
      ["acceptanceP95", "Acceptance p95", look(1, 1, "square")],
      ["acceptanceP99", "Acceptance p99", look(1, 2, "triangle")],
      ["completionP50", "Completion p50", look(2, 0, "circle")],
      ["completionP95", "Completion p95", look(2, 1, "square")],
      ["completionP99", "Completion p99", look(2, 2, "triangle")],
    ]),
  };
}

function stock(frames: Frames): ChartData {
  return {
    id: "stock",
    title: "Stock",
    help: "Where the units are.",
    of: "units",
    unit: "count",
    ...levels(frames, [
      ["unitsAvailable", "Available", look(8, 1, "square")],
      ["unitsHeld", "Held", look(2, 2, "triangle")],
      ["unitsSold", "Sold", look(3, 0, "circle")],
    ]),
  };
}

function money(frames: Frames): ChartData {
  return {
    id: "money",
    title: "Money",
    help: "Captured and refunded so far.",
    unit: "money",
    ...levels(frames, [
      ["moneyCaptured", "Captured", look(1, 0, "circle")],
      ["completedValue", "Value of completed orders", look(3, 1, "square")],
      ["moneyRefunded", "Refunded", look(2, 2, "triangle")],
    ]),
  };
}

function utilization(components: readonly Component[], result: RunResult, frames: Frames): ChartData {
  const { times } = frames;
  const picked = intervals(frames);
  const limited = mostFirst(components, ({ id }) => result.components[id]?.utilization ?? null);
  const drawn = componentLines(limited, ({ id }) => {
    const columns = frames.components[id];
    return columns === undefined ? [] : utilizations(columns.busyTime, columns.serverTime, picked);
  });
  return {
    id: "utilization",
    title: "Utilization",
    help: "The share of each component's servers that is busy.",
    unit: "ratio",
    hidden: hiddenOf(drawn),
    ...averages(times, picked, drawn),
  };
}

function queues(components: readonly Component[], result: RunResult, frames: Frames): ChartData {
  const waitedFor = mostFirst(components, ({ id, kind }) =>
    KINDS[kind].role === "source" ? null : (result.components[id]?.peakQueue ?? null),
  );
  const drawn = componentLines(waitedFor, ({ id }) => frames.components[id]?.queue ?? []);
  return {
    id: "queues",
    title: "Queues",
    help: "How many wait for each component.",
    of: "waiting",
    unit: "count",
    log: "first",
    hidden: hiddenOf(drawn),
    ...samples(frames.times, drawn),
  };
}

/** The samples between which to average. */
function intervals({ times, series }: Frames): readonly number[] {
  const orders = series.arrived.at(-1) ?? 0;
  return everyNth(times.length, Math.min(INTERVALS_MAX, Math.max(INTERVALS_MIN, orders / ORDERS_AN_INTERVAL)));
}

/** Those that have a measure, the largest first. */
function mostFirst(components: readonly Component[], measure: (component: Component) => number | null) {
  return components
    .map((component) => ({ component, size: measure(component) }))
    .filter(({ size }) => size !== null)
    .sort((a, b) => (b.size ?? 0) - (a.size ?? 0))
    .map(({ component }) => component);
}

function componentLines(
  components: readonly Component[],
  columnOf: (component: Component) => Column,
): readonly Drawn[] {
  return components.map((component, n) => ({
    key: component.id,
    label: component.name,
    look: lookOf(n),
    column: columnOf(component),
  }));
}

function hiddenOf(lines: readonly ChartLine[]): readonly string[] {
  return lines.slice(LINES_SHOWN).map(({ key }) => key);
}

function levels({ times, series }: Frames, lines: readonly SeriesLine[]): Points {
  return samples(
    times,
    lines.map(([key, label, its]) => ({ key, label, look: its, column: series[key] })),
  );
}

type Points = Pick<ChartData, "lines" | "rows" | "ofIntervals">;

/** Lines whose columns hold a value for each sample. */
function samples(times: Float64Array, drawn: readonly Drawn[]): Points {
  const columns = drawn.map(({ column }) => column);
  const picked = pickSamples(columns, times.length);
  const reduced = drawn.map((line) => ({ ...line, column: picked.map((k) => valueAt(line.column, k)) }));
  return { ofIntervals: false, lines: drawn, rows: rowsOf(times, picked, reduced) };
}

/** Lines whose columns hold a value for each picked sample, over the time since the one before. */
function averages(times: Float64Array, picked: readonly number[], drawn: readonly Drawn[]): Points {
  return { ofIntervals: true, lines: drawn, rows: rowsOf(times, picked, drawn) };
}

function rowsOf(times: Float64Array, picked: readonly number[], drawn: readonly Drawn[]): readonly ChartRow[] {
  return picked.map((sample, row) => {
    const values: Record<string, number | null> = {};
    for (const { key, column } of drawn) {
      const value = valueAt(column, row);
      values[key] = Number.isFinite(value) ? value : null;
    }
    return { time: times[sample] ?? 0, values };
  });
}
