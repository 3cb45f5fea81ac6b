/** Runs documents by several engines in one process: started with their modules, asked with the number of one and a document. */
import { pathToFileURL } from "node:url";
import type * as engine from "../../src/engine/index.ts";
import { type DocumentInput, parseDocument } from "../../src/model/index.ts";
import { answerAll } from "./answer.ts";

const engines: (typeof engine)[] = [];
for (const file of process.argv.slice(2)) engines.push((await import(pathToFileURL(file).href)) as typeof engine);

await answerAll(({ by, document }: { by: number; document: DocumentInput }) => {
  const parsed = parseDocument(document);
  const chosen = engines[by];
  if (!parsed.ok || chosen === undefined) throw new Error("there is no such engine, or the document cannot be read");
  const start = performance.now();
  const simulation = chosen.createSimulation(parsed.scenario);
  while (!simulation.advance(50_000));
  const { run } = simulation.result({ wallSeconds: 0, peakMemoryBytes: null });
  return { seconds: (performance.now() - start) / 1000, digest: run.digest };
});
