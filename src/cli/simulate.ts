import { createSimulation } from "../engine/index.ts";
import {
  type Frames,
  formatCount,
  formatDuration,
  type RunProgress,
  type RunResult,
  type Scenario,
} from "../model/index.ts";
import { Interruption, type Io } from "./io.ts";
import { peakMemoryBytes } from "./peak-memory.ts";

/** A few milliseconds of work: between two slices an interruption is heard. */
const EVENTS_A_SLICE = 50_000;
const PROGRESS_EVERY_MS = 100;

/** Runs a scenario to its end in this very thread. */
export async function simulate(scenario: Scenario, io: Io): Promise<{ result: RunResult; frames: Frames }> {
  const start = performance.now();
  const simulation = createSimulation(scenario);
  let shownAt = start;
  while (!simulation.advance(EVENTS_A_SLICE)) {
    await new Promise((resolve) => setImmediate(resolve));
    if (io.interrupted.aborted) {
      io.showProgress?.("");
      throw new Interruption();
    }
    if (io.showProgress === undefined || performance.now() - shownAt < PROGRESS_EVERY_MS) continue;
    shownAt = performance.now();
    io.showProgress(inWords(simulation.progress()));
  }
  io.showProgress?.("");
  const wallSeconds = (performance.now() - start) / 1000;
  const result = simulation.result({ wallSeconds, peakMemoryBytes: peakMemoryBytes() });
  return { result, frames: simulation.frames() };
}

function inWords({ simulatedSeconds, arrived, finished, backlog }: RunProgress): string {
  const orders = `${formatCount(finished)} of ${formatCount(arrived)} orders ended`;
  return `${formatDuration(simulatedSeconds)} simulated, ${orders}, ${formatCount(backlog)} waiting`;
}
