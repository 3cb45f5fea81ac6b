/** Experiments: many runs for one answer. */
import {
  BANDS,
  bandOf,
  type Comparison,
  compared,
  intervalOf,
  kneeOf,
  type Replications,
  type RunMark,
  replicated,
  type Strand,
  type Sweep,
} from "../analysis/index.ts";
import { type DocumentInput, LIMITS, type RunResult, readFigure, type Variation, varied } from "../model/index.ts";
import type { DoneRun, Pool, PoolOutcome, PoolProgress } from "./pool.ts";

type Stopped = Exclude<PoolOutcome, { readonly status: "done" }>;
type OnProgress = (progress: PoolProgress) => void;

/** What came of an experiment; a run that cannot be made stops it. */
export type Experiment<Found> = { readonly status: "done"; readonly found: Found } | Stopped;

/** The document's own seed, and those that follow it. */
export function seedsFrom(document: DocumentInput, count: number): readonly number[] {
  const first = document.run?.seed ?? 1;
  return Array.from({ length: count }, (_, i) => (first + i) % (LIMITS.seed + 1));
}

/** Runs a document once with each seed. */
export async function replicate(
  pool: Pool,
  document: DocumentInput,
  seeds: readonly number[],
  onProgress: OnProgress,
): Promise<Experiment<Replications>> {
  const results: RunResult[] = [];
  const strands: Strand[] = [];
  const keep = (index: number, { result, frames }: DoneRun) => {
    results[index] = result;
    const { backlog, inFlight, acceptanceP99, completionP99 } = frames.series;
    strands[index] = { times: frames.times, series: { backlog, inFlight, acceptanceP99, completionP99 } };
  };
  const outcome = await pool.run(seededWith(document, seeds), keep, onProgress);
  if (outcome.status !== "done") return outcome;
  const goals = (results[0]?.goals ?? []).map(({ name }, i) => ({
    name,
    met: results.filter((result) => result.goals[i]?.met).length,
  }));
  const bands = BANDS.map((kind) => ({ ...bandOf(strands, kind), label: kind.label, unit: kind.unit }));
  return { status: "done", found: { runs: results.map(markOf), figures: replicated(results), goals, bands } };
}

/** Runs two documents under common random numbers: each seed once with either. */
export async function compare(
  pool: Pool,
  [a, b]: readonly [DocumentInput, DocumentInput],
  seeds: readonly number[],
  onProgress: OnProgress,
): Promise<Experiment<Comparison>> {
  const results: RunResult[] = [];
  const keep = (index: number, { result }: DoneRun) => {
    results[index] = result;
  };
  const outcome = await pool.run([...seededWith(a, seeds), ...seededWith(b, seeds)], keep, onProgress);
  if (outcome.status !== "done") return outcome;
  const inA = results.slice(0, seeds.length);
  const inB = results.slice(seeds.length);
  const side = (runs: readonly RunResult[]) => ({ name: runs[0]?.scenario.name ?? "", runs: runs.map(markOf) });
  return { status: "done", found: { a: side(inA), b: side(inB), figures: compared(inA, inB) } };
}

/**
 * Runs a document with every value of one setting, or every pair of values of two, once with each seed.
 * @param variations one or two, settled
 */
export async function sweep(
  pool: Pool,
  document: DocumentInput,
  variations: readonly Variation[],
  figure: string,
  seeds: readonly number[],
  onProgress: OnProgress,
): Promise<Experiment<Sweep>> {
  const [first, second] = variations;
  if (first === undefined) return { status: "failed", message: "Nothing is varied." };
  const width = second?.values.length ?? 1;
  const documents: DocumentInput[] = [];
  for (const value of first.values) {
    for (let column = 0; column < width; column++) {
      let point = varied(document, first.path, value);
      const other = second?.values[column];
      if (second !== undefined && other !== undefined && "document" in point) {
        point = varied(point.document, second.path, other);
      }
      if ("problem" in point) return { status: "failed", message: point.problem };
      documents.push(...seededWith(point.document, seeds));
    }
  }
  const values: (number | null)[] = [];
  const keep = (index: number, { result }: DoneRun) => {
    values[index] = readFigure(result, figure);
  };
  const outcome = await pool.run(documents, keep, onProgress);
  if (outcome.status !== "done") return outcome;
  const cells = first.values.map((_, row) =>
    Array.from({ length: width }, (_, column) => {
      const at = (row * width + column) * seeds.length;
      return intervalOf(values.slice(at, at + seeds.length));
    }),
  );
  const knees = Array.from({ length: width }, (_, column) =>
    kneeOf(
      first.values,
      cells.map((row) => row[column]?.mean ?? null),
    ),
  );
  return { status: "done", found: { figure, variations, cells, knees } };
}

function seededWith(document: DocumentInput, seeds: readonly number[]): DocumentInput[] {
  return seeds.map((seed) => ({ ...document, run: { ...document.run, seed } }));
}

function markOf({ run }: RunResult): RunMark {
  return { seed: run.seed, digest: run.digest };
}
