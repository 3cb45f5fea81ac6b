/** Runs documents: how long each takes and what it needs. Reading a document is not timed. */
import { peakMemoryBytes } from "../../src/cli/peak-memory.ts";
import { createSimulation } from "../../src/engine/index.ts";
import type { DocumentInput } from "../../src/model/index.ts";
import { answerAll } from "./answer.ts";
import { scenarioOf } from "./scenario.ts";

export interface SaleQuestion {
  readonly document: DocumentInput;
  /** False for the parts, where the express lane could run it. */
  readonly express?: boolean;
}

export interface SaleAnswer {
  readonly orders: number;
  readonly events: number;
  readonly backlogPeak: number;
  readonly seconds: number;
  /** The largest resident memory of the process so far. */
  readonly peakBytes: number;
}

const EVENTS_A_SLICE = 50_000;

await answerAll(({ document, express = true }: SaleQuestion): SaleAnswer => {
  const scenario = scenarioOf(document);
  const start = performance.now();
  const simulation = createSimulation(scenario, { express });
  while (!simulation.advance(EVENTS_A_SLICE));
  const { orders, run, backlog } = simulation.result({ wallSeconds: 0, peakMemoryBytes: null });
  const seconds = (performance.now() - start) / 1000;
  return {
    orders: orders.arrived,
    events: run.events,
    backlogPeak: backlog.peak,
    seconds,
    peakBytes: peakMemoryBytes(),
  };
});
