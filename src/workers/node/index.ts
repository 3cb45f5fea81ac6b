/** Threads of Node: what the command line simulates in when there is more than one run. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

import { createPool, type Pool } from "../pool.ts";
import type { SimulationThread } from "../thread.ts";
import { endpointOf } from "./endpoint.ts";

export { compare, type Experiment, replicate, seedsFrom, sweep } from "../experiments.ts";
export type { Pool, PoolProgress } from "../pool.ts";

/** A pool with a thread for each processor, at most as many as there are runs. */
export function createNodePool(runs: number): Pool {
  return createPool(spawnNodeThread, Math.max(1, Math.min(runs, availableParallelism())));
}

function spawnNodeThread(): SimulationThread {
  const worker = new Worker(new URL("./start.mjs", import.meta.url), { execArgv: [] });
  return {
    endpoint: endpointOf(worker),
    onMessage: (listener) => worker.on("message", listener),
    onBroken(listener) {
      worker.on("error", (error) => listener(error instanceof Error ? error.message : String(error)));
      worker.on("messageerror", () => listener(""));
    },
    terminate: () => void worker.terminate(),
  };
}
