import { type CapacitySum, capacitySum, oracleOf } from "../../analysis/index.ts";
import {
  figureOf,
  formatCount,
  formatDifference,
  formatDuration,
  formatFigure,
  formatRate,
} from "../../model/index.ts";
import { type Block, type Cell, type Section, words } from "../content.ts";
import { valueCell } from "../figures.ts";
import type { ReportInput } from "../input.ts";

/** What arithmetic alone says, beside what the simulation found. */
export function capacity(input: ReportInput): Section {
  const sum = capacitySum(input.scenario);
  return {
    id: "capacity",
    title: "Capacity and oracle",
    blocks: [{ type: "text", text: inWords(sum) }, ...oracle(input), stations(sum)],
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

/** The oracle: each prediction beside the simulated figure, and why the two must differ. */
function oracle({ scenario, result, frames }: ReportInput): readonly Block[] {
  const { bottleneck, predictions } = oracleOf(scenario, result, frames);
  const nameOf = (id: string | null) =>
    scenario.architecture.components.find((component) => component.id === id)?.name ?? "nothing";
  const notes = new Map<string, number>();
  const marks = (why: readonly string[]) =>
    why.map((text) => notes.get(text) ?? notes.set(text, notes.size + 1).size).join(", ");
  const rows = predictions.map(({ figure: path, label, unit, predicted, simulated, why }): readonly Cell[] => [
    words(label),
    words(formatFigure(predicted, unit)),
    figureOf(path) === undefined
      ? words(formatFigure(simulated, unit))
      : valueCell(path, simulated, formatFigure(simulated, unit)),
    words(formatDifference(predicted, simulated)),
    words(marks(why), "quiet"),
  ]);
  const found = [
    words("Bottleneck"),
    words(nameOf(bottleneck.predicted)),
    words(nameOf(bottleneck.simulated)),
    words(""),
    words(marks(bottleneck.why), "quiet"),
  ];
  const table: Block = {
    type: "table",
    table: {
      caption: "Predicted from the document alone, and what the simulation found",
      columns: [
        { label: "Figure" },
        { label: "Predicted", numeric: true },
        { label: "Simulated", numeric: true },
        { label: "Off by", numeric: true },
        { label: "Why" },
      ],
      rows: [found, ...rows],
    },
  };
  const reasons = [...notes].map(
    ([text, number]): Block => ({ type: "text", text: `${number}: ${text}`, tone: "quiet" }),
  );
  return [table, ...reasons];
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
