import { type CapacitySum, capacitySum } from "../../analysis/index.ts";
import { formatCount, formatDuration, formatFigure, formatRate, type Unit } from "../../model/index.ts";
import { type Block, type Cell, type Section, words } from "../content.ts";
import { figure } from "../figures.ts";
import type { ReportInput } from "../input.ts";

/** What arithmetic alone says, beside what the simulation found. */
export function capacity(input: ReportInput): Section {
  const sum = capacitySum(input.scenario);
  return {
    id: "capacity",
    title: "Capacity arithmetic",
    blocks: [{ type: "text", text: inWords(sum) }, compared(sum, input), stations(sum)],
  };
}

function inWords({ arrivals, bottleneck, backlog, little, sagaSeconds }: CapacitySum): string {
  const offered = `${formatCount(arrivals.total)} orders arrive, at most ${formatRate(arrivals.peakRate)}, over ${formatDuration(arrivals.endsAt)}.`;
  const saga = `One order is ${formatDuration(sagaSeconds)} of service.`;
  if (bottleneck === null || bottleneck.ordersPerSecond === null) return `${offered} ${saga} Nothing limits them.`;
  const limit = `${bottleneck.name} can take ${formatRate(bottleneck.ordersPerSecond)} and is the limit.`;
  if (backlog.peakAt === null) return `${offered} ${saga} ${limit} Nobody has to wait for capacity.`;
  const line = `So ${formatCount(backlog.peak)} wait at ${formatDuration(backlog.peakAt)}`;
  const drain =
    backlog.drainSeconds === null ? "." : `, and it takes ${formatDuration(backlog.drainSeconds)} to drain.`;
  const law = `Little's law: ${formatCount(little.orderSeconds)} order-seconds / ${formatCount(little.orders)} orders = ${formatDuration(little.meanWait)} of waiting on average.`;
  return `${offered} ${saga} ${limit} ${line}${drain} ${law}`;
}

function compared({ arrivals, backlog, wait, completedShare }: CapacitySum, { result }: ReportInput): Block {
  const row = (label: string, value: number | null, unit: Unit, path: string): readonly Cell[] => [
    words(label),
    words(formatFigure(value, unit)),
    figure(result, path),
  ];
  const completed = arrivals.total * completedShare;
  return {
    type: "table",
    table: {
      caption: "Arithmetic with averages, and what the simulation found",
      columns: [{ label: "Figure" }, { label: "Arithmetic", numeric: true }, { label: "Simulation", numeric: true }],
      rows: [
        row("Orders", arrivals.total, "count", "orders.arrived"),
        row("Completed while there is stock", completed, "count", "orders.completed"),
        row("Peak backlog", backlog.peak, "count", "backlog.peak"),
        row("Peak backlog size", backlog.peakBytes, "bytes", "backlog.peakBytes"),
        row("Backlog peaks at", backlog.peakAt, "seconds", "backlog.peakAt"),
        row("Backlog drained at", backlog.drainedAt, "seconds", "backlog.drainedAt"),
        row("Mean wait in line, mean completion latency", wait.mean, "seconds", "latency.completion.mean"),
        row("p50", wait.p50, "seconds", "latency.completion.p50"),
        row("p95", wait.p95, "seconds", "latency.completion.p95"),
        row("p99", wait.p99, "seconds", "latency.completion.p99"),
      ],
    },
  };
}

function stations({ stations, bottleneck }: CapacitySum): Block {
  const rows = stations.map((station) => {
    const { id, name, servers, visits, secondsPerOrder, ordersPerSecond, limits } = station;
    return [
      words(name),
      words(servers === null ? "unlimited" : formatCount(servers)),
      words(formatCount(visits)),
      words(formatDuration(secondsPerOrder)),
      words(ordersPerSecond === null ? "no limit" : formatRate(ordersPerSecond)),
      id === bottleneck?.id ? words("the limit") : words(limits ? "" : "delays nobody", "quiet"),
    ];
  });
  return {
    type: "table",
    table: {
      caption: "What each component can take",
      columns: [
        { label: "Component" },
        { label: "Servers", numeric: true },
        { label: "Calls an order", numeric: true },
        { label: "Service an order", numeric: true },
        { label: "Orders it can take", numeric: true },
        { label: "Note" },
      ],
      rows,
    },
  };
}
