/** Whether the express lane's event list adapts to the load: the engine against itself with a heap, from the full sale down to a hundredth. */
import { job } from "../child.ts";
import { sale } from "../documents.ts";
import { bundledEngine } from "../engines.ts";
import { inTurn, median, seconds, table, times } from "../measure.ts";
import { atMost, type Findings, type Section } from "../section.ts";

const CASES = [
  { load: "1", scale: 1, warmUp: 1, rounds: 5 },
  { load: "1/10", scale: 0.1, warmUp: 3, rounds: 15 },
  { load: "1/100", scale: 0.01, warmUp: 10, rounds: 50 },
];

async function measure(): Promise<Findings> {
  const engines = job("engines", await bundledEngine("own"), await bundledEngine("heap"));
  const rows: string[][] = [];
  let smallest = Number.NaN;
  for (const { load, scale, warmUp, rounds } of CASES) {
    const document = sale({ scale });
    const run = (by: number) => () => engines.ask<{ seconds: number; digest: string }>({ by, document });
    const answers = await inTurn(warmUp + rounds, [run(0), run(1)]);
    if (new Set(answers.flat().map(({ digest }) => digest)).size !== 1)
      throw new Error("the heap gives another result");
    const [own = Number.NaN, heap = Number.NaN] = answers.map((of) =>
      median(of.slice(warmUp).map((one) => one.seconds)),
    );
    smallest = own / heap;
    rows.push([load, String(rounds), seconds(own), seconds(heap), times(own / heap)]);
  }
  await engines.end();
  return {
    text: `The canonical flash sale at three sizes, which the express lane runs: by the engine as it is, and by the engine whose lane has nothing but a 4-ary heap for its events. Both give the same digest.
Warm, in turn in one process, medians.

${table(["load", "pairs", "own list, s", "heap, s", "own / heap"], rows)}`,
    targets: [atMost("own event list / heap at a hundredth of the load", smallest, 1.05, times)],
  };
}

export const adapts: Section = { name: "adapts", title: "The event list inside the engine", measure };
