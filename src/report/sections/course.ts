import { formatFigure, formatPercent } from "../../model/index.ts";
import type { Section } from "../content.ts";
import type { ReportInput } from "../input.ts";
import { type Chart, type Line, type LineChart, peakOf, type Strip, type StripChart } from "../svg/chart.ts";
import { levels, rateOf, utilizationOf } from "../svg/points.ts";

/** How the run went, over time. */
export function course(input: ReportInput): Section {
  const title = "How it went";
  if (input.frames.times.length < 2) {
    const text = "The run was too short to draw.";
    return { id: "course", title, blocks: [{ type: "text", text, tone: "quiet" }] };
  }
  return { id: "course", title, blocks: [{ type: "charts", charts: chartsOf(input) }] };
}

function chartsOf(input: ReportInput): Chart[] {
  const charts = [
    throughput(input),
    backlog(input),
    latencies(input, "Completion", "completion"),
    latencies(input, "Acceptance", "acceptance"),
    utilization(input),
    queues(input),
    stock(input),
    money(input),
    violations(input),
  ];
  return charts.filter((chart) => (chart.type === "lines" ? chart.lines : chart.strips).length > 0);
}

type Series = keyof ReportInput["frames"]["series"];
type Look = Line["look"];

function throughput({ frames, result }: ReportInput): LineChart {
  const rate = (label: string, key: Series, look: Look): Line => ({
    label,
    look,
    points: rateOf(frames.times, frames.series[key]),
  });
  const lines = [rate("Arrived", "arrived", "context"), rate("Completed", "completed", "main")];
  if (result.orders.rejected > 0) lines.push(rate("Rejected", "rejected", "second"));
  if (result.orders.failed > 0) lines.push(rate("Failed", "failed", "wrong"));
  return {
    type: "lines",
    title: "Throughput by outcome",
    help: "Orders a second: is it keeping up?",
    unit: "perSecond",
    end: endOf(frames),
    lines,
  };
}

function backlog({ frames }: ReportInput): LineChart {
  return {
    type: "lines",
    title: "Backlog",
    help: "Orders that wait in a queue, and orders on their way at all.",
    unit: "count",
    end: endOf(frames),
    lines: [
      { label: "In flight", look: "context", points: levels(frames.times, frames.series.inFlight) },
      { label: "Backlog", look: "main", points: levels(frames.times, frames.series.backlog) },
    ],
  };
}

function latencies({ frames }: ReportInput, label: string, kind: "completion" | "acceptance"): LineChart {
  const looks = { P50: "main", P95: "second", P99: "third" } as const;
  const lines = (["P50", "P95", "P99"] as const).map((which) => ({
    label: which.toLowerCase(),
    look: looks[which],
    points: levels(frames.times, frames.series[`${kind}${which}`], 300),
  }));
  const help =
    kind === "completion"
      ? "Click to the last step, of orders that completed then."
      : "Click to the answer, of orders accepted then.";
  const some = lines.filter(({ points }) => peakOf(points) !== null);
  return { type: "lines", title: `${label} latency`, help, unit: "seconds", end: endOf(frames), lines: some };
}

function stock({ frames, result }: ReportInput): LineChart {
  const lines: Line[] =
    result.ledger.units.stock === 0
      ? []
      : [
          { label: "Available", look: "context", points: levels(frames.times, frames.series.unitsAvailable) },
          { label: "Held", look: "second", points: levels(frames.times, frames.series.unitsHeld) },
          { label: "Sold", look: "main", points: levels(frames.times, frames.series.unitsSold) },
        ];
  return { type: "lines", title: "Stock", help: "Units by state.", unit: "count", end: endOf(frames), lines };
}

function money({ frames, result }: ReportInput): LineChart {
  const lines: Line[] = [];
  if (result.ledger.money.captured > 0) {
    lines.push({ label: "Captured", look: "main", points: levels(frames.times, frames.series.moneyCaptured) });
    if (result.ledger.money.refunded > 0) {
      lines.push({ label: "Refunded", look: "second", points: levels(frames.times, frames.series.moneyRefunded) });
    }
  }
  return { type: "lines", title: "Money", help: "Since the start.", unit: "money", end: endOf(frames), lines };
}

function violations({ frames }: ReportInput): LineChart {
  const points = levels(frames.times, frames.series.violations);
  const some = (peakOf(points)?.value ?? 0) > 0;
  return {
    type: "lines",
    title: "Violations",
    help: "Found by the auditor since the start.",
    unit: "count",
    end: endOf(frames),
    lines: some ? [{ label: "Violations", look: "wrong", points }] : [],
  };
}

/** More rows than this are not legible; the busiest are shown. */
const STRIPS_MAX = 12;

function utilization({ frames, scenario, result }: ReportInput): StripChart {
  const rows = scenario.architecture.components.flatMap(({ id, name }) => {
    const columns = frames.components[id];
    const mean = result.components[id]?.utilization ?? null;
    if (columns === undefined || mean === null) return [];
    const points = utilizationOf(frames.times, columns.busyTime, columns.serverTime);
    return [{ weight: mean, strip: { label: name, note: formatPercent(mean), max: 1, points } }];
  });
  return {
    type: "strips",
    title: "Utilization",
    help: "The share of servers that are busy; at the right, over the whole run.",
    unit: "ratio",
    end: endOf(frames),
    strips: busiest(rows),
  };
}

function queues({ frames, scenario, result }: ReportInput): StripChart {
  const rows = scenario.architecture.components.flatMap(({ id, name }) => {
    const peak = result.components[id]?.peakQueue ?? 0;
    const columns = frames.components[id];
    if (columns === undefined || peak === 0) return [];
    const note = formatFigure(peak, "count");
    return [{ weight: peak, strip: { label: name, note, max: peak, points: levels(frames.times, columns.queue) } }];
  });
  return {
    type: "strips",
    title: "Queues",
    help: "Who waits where, each on its own scale; at the right, its peak.",
    unit: "count",
    end: endOf(frames),
    strips: busiest(rows),
  };
}

/** The rows with the most weight, in the order they came. */
function busiest(rows: readonly { readonly weight: number; readonly strip: Strip }[]): Strip[] {
  const chosen = new Set([...rows].sort((a, b) => b.weight - a.weight).slice(0, STRIPS_MAX));
  return rows.filter((row) => chosen.has(row)).map(({ strip }) => strip);
}

function endOf({ times }: ReportInput["frames"]): number {
  return times.at(-1) ?? 0;
}
