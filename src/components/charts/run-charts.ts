/** The charts of a run. */
import { type Column, everyNth, pickSamples, rates, utilizations, valueAt } from "../../analysis/index.ts";
import { type Frames, KINDS, type SeriesName } from "../../model/index.ts";
import type { FinishedRun } from "../figures/finished-run.ts";
import type { ChartData, ChartLine, ChartRow } from "./chart-data.ts";
import { type Look, look, lookOf } from "./look.ts";

/** Averages over more intervals than this would show chance rather than change. */
const INTERVALS = 240;
/** More lines than these are not shown at first. */
const LINES_SHOWN = 8;

type SeriesLine = readonly [series: SeriesName, label: string, look: Look];

/** Everything that there is to see of a run over time. */
export function chartsOf(run: FinishedRun): readonly ChartData[] {
  const { frames } = run;
  return [
    throughput(frames),
    levels(frames, {
      id: "backlog",
      title: "Backlog",
      help: "Orders that wait in the order queue.",
      unit: "count",
      lines: [["backlog", "Waiting", look(1, 0, "circle")]],
    }),
    levels(frames, {
      id: "latency",
      title: "Latency",
      help: "From the click to the answer, and to the last step; each over the sample that ends there.",
      unit: "seconds",
      log: "first",
      lines: [
        ["acceptanceP50", "Acceptance p50", look(1, 0, "circle")],
        ["acceptanceP95", "Acceptance p95", look(1, 1, "square")],
        ["acceptanceP99", "Acceptance p99", look(1, 2, "triangle")],
        ["completionP50", "Completion p50", look(2, 0, "circle")],
        ["completionP95", "Completion p95", look(2, 1, "square")],
        ["completionP99", "Completion p99", look(2, 2, "triangle")],
      ],
    }),
    utilization(run),
    queues(run),
    levels(frames, {
      id: "stock",
      title: "Stock",
      help: "Where the units are.",
      unit: "count",
      lines: [
        ["unitsAvailable", "Available", look(8, 1, "square")],
        ["unitsHeld", "Held", look(2, 2, "triangle")],
        ["unitsSold", "Sold", look(3, 0, "circle")],
      ],
    }),
    levels(frames, {
      id: "money",
      title: "Money",
      help: "What has been captured and refunded so far, and what the completed orders are worth.",
      unit: "money",
      lines: [
        ["moneyCaptured", "Captured", look(1, 0, "circle")],
        ["completedValue", "Value of completed orders", look(3, 1, "square")],
        ["moneyRefunded", "Refunded", look(2, 2, "triangle")],
      ],
    }),
  ];
}

function throughput({ times, series }: Frames): ChartData {
  const lines: readonly SeriesLine[] = [
    ["arrived", "Arrived", look(8, 0, "circle")],
    ["accepted", "Accepted", look(1, 1, "square")],
    ["completed", "Completed", look(3, 0, "triangle")],
    ["failed", "Failed", look(2, 2, "diamond")],
    ["rejected", "Rejected", look(7, 3, "cross")],
  ];
  const picked = everyNth(times.length, INTERVALS);
  const columns = lines.map(([name]) => rates(times, series[name], picked));
  return {
    id: "throughput",
    title: "Throughput",
    help: "What becomes of orders, each second.",
    unit: "perSecond",
    ofIntervals: true,
    log: "offered",
    lines: lines.map(([key, label, its]) => ({ key, label, look: its })),
    rows: rowsOf(
      times,
      picked,
      lines.map(([key]) => key),
      columns,
      (at) => at,
    ),
  };
}

interface Levels extends Pick<ChartData, "id" | "title" | "help" | "unit" | "log"> {
  readonly lines: readonly SeriesLine[];
}

function levels({ times, series }: Frames, { lines, ...chart }: Levels): ChartData {
  const columns = lines.map(([name]) => series[name]);
  const keys = lines.map(([name]) => name);
  return {
    ...chart,
    ofIntervals: false,
    lines: lines.map(([key, label, its]) => ({ key, label, look: its })),
    rows: samplesOf(times, keys, columns),
  };
}

function utilization({ scenario, result, frames }: FinishedRun): ChartData {
  const { times, components } = frames;
  const limited = byUse(
    scenario.architecture.components.filter(({ id }) => result.components[id]?.utilization != null),
    ({ id }) => result.components[id]?.utilization ?? 0,
  );
  const picked = everyNth(times.length, INTERVALS);
  const columns = limited.map(({ id }) => {
    const its = components[id];
    return its === undefined ? [] : utilizations(its.busyTime, its.serverTime, picked);
  });
  return {
    id: "utilization",
    title: "Utilization",
    help: "The share of each component's servers that was busy.",
    unit: "ratio",
    ofIntervals: true,
    ...componentLines(limited),
    rows: rowsOf(
      times,
      picked,
      limited.map(({ id }) => id),
      columns,
      (at) => at,
    ),
  };
}

function queues({ scenario, result, frames }: FinishedRun): ChartData {
  const { times, components } = frames;
  const waitedFor = byUse(
    scenario.architecture.components.filter(({ kind }) => KINDS[kind].role !== "source"),
    ({ id }) => result.components[id]?.peakQueue ?? 0,
  );
  const columns = waitedFor.map(({ id }) => components[id]?.queue ?? []);
  return {
    id: "queues",
    title: "Queues",
    help: "How many wait for each component.",
    unit: "count",
    ofIntervals: false,
    log: "first",
    ...componentLines(waitedFor),
    rows: samplesOf(
      times,
      waitedFor.map(({ id }) => id),
      columns,
    ),
  };
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The most used first. */
function byUse<C extends Named>(components: readonly C[], use: (component: C) => number): readonly C[] {
  return [...components].sort((a, b) => use(b) - use(a));
}

function componentLines(components: readonly Named[]): Pick<ChartData, "lines" | "hidden"> {
  const lines = components.map(({ id, name }, n): ChartLine => ({ key: id, label: name, look: lookOf(n) }));
  return { lines, hidden: lines.slice(LINES_SHOWN).map(({ key }) => key) };
}

function samplesOf(times: Float64Array, keys: readonly string[], columns: readonly Column[]): readonly ChartRow[] {
  const picked = pickSamples(columns, times.length);
  return rowsOf(times, picked, keys, columns, (_, sample) => sample);
}

/** @param place which entry of a column belongs to a row: columns of averages have one a row, columns of samples one a sample */
function rowsOf(
  times: Float64Array,
  picked: readonly number[],
  keys: readonly string[],
  columns: readonly Column[],
  place: (row: number, sample: number) => number,
): readonly ChartRow[] {
  return picked.map((sample, row) => {
    const values: Record<string, number | null> = {};
    keys.forEach((key, i) => {
      const value = valueAt(columns[i], place(row, sample));
      values[key] = Number.isFinite(value) ? value : null;
    });
    return { time: times[sample] ?? 0, values };
  });
}
