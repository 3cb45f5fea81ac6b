/** The thread that simulates. */
import { expose, transfer } from "comlink";
import { buffersOf } from "./buffers.ts";
import type { ProgressMessage, SimulationService } from "./protocol.ts";
import { createRunner } from "./runner.ts";
import { createYield } from "./yield.ts";

const runner = createRunner({
  now: () => performance.now(),
  yieldToMessages: createYield(),
  onProgress: (progress) => self.postMessage({ type: "progress", progress } satisfies ProgressMessage),
});

const service: SimulationService = {
  ...runner,
  async run(document) {
    const outcome = await runner.run(document);
    return outcome.status === "done" ? transfer(outcome, buffersOf(outcome.frames)) : outcome;
  },
};

expose(service);
