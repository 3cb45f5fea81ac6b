/** Whether the cost of an event grows with the number of orders, or with how much is under way. */
import type { DocumentInput } from "../../src/model/index.ts";
import { askOnce, job } from "../child.ts";
import { sale } from "../documents.ts";
import type { SaleAnswer } from "../jobs/sale.ts";
import { count, median, megabytes, seconds, table, times } from "../measure.ts";
import { atMost, type Findings, type Section } from "../section.ts";

interface Case {
  readonly name: string;
  readonly document: DocumentInput;
  readonly rounds: number;
  readonly express?: boolean;
}

/** At the canonical rates, longer and longer: nine of ten orders wait, so the backlog grows with the orders. */
const LONGER: readonly Case[] = [
  { name: "30 k", document: sale({ duration: 0.6 }), rounds: 5 },
  { name: "300 k", document: sale({ duration: 6 }), rounds: 5 },
  { name: "3 M", document: sale({}), rounds: 5 },
  { name: "30 M", document: sale({ duration: 600 }), rounds: 1 },
];

/** At 4,500 orders a second, which the services keep up with: no backlog. */
const STEADY: readonly Case[] = [
  { name: "300 k", document: sale({ rate: 4500, duration: 300_000 / 4500 }), rounds: 5 },
  { name: "3 M", document: sale({ rate: 4500, duration: 3_000_000 / 4500 }), rounds: 3 },
  { name: "30 M", document: sale({ rate: 4500, duration: 30_000_000 / 4500 }), rounds: 1 },
];

/** Three million orders to more and more servers: more and more is under way at once. */
const SERVERS = 5200;
const wider = (scale: number, guarded = false) => ({
  name: `${count(SERVERS * scale)} servers`,
  document: sale({ scale, duration: 60 / scale, guarded }),
});
const FEWEST = 0.2;
const MOST = 200;
const WIDER: readonly Case[] = [FEWEST, 2, 20, MOST].map((scale) => ({ ...wider(scale), rounds: 3 }));
const PARTS: readonly Case[] = [FEWEST, MOST].map((scale) => ({ ...wider(scale), rounds: 3, express: false }));
const GUARDED: readonly Case[] = [FEWEST, MOST].map((scale) => ({ ...wider(scale, true), rounds: 3 }));

interface Row {
  readonly name: string;
  readonly nanoseconds: number;
  readonly bytes: number;
  readonly cells: readonly string[];
}

async function rowOf({ name, document, rounds, express }: Case): Promise<Row> {
  const answers: SaleAnswer[] = [];
  for (let round = 0; round < rounds; round++)
    answers.push(await askOnce<SaleAnswer>(job("sale"), { document, express }));
  const first = answers[0] as SaleAnswer;
  const took = median(answers.map((answer) => answer.seconds));
  const bytes = median(answers.map(({ peakBytes }) => peakBytes));
  const nanoseconds = (took / first.events) * 1e9;
  const cells = [
    count(first.orders),
    count(first.events),
    count(first.backlogPeak),
    seconds(took),
    nanoseconds.toFixed(0),
    megabytes(bytes),
  ];
  return { name, nanoseconds, bytes, cells: [name, ...cells] };
}

async function rowsOf(cases: readonly Case[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const one of cases) rows.push(await rowOf(one));
  return rows;
}

const HEAD = ["", "orders", "events", "peak backlog", "seconds", "ns an event", "peak memory, MB"];

async function measure(): Promise<Findings> {
  const longer = await rowsOf(LONGER);
  const steady = await rowsOf(STEADY);
  const wide = await rowsOf(WIDER);
  const parts = await rowsOf(PARTS);
  const guarded = await rowsOf(GUARDED);
  const cost = (rows: readonly Row[], name: string) => rows.find((row) => row.name === name)?.nanoseconds ?? Number.NaN;
  const memory = (rows: readonly Row[], name: string) => rows.find((row) => row.name === name)?.bytes ?? Number.NaN;
  const growth = (rows: readonly Row[]) => cost(rows, wider(MOST).name) / cost(rows, wider(FEWEST).name);
  const cells = (rows: readonly Row[]) => rows.map((row) => row.cells);
  return {
    text: `The canonical flash sale in other sizes, a fresh process a run (so the compiler's warm-up weighs on the shortest).

The same rates for longer. The backlog grows with the orders, and memory with the backlog:

${table(HEAD, cells(longer))}

At 4,500 orders a second, which the services keep up with. No backlog, so no more memory:

${table(HEAD, cells(steady))}

Three million orders to more servers: what is under way at once grows. Beyond the processor's caches each order costs their misses as well:

${table(HEAD, cells(wide))}

The same by the parts, which run what the express lane does not know:

${table(HEAD, cells(parts))}

With timeouts and retries, holds that run out and a log, which the parts alone can run:

${table(HEAD, cells(guarded))}`,
    targets: [
      atMost(
        "cost of an event at 30 M orders / at 3 M, overloaded",
        cost(longer, "30 M") / cost(longer, "3 M"),
        1.1,
        times,
      ),
      atMost(
        "cost of an event at 30 M orders / at 3 M, keeping up",
        cost(steady, "30 M") / cost(steady, "3 M"),
        1.1,
        times,
      ),
      atMost("cost of an event with 1,040,000 servers / with 1,040, the express lane", growth(wide), 2, times),
      atMost("cost of an event with 1,040,000 servers / with 1,040, the parts", growth(parts), 2, times),
      atMost("the same with timeouts, retries, holds and a log", growth(guarded), 2, times),
      atMost("memory at 30 M orders / at 3 M, keeping up", memory(steady, "30 M") / memory(steady, "3 M"), 1.1, times),
    ],
  };
}

export const scaling: Section = { name: "scaling", title: "From 30 thousand to 30 million orders", measure };
