/** Several threads that share a list of runs. */
import type { DocumentInput } from "../model/index.ts";
import { createSimulationClient } from "./client.ts";
import type { RunOutcome, RunProgress } from "./protocol.ts";
import type { SimulationThread } from "./thread.ts";

/** How far a list of runs is. */
export interface PoolProgress {
  readonly done: number;
  readonly total: number;
  /** Events of the runs under way and of those that are done. */
  readonly events: number;
}

/** How a list of runs ended: all done, or stopped at the first that could not be. */
export type PoolOutcome = { readonly status: "done" } | Exclude<RunOutcome, { readonly status: "done" }>;

export type DoneRun = Extract<RunOutcome, { readonly status: "done" }>;

export interface Pool {
  /**
   * Runs every document, in any order, each in a thread of its own; one list at a time.
   * @param onRun gets each run as it ends, with its place in the list
   */
  run(
    documents: readonly DocumentInput[],
    onRun: (index: number, run: DoneRun) => void,
    onProgress: (progress: PoolProgress) => void,
  ): Promise<PoolOutcome>;
  /** Stops what is under way, at once. */
  cancel(): void;
  /** Ends its threads. */
  close(): void;
}

/** @param size how many threads, at most; each starts when it is first needed */
export function createPool(spawn: () => SimulationThread, size: number): Pool {
  const clients = Array.from({ length: size }, () => createSimulationClient(spawn));
  let stopped: PoolOutcome | null = null;
  let busy = false;
  const stop = (outcome: PoolOutcome) => {
    if (!busy || stopped !== null) return;
    stopped = outcome;
    for (const client of clients) client.cancel();
  };
  return {
    async run(documents, onRun, onProgress) {
      if (busy) return { status: "failed", message: "Other runs are under way." };
      busy = true;
      stopped = null;
      let next = 0;
      let done = 0;
      let events = 0;
      const underWay = new Map<number, number>();
      const report = () => {
        const now = [...underWay.values()].reduce((sum, each) => sum + each, events);
        onProgress({ done, total: documents.length, events: now });
      };
      const work = async (client: (typeof clients)[number]) => {
        while (next < documents.length && stopped === null) {
          const index = next++;
          const news = (progress: RunProgress) => {
            underWay.set(index, progress.events);
            report();
          };
          const outcome = await client.run(documents[index], news);
          underWay.delete(index);
          if (stopped !== null) return;
          if (outcome.status !== "done") {
            stop(outcome);
            return;
          }
          done += 1;
          events += outcome.result.run.events;
          onRun(index, outcome);
          report();
        }
      };
      report();
      try {
        await Promise.all(clients.map(work));
      } finally {
        busy = false;
      }
      return stopped ?? { status: "done" };
    },
    cancel: () => stop({ status: "cancelled" }),
    close() {
      stop({ status: "cancelled" });
      for (const client of clients) client.close();
    },
  };
}
