/** The event list alone: the hold model over sizes and laws, and what the shipped scenarios ask of it. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askOnce, job, unbundledJob } from "../child.ts";
import { SHIPPED, shipped } from "../documents.ts";
import type { HoldQuestion } from "../jobs/hold.ts";
import { count, inTurn, median, table, times } from "../measure.ts";
import { atMost, type Findings, type Section } from "../section.ts";
import { TIME_LAWS, type TimeLaw } from "../time-laws.ts";

const ROUNDS = 5;
const PENDING = [10, 100, 1000, 10_000, 100_000, 1_000_000];
const OPERATIONS = 2_000_000;

async function measure(): Promise<Findings> {
  const wheel = job("hold", "wheel");
  const heap = job("hold", "heap");
  /** Nanoseconds of the wheel and of the heap. */
  const both = async (question: HoldQuestion) => {
    // The first round warms up.
    const given = await inTurn<number>(ROUNDS + 1, [() => wheel.ask(question), () => heap.ask(question)]);
    const [own = Number.NaN, other = Number.NaN] = given.map((of) => median(of.slice(1)));
    return { own, other };
  };
  const cell = ({ own, other }: { own: number; other: number }) =>
    `${own.toFixed(0)} / ${other.toFixed(0)} (${times(own / other)})`;

  const holds: string[][] = [];
  const exponential = new Map<number, number>();
  for (const law of Object.keys(TIME_LAWS) as TimeLaw[]) {
    const cells: string[] = [];
    for (const pending of PENDING) {
      const cost = await both({ law, pending });
      if (law === "exponential") exponential.set(pending, cost.own);
      cells.push(cell(cost));
    }
    holds.push([TIME_LAWS[law], ...cells]);
  }

  const folder = mkdtempSync(join(tmpdir(), "doorbuster-bench-"));
  const traces: string[][] = [];
  for (const file of SHIPPED) {
    const out = join(folder, `${file}.trace`);
    const question = { document: shipped(file), out, operations: OPERATIONS };
    const { mostPending } = await askOnce<{ mostPending: number }>(unbundledJob("record"), question);
    const { own, other } = await both({ trace: out });
    traces.push([file, count(mostPending), own.toFixed(0), other.toFixed(0), times(own / other)]);
  }
  await wheel.end();
  await heap.end();

  const growth = (exponential.get(1_000_000) ?? Number.NaN) / (exponential.get(1000) ?? Number.NaN);
  return {
    text: `Hold model: take the earliest event, schedule it again. Nanoseconds a hold of the engine's wheel / of a 4-ary heap, and their ratio. In turn, a process each, medians of ${ROUNDS}.

${table(["events pending", ...PENDING.map(count)], holds)}

What the shipped scenarios ask of it: their first ${count(OPERATIONS)} pushes and pops, recorded and played again. Nanoseconds a push and a pop.

${table(["scenario", "most pending", "wheel", "heap", "wheel / heap"], traces)}`,
    targets: [atMost("cost of a hold at 1,000,000 pending / at 1,000 (exponential)", growth, 2, times)],
  };
}

export const eventList: Section = { name: "event-list", title: "The event list alone", measure };
