import { formatDuration } from "../model/index.ts";
import type { Report } from "./content.ts";
import type { ReportInput } from "./input.ts";
import { architecture } from "./sections/architecture.ts";
import { capacity } from "./sections/capacity.ts";
import { components } from "./sections/components.ts";
import { course } from "./sections/course.ts";
import { examples } from "./sections/examples.ts";
import { goals } from "./sections/goals.ts";
import { headline } from "./sections/headline.ts";
import { latency } from "./sections/latency.ts";
import { ledger } from "./sections/ledger.ts";
import { orders } from "./sections/orders.ts";
import { reproduce } from "./sections/reproduce.ts";
import { traffic } from "./sections/traffic.ts";
import { verdicts } from "./sections/verdicts.ts";

/** Everything a report says, in the order it says it: the answer first, then why, then how to get it again. */
export function composeReport(input: ReportInput): Report {
  const { scenario, result } = input;
  const { run } = result;
  const sections = [
    headline,
    verdicts,
    goals,
    architecture,
    traffic,
    course,
    orders,
    latency,
    components,
    ledger,
    examples,
    capacity,
    reproduce,
  ];
  return {
    title: scenario.name,
    about: scenario.about,
    facts: [
      `seed ${run.seed}`,
      `${formatDuration(run.simulatedSeconds)} simulated`,
      `digest ${run.digest}`,
      `engine ${run.engineVersion}`,
    ],
    sections: sections.map((section) => section(input)),
  };
}
