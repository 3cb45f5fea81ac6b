/** Simulations beside the page's own thread. */
import { spawnBrowserThread } from "./browser-thread.ts";
import { createSimulationClient } from "./client.ts";
import { createPool, type Pool } from "./pool.ts";

export {
  compare,
  type Experiment,
  replicate,
  seedsFrom,
  sweep,
} from "./experiments.ts";
export type { PoolProgress } from "./pool.ts";
export type { RunOutcome, RunProgress } from "./protocol.ts";

/** A client of one thread of the browser. */
export const createBrowserClient = () => createSimulationClient(spawnBrowserThread);

/** Processors of the machine; where nobody says, as outside a browser, two. */
const processors = () => globalThis.navigator?.hardwareConcurrency ?? 2;

/** A pool of the browser's threads: one for each processor but the page's own. */
export function createBrowserPool(): Pool {
  return createPool(spawnBrowserThread, Math.max(1, Math.min(8, processors() - 1)));
}
