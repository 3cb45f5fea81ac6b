/** Simulations beside the page's own thread. */
export { createSimulationClient } from "./client.ts";
export type { RunOutcome, RunProgress } from "./protocol.ts";
