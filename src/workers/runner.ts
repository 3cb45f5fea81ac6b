/** Runs documents in slices, so that whoever holds the thread can listen to its messages in between. */
import { createSimulation } from "../engine/index.ts";
import { checkWiring, parseDocument } from "../model/index.ts";
import type { RunOutcome, RunProgress, SimulationService } from "./protocol.ts";

/** Between two looks at the message queue. */
const SLICE_MS = 12;
/** Samples that are put into frames between two looks at the message queue. */
const SAMPLES_A_LOOK = 500;
/** Between two looks at the clock: well below a millisecond of work. */
const EVENTS_A_LOOK = 2000;
const PROGRESS_EVERY_MS = 100;

export interface RunnerSurroundings {
  /** Milliseconds of wall time. */
  readonly now: () => number;
  /** Resolves after the messages that have arrived by now were handled. */
  readonly yieldToMessages: () => Promise<void>;
  readonly onProgress: (progress: RunProgress) => void;
}

/**
 * A service that runs one document at a time. Pause, resume and cancel take effect at the end of the slice; a run that is asked for
 * while another is under way is refused.
 */
export function createRunner({ now, yieldToMessages, onProgress }: RunnerSurroundings): SimulationService {
  let running = false;
  let cancelled = false;
  let paused = false;
  let wake = () => {};

  async function untilResumed(): Promise<void> {
    while (paused && !cancelled) {
      await new Promise<void>((resume) => {
        wake = resume;
      });
    }
  }

  /** Between two stretches of preparation: listens, and stands still as long as it shall. */
  async function isCancelledNow(): Promise<boolean> {
    await yieldToMessages();
    await untilResumed();
    return cancelled;
  }

  async function run(document: unknown): Promise<RunOutcome> {
    // The first document of a thread is read by code that is not compiled yet: a stretch of its own.
    const parsed = parseDocument(document);
    if (await isCancelledNow()) return { status: "cancelled" };
    if (!parsed.ok) return { status: "refused", problems: parsed.problems };
    const problems = checkWiring(parsed.scenario).filter(({ severity }) => severity === "error");
    if (problems.length > 0) return { status: "refused", problems };

    const simulation = createSimulation(parsed.scenario);
    if (await isCancelledNow()) return { status: "cancelled" };
    let busyMs = 0;
    let reportedAt = now();
    let busySinceMs = 0;
    let eventsBefore = 0;
    const report = () => {
      const progress = simulation.progress();
      const speed = busySinceMs > 0 ? ((progress.events - eventsBefore) / busySinceMs) * 1000 : 0;
      reportedAt = now();
      busySinceMs = 0;
      eventsBefore = progress.events;
      onProgress({ ...progress, eventsPerSecond: speed });
    };
    for (let ended = false; !ended; ) {
      const start = now();
      while (!ended && now() - start < SLICE_MS) ended = simulation.advance(EVENTS_A_LOOK);
      const spent = now() - start;
      busyMs += spent;
      busySinceMs += spent;
      if (ended || now() - reportedAt >= PROGRESS_EVERY_MS) report();
      await yieldToMessages();
      if (paused && !ended) {
        report();
        await untilResumed();
      }
      if (cancelled) return { status: "cancelled" };
    }
    const result = simulation.result({ wallSeconds: busyMs / 1000, peakMemoryBytes: null });
    for (let complete = false; !complete; ) {
      await yieldToMessages();
      if (cancelled) return { status: "cancelled" };
      complete = simulation.develop(SAMPLES_A_LOOK);
    }
    await yieldToMessages();
    if (cancelled) return { status: "cancelled" };
    return { status: "done", result, frames: simulation.frames() };
  }

  return {
    async run(document) {
      if (running) return { status: "failed", message: "Another run is under way." };
      running = true;
      cancelled = false;
      paused = false;
      try {
        return await run(document);
      } catch (error) {
        return { status: "failed", message: error instanceof Error ? error.message : String(error) };
      } finally {
        running = false;
      }
    },
    pause() {
      paused = running;
    },
    resume() {
      paused = false;
      wake();
    },
    cancel() {
      cancelled = running;
      wake();
    },
  };
}
