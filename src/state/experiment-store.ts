/** Experiments: many runs for one answer, how far they are, and what the last one of each kind found. */
import { create } from "zustand";
import type { Comparison, Replications, Sweep } from "../analysis/index.ts";
import { type DocumentInput, parseVariation, problemLine, settle, type Variation } from "../model/index.ts";
import {
  compare,
  createBrowserPool,
  type Experiment,
  type PoolProgress,
  replicate,
  seedsFrom,
  sweep,
} from "../workers/index.ts";
import { useDocument } from "./document-store.ts";
import { sameRun } from "./same-run.ts";

export type ExperimentKind = "replicate" | "compare" | "sweep";

export interface ExperimentState {
  /** The kind that is shown. */
  readonly kind: ExperimentKind;
  /** The kind whose runs are under way. */
  readonly underWay: ExperimentKind | null;
  readonly cancelling: boolean;
  readonly progress: PoolProgress | null;
  /** Why the last one of each kind found nothing. */
  readonly failures: Readonly<Partial<Record<ExperimentKind, string>>>;
  readonly replications: Replications | null;
  readonly comparison: Comparison | null;
  readonly sweep: Sweep | null;
  show(kind: ExperimentKind): void;
  /** Runs the document under several seeds. */
  replicate(seeds: number): Promise<void>;
  /** Runs the document and another under the same seeds. */
  compareWith(other: DocumentInput, seeds: number): Promise<void>;
  /** Runs the document over ranges of one setting or two, each written `PATH=from..to:steps`. */
  sweepOver(ranges: readonly string[], figure: string, seeds: number): Promise<void>;
  cancel(): void;
}

const pool = createBrowserPool();

export const useExperiment = create<ExperimentState>()((set, get) => {
  async function perform<Found>(
    kind: ExperimentKind,
    experiment: (document: DocumentInput, onProgress: (progress: PoolProgress) => void) => Promise<Experiment<Found>>,
    keep: (found: Found) => Partial<ExperimentState>,
  ): Promise<void> {
    if (get().underWay !== null) return;
    const { document } = useDocument.getState();
    set({ kind, underWay: kind, progress: null, failures: { ...get().failures, [kind]: undefined } });
    const outcome = await experiment(document, (progress) => set({ progress }));
    set({ underWay: null, cancelling: false, progress: null });
    if (outcome.status === "done") {
      if (sameRun(document, useDocument.getState().document)) set(keep(outcome.found));
      else fail(kind, "The document was changed meanwhile.");
    } else if (outcome.status === "refused") fail(kind, outcome.problems.map(problemLine).slice(0, 3).join("; "));
    else if (outcome.status === "failed") fail(kind, outcome.message);
  }

  function fail(kind: ExperimentKind, why: string): void {
    set({ failures: { ...get().failures, [kind]: why } });
  }

  return {
    kind: "replicate",
    underWay: null,
    cancelling: false,
    progress: null,
    failures: {},
    replications: null,
    comparison: null,
    sweep: null,
    show: (kind) => set({ kind }),
    replicate: (seeds) =>
      perform(
        "replicate",
        (document, onProgress) => replicate(pool, document, seedsFrom(document, seeds), onProgress),
        (replications) => ({ replications }),
      ),
    compareWith: (other, seeds) =>
      perform(
        "compare",
        (document, onProgress) => compare(pool, [document, other], seedsFrom(document, seeds), onProgress),
        (comparison) => ({ comparison }),
      ),
    async sweepOver(ranges, figure, seeds) {
      const { document } = useDocument.getState();
      const variations: Variation[] = [];
      for (const range of ranges) {
        const read = parseVariation(range);
        const variation = "problem" in read ? read : settle(document, read);
        if ("problem" in variation) {
          fail("sweep", variation.problem);
          return;
        }
        variations.push(variation);
      }
      await perform(
        "sweep",
        (now, onProgress) => sweep(pool, now, variations, figure, seedsFrom(now, seeds), onProgress),
        (found) => ({ sweep: found }),
      );
    },
    cancel() {
      if (get().underWay === null) return;
      set({ cancelling: true });
      pool.cancel();
    },
  };
});

/** What was found belongs to the document it was found with. */
useDocument.subscribe(({ document }, before) => {
  if (document === before.document || sameRun(document, before.document)) return;
  useExperiment.setState({ replications: null, comparison: null, sweep: null, failures: {} });
});
