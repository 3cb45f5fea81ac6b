/** The page's end of the boundary: one worker, kept for as long as the page. */
import { type Remote, wrap } from "comlink";
import { isProgressMessage, type RunOutcome, type RunProgress, type SimulationService } from "./protocol.ts";

/** A worker that has not answered a cancellation by then is replaced. */
const CANCEL_PATIENCE_MS = 2000;

export interface SimulationClient {
  /** Runs a document, as written; resolves with how it ended, never rejects. One run at a time. */
  run(document: unknown, onProgress: (progress: RunProgress) => void): Promise<RunOutcome>;
  pause(): void;
  resume(): void;
  cancel(): void;
}

interface Thread {
  readonly worker: Worker;
  readonly service: Remote<SimulationService>;
}

/** A client whose worker starts with the first run. */
export function createSimulationClient(spawn: () => Worker = spawnWorker): SimulationClient {
  let thread: Thread | null = null;
  let current: { settle: (outcome: RunOutcome) => void; onProgress: (progress: RunProgress) => void } | null = null;

  function start(): Thread {
    const worker = spawn();
    worker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (isProgressMessage(data)) current?.onProgress(data.progress);
    });
    worker.addEventListener("error", ({ message }) => replace({ status: "failed", message: message || BROKEN }));
    worker.addEventListener("messageerror", () => replace({ status: "failed", message: BROKEN }));
    return { worker, service: wrap<SimulationService>(worker) };
  }

  function replace(outcome: RunOutcome): void {
    thread?.worker.terminate();
    thread = null;
    current?.settle(outcome);
  }

  return {
    run(document, onProgress) {
      if (current !== null) return Promise.resolve({ status: "failed", message: "Another run is under way." });
      thread ??= start();
      const { service } = thread;
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
      if (current !== null) void thread?.service.pause();
    },
    resume() {
      if (current !== null) void thread?.service.resume();
    },
    cancel() {
      const asked = current;
      if (asked === null) return;
      void thread?.service.cancel();
      setTimeout(() => {
        if (current === asked) replace({ status: "cancelled" });
      }, CANCEL_PATIENCE_MS);
    },
  };
}

const BROKEN = "The simulation's thread stopped: it may have run out of memory.";

function spawnWorker(): Worker {
  return new Worker(new URL("./simulation.worker.ts", import.meta.url), { type: "module", name: "simulation" });
}
