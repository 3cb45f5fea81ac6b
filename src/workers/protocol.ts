/** What crosses the boundary between the page and the worker. Everything here survives a structured clone. */
import type { Frames, Problem, RunProgress as Progress, RunResult } from "../model/index.ts";

/** How far a run has come, and how fast it goes. */
export interface RunProgress extends Progress {
  /** Since the last news. */
  readonly eventsPerSecond: number;
}

/** How a run ended. A document that cannot run and a run that failed are answers, not exceptions. */
export type RunOutcome =
  | { readonly status: "done"; readonly result: RunResult; readonly frames: Frames }
  | { readonly status: "cancelled" }
  | { readonly status: "refused"; readonly problems: readonly Problem[] }
  | { readonly status: "failed"; readonly message: string };

/** What the worker offers: one run at a time. */
export interface SimulationService {
  run(document: unknown): Promise<RunOutcome>;
  pause(): void;
  resume(): void;
  cancel(): void;
}

/**
 * A message the worker posts beside Comlink's own. Comlink passes over messages without an id, and a proxied callback a run would
 * leave a port behind each time.
 */
export interface ProgressMessage {
  readonly type: "progress";
  readonly progress: RunProgress;
}

/** Whether a message from the worker is news of a run. */
export function isProgressMessage(data: unknown): data is ProgressMessage {
  return typeof data === "object" && data !== null && (data as { type?: unknown }).type === "progress";
}
