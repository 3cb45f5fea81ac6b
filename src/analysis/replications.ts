/** Many runs of a design that differ in their luck, and what they have in common; two designs under the same luck. */
import { type Figure, figureOf, HEADLINE_FIGURES, type RunResult, readFigure, VIOLATIONS } from "../model/index.ts";
import type { AnySamples } from "./overload.ts";
import { valueAt } from "./series.ts";
import { type Interval, intervalOf } from "./statistics.ts";

/** A figure over several runs. */
export interface Replicated extends Figure {
  readonly interval: Interval;
  /** The smallest and the largest that was seen; null when no run gave the figure. */
  readonly least: number | null;
  readonly most: number | null;
}

/** A figure of two designs. */
export interface Compared extends Figure {
  readonly a: Interval;
  readonly b: Interval;
  /** Of B less A, run by run with the same luck: its interval is what tells them apart. */
  readonly difference: Interval;
  readonly verdict: Difference;
}

/** Whether B is larger or smaller than A for sure, the same in every run, or not to be told apart by these runs. */
export type Difference = "more" | "less" | "same" | "undecided";

/** The figures over all runs that are worth showing: the headline, the goals, and whatever was violated in any of them. */
export function replicated(results: readonly RunResult[]): readonly Replicated[] {
  return shownOf(results).map((figure) => {
    const values = results.map((result) => readFigure(result, figure.path));
    const given = values.filter((value) => value !== null);
    return {
      ...figure,
      interval: intervalOf(values),
      least: given.length > 0 ? Math.min(...given) : null,
      most: given.length > 0 ? Math.max(...given) : null,
    };
  });
}

/**
 * Two designs figure by figure.
 * @param a results of one design
 * @param b results of the other, each under the seed of its counterpart
 */
export function compared(a: readonly RunResult[], b: readonly RunResult[]): readonly Compared[] {
  return shownOf([...a, ...b]).map((figure) => {
    const inA = a.map((result) => readFigure(result, figure.path));
    const inB = b.map((result) => readFigure(result, figure.path));
    const differences = inB.map((value, i) => {
      const other = inA[i] ?? null;
      return value === null || other === null ? null : value - other;
    });
    const difference = intervalOf(differences);
    return { ...figure, a: intervalOf(inA), b: intervalOf(inB), difference, verdict: verdictOf(difference) };
  });
}

function verdictOf({ mean, halfWidth }: Interval): Difference {
  if (mean === null || halfWidth === null) return "undecided";
  if (mean === 0 && halfWidth === 0) return "same";
  if (Math.abs(mean) <= halfWidth) return "undecided";
  return mean > 0 ? "more" : "less";
}

function shownOf(results: readonly RunResult[]): readonly Figure[] {
  const violated = Object.keys(VIOLATIONS)
    .map((key) => `ledger.violations.${key}`)
    .filter((path) => results.some((result) => (readFigure(result, path) ?? 0) > 0));
  const goals = results.flatMap((result) => result.goals.map(({ figure }) => figure));
  const paths = new Set([...HEADLINE_FIGURES.map(({ path }) => path), ...violated, ...goals]);
  return [...paths].flatMap((path) => figureOf(path) ?? []);
}

/** A series over several runs at the same instants. Absent values are NaN. */
export interface Band {
  readonly times: Float64Array;
  readonly mean: Float64Array;
  /** The confidence interval of the mean. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The smallest and the largest that was seen. */
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** The series that are shown as bands: levels, which stay as they are when a run is over, and percentiles, which end with it. */
export const BANDS = [
  { series: "backlog", label: "Backlog", unit: "count", level: true },
  { series: "inFlight", label: "Orders in flight", unit: "count", level: true },
  { series: "acceptanceP99", label: "Acceptance: p99", unit: "seconds", level: false },
  { series: "completionP99", label: "Completion: p99", unit: "seconds", level: false },
] as const;

export type BandSeries = (typeof BANDS)[number]["series"];

/** What is kept of a run for its bands. */
export type Strand = Pick<AnySamples, "times"> & {
  readonly series: Readonly<Record<BandSeries, ArrayLike<number | null>>>;
};

/** Instants of a band. */
const BAND_POINTS = 240;

/** One series over all runs. */
export function bandOf(strands: readonly Strand[], { series, level }: (typeof BANDS)[number]): Band {
  const ends = strands.map(({ times }) => times[times.length - 1] ?? 0);
  const end = Math.max(0, ...ends);
  const column = () => new Float64Array(BAND_POINTS);
  const band = { times: column(), mean: column(), low: column(), high: column(), least: column(), most: column() };
  const at = strands.map(() => 0);
  for (let k = 0; k < BAND_POINTS; k++) {
    const time = (end * (k + 1)) / BAND_POINTS;
    const values = strands.map(({ times, series: columns }, which): number | null => {
      let index = at[which] ?? 0;
      while (index + 1 < times.length && (times[index + 1] ?? 0) <= time) index += 1;
      at[which] = index;
      if (!level && time > (ends[which] ?? 0)) return null;
      const value = valueAt(columns[series], index);
      return Number.isNaN(value) ? null : value;
    });
    const { mean, halfWidth } = intervalOf(values);
    const given = values.filter((value) => value !== null);
    band.times[k] = time;
    band.mean[k] = mean ?? Number.NaN;
    band.low[k] = mean === null ? Number.NaN : mean - (halfWidth ?? 0);
    band.high[k] = mean === null ? Number.NaN : mean + (halfWidth ?? 0);
    band.least[k] = given.length > 0 ? Math.min(...given) : Number.NaN;
    band.most[k] = given.length > 0 ? Math.max(...given) : Number.NaN;
  }
  return band;
}
