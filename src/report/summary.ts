import { formatBytes, formatCount, formatDuration } from "../model/index.ts";
import type { Section } from "./content.ts";
import type { ReportInput } from "./input.ts";
import { components } from "./sections/components.ts";
import { examples } from "./sections/examples.ts";
import { goals } from "./sections/goals.ts";
import { latency } from "./sections/latency.ts";
import { books } from "./sections/ledger.ts";
import { orders } from "./sections/orders.ts";
import { verdicts } from "./sections/verdicts.ts";

/** What matters most: for a terminal. */
export function composeSummary(input: ReportInput): readonly Section[] {
  const sections = [verdicts, goals, orders, latency, components, books, examples];
  return [run(input), ...sections.map((section) => section(input))];
}

function run({ result, scenario }: ReportInput): Section {
  const { seed, ended, events, simulatedSeconds, wallSeconds, peakMemoryBytes, digest } = result.run;
  const memory = peakMemoryBytes === null ? "" : `, ${formatBytes(peakMemoryBytes)} of memory`;
  const facts = [
    `Seed ${seed}: ${formatDuration(simulatedSeconds)} simulated in ${formatDuration(wallSeconds)} (${formatCount(events)} events${memory}), ${ENDINGS[ended]}.`,
    `Digest ${digest}, engine ${result.run.engineVersion}.`,
  ];
  return { id: "run", title: scenario.name, blocks: facts.map((text) => ({ type: "text", text })) };
}

const ENDINGS = {
  drained: "until nothing was left to do",
  horizon: "up to the stated instant",
  limit: "up to the limit of simulated time",
} as const;
