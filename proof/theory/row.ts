/** A queueing system, what theory says of it, and what its runs say. */
import { intervalOf, jointT, quarrel, REPLICATIONS, SHARP } from "./interval.ts";

/** One thing that theory says. */
export interface Expectation<Seen> {
  readonly figure: string;
  readonly of: (seen: Seen) => number | null | undefined;
  readonly theory: number;
  /** Largest half-width of the interval, as a share of the theory's value. */
  readonly sharp?: number;
  /** A formula for another system, on purpose: the row is good when it is refused. */
  readonly wrong?: true;
}

/** A whole line that theory draws: all of its points must hold at once. */
export interface Line<Seen> {
  readonly figure: string;
  readonly points: (seen: Seen) => readonly number[];
  readonly line: readonly number[];
  /** What a point is called, by its index. */
  readonly at: (index: number) => string;
  readonly wrong?: true;
}

/** How a row came out. Of a line: its worst point. */
export interface Verdict {
  readonly figure: string;
  readonly theory: number;
  readonly simulated: number;
  readonly halfWidth: number;
  /** Null when the row is as it should be, else what is wrong with it. */
  readonly trouble: "wrong" | "too wide" | "taken" | null;
  readonly wrong: boolean;
}

export interface System {
  readonly name: string;
  /** What was run, in a sentence or two. */
  readonly how: string;
  /** Too long for every test run: only the page has it. */
  readonly heavy: boolean;
  /** The names of its rows. */
  readonly figures: readonly string[];
  readonly prove: () => readonly Verdict[];
}

interface Plan<Seen> {
  readonly name: string;
  readonly how: string;
  readonly heavy?: true;
  /** What {@link REPLICATIONS} runs (or batches) showed. */
  readonly see: () => readonly Seen[];
  readonly rows: readonly (Expectation<Seen> | Line<Seen>)[];
}

/** A run for each of the seeds 1 to {@link REPLICATIONS}, the same for all systems. */
export function replicated<Seen>(see: (seed: number) => Seen): () => readonly Seen[] {
  return () => Array.from({ length: REPLICATIONS }, (_, index) => see(index + 1));
}

export function system<Seen>({ name, how, heavy, see, rows }: Plan<Seen>): System {
  return {
    name,
    how,
    heavy: heavy ?? false,
    figures: rows.map(({ figure }) => figure),
    prove: () => {
      const seen = see();
      return rows.map((row) => ("points" in row ? judgeLine(row, seen) : judge(row, seen)));
    },
  };
}

function judge<Seen>(row: Expectation<Seen>, seen: readonly Seen[]): Verdict {
  const { figure, theory } = row;
  const wrong = row.wrong === true;
  const interval = intervalOf(seen.map((one) => row.of(one) ?? Number.NaN));
  const found = quarrel(interval, theory, (row.sharp ?? SHARP) * theory);
  return {
    figure,
    theory,
    simulated: interval.mean,
    halfWidth: interval.halfWidth,
    trouble: wrong ? (found === "wrong" ? null : "taken") : found,
    wrong,
  };
}

/** All intervals together miss a true line once in a thousand times. Each must be as sharp as {@link SHARP} of the line's peak. */
function judgeLine<Seen>(row: Line<Seen>, seen: readonly Seen[]): Verdict {
  const { figure, points, line, at } = row;
  const wrong = row.wrong === true;
  const t = jointT(line.length);
  const widest = SHARP * Math.max(...line);
  const lines = seen.map(points);
  let worst = { index: 0, strain: -1 };
  let trouble: Verdict["trouble"] = null;
  const intervals = line.map((theory, index) => {
    const interval = intervalOf(
      lines.map((values) => values[index]),
      t,
    );
    const found = quarrel(interval, theory, widest);
    if (found !== null && trouble !== "wrong") trouble = found;
    const strain = Math.abs(interval.mean - theory) / interval.halfWidth;
    if (!(strain <= worst.strain)) worst = { index, strain };
    return interval;
  });
  const { mean, halfWidth } = intervals[worst.index];
  if (wrong) trouble = trouble === "wrong" ? null : "taken";
  return {
    figure: `${figure}; furthest off ${at(worst.index)}`,
    theory: line[worst.index],
    simulated: mean,
    halfWidth,
    trouble,
    wrong,
  };
}
