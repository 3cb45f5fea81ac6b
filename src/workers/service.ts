/** What a thread that simulates offers to whoever started it. */
import { transfer } from "comlink";
import { buffersOf } from "./buffers.ts";
import type { ProgressMessage, SimulationService } from "./protocol.ts";
import { createRunner } from "./runner.ts";

/**
 * The service of this thread; the columns of its frames are handed over, not copied.
 * @param post sends a message beside Comlink's own
 */
export function createService(
  yieldToMessages: () => Promise<void>,
  post: (message: ProgressMessage) => void,
): SimulationService {
  const runner = createRunner({
    now: () => performance.now(),
    yieldToMessages,
    onProgress: (progress) => post({ type: "progress", progress }),
  });
  return {
    ...runner,
    async run(document) {
      const outcome = await runner.run(document);
      return outcome.status === "done" ? transfer(outcome, buffersOf(outcome.frames)) : outcome;
    },
  };
}
