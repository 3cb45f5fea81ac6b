/** Runs documents as the page's worker does, and times how long it does not listen. */
import type { DocumentInput } from "../../src/model/index.ts";
import { createRunner } from "../../src/workers/runner.ts";
import { answerAll } from "./answer.ts";

await answerAll(async (document: DocumentInput) => {
  const gaps: number[] = [];
  let last = performance.now();
  const listen = () => {
    gaps.push(performance.now() - last);
  };
  const runner = createRunner({
    now: () => performance.now(),
    yieldToMessages: async () => {
      listen();
      await new Promise((resolve) => setImmediate(resolve));
      last = performance.now();
    },
    onProgress: () => {},
  });
  const outcome = await runner.run(document);
  // The last stretch: from the end of the run to its result.
  listen();
  if (outcome.status !== "done") throw new Error(`the run was ${outcome.status}`);
  gaps.sort((a, b) => a - b);
  const at = (p: number) => gaps[Math.min(gaps.length - 1, Math.floor(p * gaps.length))];
  return { stretches: gaps.length, p50: at(0.5), p99: at(0.99), max: at(1) };
});
