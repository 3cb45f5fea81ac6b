/** Simulations beside the page's own thread. */
export { createSimulationClient, type SimulationClient } from "./client.ts";
export type { RunOutcome, RunProgress } from "./protocol.ts";
