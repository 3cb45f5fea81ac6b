/** How soon a run under way hears that it shall pause, stop or say how far it is. */
import { askOnce, job } from "../child.ts";
import { SHIPPED, shipped } from "../documents.ts";
import { count, table } from "../measure.ts";
import { atMost, type Findings, type Section } from "../section.ts";

interface Gaps {
  readonly stretches: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const ms = (value: number) => `${value.toFixed(1)} ms`;

async function measure(): Promise<Findings> {
  const rows: string[][] = [];
  let longest = 0;
  for (const file of SHIPPED) {
    const { stretches, p50, p99, max } = await askOnce<Gaps>(job("answers"), shipped(file));
    longest = Math.max(longest, max);
    rows.push([file, count(stretches), p50.toFixed(1), p99.toFixed(1), max.toFixed(1)]);
  }
  return {
    text: `A run goes on in stretches, and listens between two of them. Their lengths by the worker's own runner, in ms; the first includes the compiler's warm-up, the last what it takes to
put the result together.

${table(["scenario", "stretches", "median", "p99", "longest"], rows)}`,
    targets: [atMost("the longest that a run does not listen", longest, 50, ms)],
  };
}

export const answers: Section = { name: "answers", title: "How soon it answers", measure };
