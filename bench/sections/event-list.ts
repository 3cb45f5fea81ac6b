/** The event lists alone: the hold model over sizes and laws, and what the shipped scenarios ask of them. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askOnce, type Child, job, unbundledJob } from "../child.ts";
import { SHIPPED, shipped } from "../documents.ts";
import type { HoldQuestion } from "../hold-model.ts";
import { holdProgram } from "../hold-program.ts";
import { count, inTurn, median, table, times } from "../measure.ts";
import type { Findings, Section } from "../section.ts";
import { TIME_LAWS, type TimeLaw } from "../time-laws.ts";

const ROUNDS = 5;
const PENDING = [10, 100, 1000, 10_000, 100_000, 1_000_000];
const OPERATIONS = 2_000_000;

/** An event list of the engine, and the heap that it is measured against, each in a process. */
interface Pair {
  readonly own: Child;
  readonly heap: Child;
}

/** Nanoseconds. */
interface Cost {
  readonly own: number;
  readonly heap: number;
}

async function costOf({ own, heap }: Pair, question: HoldQuestion): Promise<Cost> {
  // The first round warms up.
  const given = await inTurn<number>(ROUNDS + 1, [() => own.ask(question), () => heap.ask(question)]);
  const [ownCost = Number.NaN, heapCost = Number.NaN] = given.map((of) => median(of.slice(1)));
  return { own: ownCost, heap: heapCost };
}

interface Holds {
  readonly table: string;
  /** Cost of a hold of the engine's list with a million exponential waits pending, in those with a thousand. */
  readonly growth: number;
}

async function holdsOf(pair: Pair): Promise<Holds> {
  const rows: string[][] = [];
  const exponential = new Map<number, number>();
  for (const law of Object.keys(TIME_LAWS) as TimeLaw[]) {
    const cells: string[] = [];
    for (const pending of PENDING) {
      const { own, heap } = await costOf(pair, { law, pending });
      if (law === "exponential") exponential.set(pending, own);
      cells.push(`${own.toFixed(0)} / ${heap.toFixed(0)} (${times(own / heap)})`);
    }
    rows.push([TIME_LAWS[law], ...cells]);
  }
  return {
    table: table(["events pending", ...PENDING.map(count)], rows),
    growth: (exponential.get(1_000_000) ?? Number.NaN) / (exponential.get(1000) ?? Number.NaN),
  };
}

/** Records what the shipped scenarios ask of the parts' list, and plays it to the lists. */
async function tracesOf(pairs: readonly Pair[]): Promise<string[][]> {
  const folder = mkdtempSync(join(tmpdir(), "doorbuster-bench-"));
  const rows: string[][] = [];
  for (const file of SHIPPED) {
    const out = join(folder, `${file}.trace`);
    const question = { document: shipped(file), out, operations: OPERATIONS };
    const { mostPending } = await askOnce<{ mostPending: number }>(unbundledJob("record"), question);
    const cells: string[] = [];
    for (const pair of pairs) {
      const { own, heap } = await costOf(pair, { trace: out });
      cells.push(own.toFixed(0), heap.toFixed(0), times(own / heap));
    }
    rows.push([file, count(mostPending), ...cells]);
  }
  return rows;
}

async function measure(): Promise<Findings> {
  const lane = { own: job("hold-core", await holdProgram("own")), heap: job("hold-core", await holdProgram("heap")) };
  const parts = { own: job("hold", "wheel"), heap: job("hold", "heap") };
  const laneHolds = await holdsOf(lane);
  const partsHolds = await holdsOf(parts);
  const traces = await tracesOf([lane, parts]);
  for (const child of [lane.own, lane.heap, parts.own, parts.heap]) await child.end();

  const head = ["lane's list", "heap", "list / heap", "parts' list", "heap", "list / heap"];
  return {
    text: `Hold model: take the earliest event, schedule it again. Nanoseconds a hold of the engine's list / of a 4-ary heap, and their ratio. In turn, a process each, medians of ${ROUNDS}.

A hold is a part of what an event costs. Among 1,000,000 pending events it costs ${times(laneHolds.growth)} of what it costs among 1,000 in the express lane's list, ${times(partsHolds.growth)} in the parts' (exponential). What becomes of a whole event is said under "From 30 thousand to 30 million orders".

### The express lane's list

In WebAssembly, as is the heap here.

${laneHolds.table}

### The parts' list

In JavaScript, as is the heap here.

${partsHolds.table}

### What the shipped scenarios ask

The first ${count(OPERATIONS)} pushes and pops of the parts, recorded and played again. Nanoseconds a push and a pop.

${table(["scenario", "most pending", ...head], traces)}`,
    targets: [],
  };
}

export const eventList: Section = { name: "event-list", title: "The event lists alone", measure };
