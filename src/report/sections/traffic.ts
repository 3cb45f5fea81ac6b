import { arrivalsOf, peakRateOf, totalOf } from "../../analysis/flow.ts";
import { type ComponentOf, formatCount, formatDuration, formatRate } from "../../model/index.ts";
import { type Block, type Cell, type Section, words } from "../content.ts";
import type { ReportInput } from "../input.ts";

/** Who comes, and how fast. */
export function traffic({ scenario }: ReportInput): Section {
  const sources = scenario.architecture.components.flatMap((component) =>
    component.kind === "shoppers" ? [component] : [],
  );
  return { id: "traffic", title: "Traffic", blocks: sources.flatMap(source) };
}

const PROCESSES = {
  poisson: "independent shoppers (Poisson)",
  even: "evenly spaced",
  counts: "counts per interval",
} as const;

/** More legs than this are summed up, not listed. */
const LEGS_MAX = 40;

function source(component: ComponentOf<"shoppers">): Block[] {
  const { arrivals, unitsPerOrder } = component.config;
  const flow = arrivalsOf(component);
  const each = unitsPerOrder === 1 ? "" : `, ${unitsPerOrder} units each`;
  const orders = `about ${formatCount(totalOf(flow))} orders${each}`;
  const summary = `${component.name}: ${orders}, ${PROCESSES[arrivals.process]}, at most ${formatRate(peakRateOf(flow))}.`;
  if (arrivals.process === "counts") {
    const every = `${formatCount(arrivals.counts.length)} counts, one for every ${formatDuration(arrivals.interval)}.`;
    return [{ type: "text", text: `${summary} ${every}` }];
  }
  if (flow.length > LEGS_MAX) return [{ type: "text", text: `${summary} ${formatCount(flow.length)} stages.` }];
  const rows = flow.map((leg): readonly Cell[] => {
    const { start, end, from, to } = leg;
    return [start, end]
      .map((time) => words(formatDuration(time)))
      .concat(
        [from, to].map((rate) => words(formatRate(rate))),
        words(formatCount(totalOf([leg]))),
      );
  });
  const columns = ["From", "To", "Rate at the start", "Rate at the end", "Orders"].map((label, index) =>
    index === 0 ? { label } : { label, numeric: true as const },
  );
  return [
    { type: "text", text: summary },
    { type: "table", table: { columns, rows } },
  ];
}
