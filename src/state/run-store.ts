/** The run of the document: how far it is, and what the last one gave. */
import { create } from "zustand";
import { previewOf, wholeFrames, wholeResult } from "../analysis/index.ts";
import type { DocumentInput, Frames, Problem, RunResult } from "../model/index.ts";
import { createBrowserClient, type RunOutcome, type RunProgress } from "../workers/index.ts";
import { useDocument } from "./document-store.ts";
import { usePlayback } from "./playback-store.ts";
import { sameRun } from "./same-run.ts";

export type RunStatus = "idle" | "running" | "paused" | "cancelling" | "done" | "failed";

export interface RunState {
  readonly status: RunStatus;
  /** Of the run under way, or of the last one. */
  readonly progress: RunProgress | null;
  /** Of the last run that finished; it stays while the next one is under way. */
  readonly result: RunResult | null;
  readonly frames: Frames | null;
  /** The document that `result` belongs to. */
  readonly document: DocumentInput | null;
  /** When `result` is that of a scaled preview, what it was divided by; null when it is that of the whole run. */
  readonly preview: number | null;
  /** Whether the document has changed since in a way that a run would notice. */
  readonly stale: boolean;
  /** Why the last run failed. */
  readonly failure: string | null;
  /** What the worker found wrong with the document. */
  readonly problems: readonly Problem[];
  run(): Promise<void>;
  pause(): void;
  resume(): void;
  cancel(): void;
  /** Forgets the last run; one under way is cancelled. */
  reset(): void;
  /** Starts the thread and lets it run a preview that nobody sees, so that the first one is as quick as those after it. */
  warmUp(): void;
}

const client = createBrowserClient();
/** A run that nobody waits for. */
let warming: Promise<unknown> | null = null;
/** Changes when what is under way is no longer wanted. */
let wanted = {};

const NO_RUN = {
  status: "idle",
  progress: null,
  result: null,
  frames: null,
  document: null,
  preview: null,
  stale: false,
  failure: null,
  problems: [],
} as const;

export const useRun = create<RunState>()((set, get) => ({
  ...NO_RUN,
  async run() {
    if (isUnderWay(get().status)) return;
    const { document, scenario } = useDocument.getState();
    set({ status: "running", progress: null, failure: null, problems: [] });
    const mine = wanted;
    if (warming !== null) {
      client.cancel();
      await warming;
    }
    // A pause may have come when nothing was in the thread to be paused.
    const start = (what: DocumentInput, onProgress: (progress: RunProgress) => void): Promise<RunOutcome> => {
      if (get().status === "cancelling" || mine !== wanted) return Promise.resolve({ status: "cancelled" });
      const running = client.run(what, onProgress);
      if (get().status === "paused") client.pause();
      return running;
    };
    const plan = previewOf(document, scenario);
    const glimpse = plan === null ? null : await start(plan.document, () => {});
    if (plan !== null && glimpse?.status === "done" && mine === wanted) {
      const result = wholeResult(plan, scenario, glimpse.result);
      const stale = !sameRun(document, useDocument.getState().document);
      set({ result, frames: wholeFrames(plan, glimpse.frames), document, stale, preview: plan.scale });
      showFromPeak(result);
    }
    const outcome = await start(document, (progress) => mine === wanted && set({ progress }));
    if (mine !== wanted) {
      set({ status: "idle" });
      return;
    }
    set(after(outcome, document, get()));
    if (outcome.status === "done") showFromPeak(outcome.result);
  },
  pause() {
    if (get().status !== "running") return;
    client.pause();
    set({ status: "paused" });
  },
  resume() {
    if (get().status !== "paused") return;
    client.resume();
    set({ status: "running" });
  },
  cancel() {
    if (!isUnderWay(get().status)) return;
    client.cancel();
    set({ status: "cancelling" });
  },
  reset() {
    get().cancel();
    wanted = {};
    const status = isUnderWay(get().status) ? get().status : "idle";
    set({ ...NO_RUN, status });
    usePlayback.getState().load(0, 0);
  },
  warmUp() {
    const { document, scenario } = useDocument.getState();
    const plan = previewOf(document, scenario);
    if (plan === null || warming !== null || isUnderWay(get().status)) return;
    warming = warm(plan.document).then(() => {
      warming = null;
    });
  },
}));

/** Its code is quick from about the third run on. */
async function warm(document: DocumentInput): Promise<void> {
  for (let round = 0; round < 3; round++) {
    const outcome = await client.run(document, () => {});
    if (outcome.status !== "done") return;
  }
}

useDocument.subscribe(({ document }) => {
  const { document: ran, stale } = useRun.getState();
  const changed = ran !== null && !sameRun(ran, document);
  if (changed !== stale) useRun.setState({ stale: changed });
});

/** Whether a run has begun and not ended. */
export function isUnderWay(status: RunStatus): boolean {
  return status === "running" || status === "paused" || status === "cancelling";
}

function after(outcome: RunOutcome, document: DocumentInput, { result }: RunState): Partial<RunState> {
  switch (outcome.status) {
    case "done": {
      const stale = !sameRun(document, useDocument.getState().document);
      return { status: "done", result: outcome.result, frames: outcome.frames, document, preview: null, stale };
    }
    case "cancelled":
      return { status: result === null ? "idle" : "done", progress: null };
    case "refused":
      return { status: "failed", failure: "The document cannot run.", problems: outcome.problems, progress: null };
    case "failed":
      return { status: "failed", failure: outcome.message, progress: null };
  }
}

/** A backlog below this share of the orders is no story: the end says more. */
const BACKLOG_WORTH_SEEING = 0.01;

function showFromPeak({ run, backlog, orders }: RunResult): void {
  const worthSeeing = backlog.peakAt !== null && backlog.peak > BACKLOG_WORTH_SEEING * orders.arrived;
  usePlayback.getState().load(run.simulatedSeconds, worthSeeing ? backlog.peakAt : run.simulatedSeconds);
}
