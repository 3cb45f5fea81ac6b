/** The discrete-event simulation: a scenario goes in, a result comes out. */
import type { Scenario } from "../model/index.ts";
import { Simulation, type Watch } from "./simulation.ts";

export { orderCalled } from "./kernel/orders.ts";
export type { RunConditions, Simulation, Watch } from "./simulation.ts";
export { ENGINE_VERSION } from "./version.ts";

/** A run of `scenario`, standing at time 0. Throws only if the scenario was not validated. */
export function createSimulation(scenario: Scenario, watch: Watch = {}): Simulation {
  return new Simulation(scenario, watch);
}
