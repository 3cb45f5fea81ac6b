/** The near end of the boundary: one thread, kept for as long as its client. */
import { type Remote, wrap } from "comlink";
import { isProgressMessage, type RunOutcome, type RunProgress, type SimulationService } from "./protocol.ts";
import type { SimulationThread } from "./thread.ts";

/** A worker that has not answered a cancellation by then is replaced. */
const CANCEL_PATIENCE_MS = 2000;

export interface SimulationClient {
  /** Runs a document, as written; resolves with how it ended, never rejects. One run at a time. */
  run(document: unknown, onProgress: (progress: RunProgress) => void): Promise<RunOutcome>;
  pause(): void;
  resume(): void;
  cancel(): void;
  /** Ends the thread. */
  close(): void;
}

interface Started {
  readonly thread: SimulationThread;
  readonly service: Remote<SimulationService>;
}

/** A client whose thread starts with the first run. */
export function createSimulationClient(spawn: () => SimulationThread): SimulationClient {
  let started: Started | null = null;
  let current: { settle: (outcome: RunOutcome) => void; onProgress: (progress: RunProgress) => void } | null = null;

  function start(): Started {
    const thread = spawn();
    thread.onMessage((data) => {
      if (isProgressMessage(data)) current?.onProgress(data.progress);
    });
    thread.onBroken((message) => replace({ status: "failed", message: message || BROKEN }));
    return { thread, service: wrap<SimulationService>(thread.endpoint) };
  }

  function replace(outcome: RunOutcome): void {
    started?.thread.terminate();
    started = null;
    current?.settle(outcome);
  }

  return {
    run(document, onProgress) {
      if (current !== null) return Promise.resolve({ status: "failed", message: "Another run is under way." });
      started ??= start();
      const { service } = started;
      return new Promise((resolve) => {
        const settle = (outcome: RunOutcome) => {
          if (current?.settle !== settle) return;
          current = null;
          resolve(outcome);
        };
        current = { settle, onProgress };
        service.run(document).then(settle, (error: unknown) => settle({ status: "failed", message: String(error) }));
      });
    },
    pause() {
      if (current !== null) void started?.service.pause();
    },
    resume() {
      if (current !== null) void started?.service.resume();
    },
    cancel() {
      const asked = current;
      if (asked === null) return;
      void started?.service.cancel();
      setTimeout(() => {
        if (current === asked) replace({ status: "cancelled" });
      }, CANCEL_PATIENCE_MS);
    },
    close: () => replace({ status: "cancelled" }),
  };
}

const BROKEN = "The simulation's thread stopped: it may have run out of memory.";
