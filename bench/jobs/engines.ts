/** Runs documents by several engines in one process: started with their modules, asked with the number of one and a document. */
import { pathToFileURL } from "node:url";
import type * as engine from "../../src/engine/index.ts";
import type { DocumentInput } from "../../src/model/index.ts";
import { answerAll } from "./answer.ts";
import { scenarioOf } from "./scenario.ts";

const engines: (typeof engine)[] = [];
for (const file of process.argv.slice(2)) engines.push((await import(pathToFileURL(file).href)) as typeof engine);

await answerAll(({ by, document }: { by: number; document: DocumentInput }) => {
  const scenario = scenarioOf(document);
  const chosen = engines[by];
  if (chosen === undefined) throw new Error(`there is no engine ${by}`);
  const start = performance.now();
  const simulation = chosen.createSimulation(scenario);
  while (!simulation.advance(50_000));
  const { run } = simulation.result({ wallSeconds: 0, peakMemoryBytes: null });
  return { seconds: (performance.now() - start) / 1000, digest: run.digest };
});
