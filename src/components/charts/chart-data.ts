/** A chart as data: its lines, and one table of points that they share. */
import type { Unit } from "../../model/index.ts";
import type { Look } from "./look.ts";

export interface ChartLine {
  readonly key: string;
  readonly label: string;
  readonly look: Look;
}

/** The instant, and the value of each line at it; null where there is none. */
export interface ChartRow {
  readonly time: number;
  readonly values: Readonly<Record<string, number | null>>;
}

export interface ChartData {
  readonly id: string;
  readonly title: string;
  /** One sentence: the question it answers, or what to look for. */
  readonly help: string;
  readonly unit: Unit;
  /** What is counted, where the numbers alone do not say it. */
  readonly of?: string;
  readonly lines: readonly ChartLine[];
  readonly rows: readonly ChartRow[];
  /** Each value is of the interval that ends at its instant; otherwise of the instant itself. */
  readonly ofIntervals: boolean;
  /** Whether a logarithmic axis makes sense, and is where it begins. */
  readonly log?: "offered" | "first";
  /** Lines that are there, but not shown at first. */
  readonly hidden?: readonly string[];
}

/** The row that says how the lines stand at an instant; null when it has none yet. */
export function rowAt({ rows, ofIntervals }: ChartData, time: number): ChartRow | null {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.time ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const next = rows[low];
  if (next?.time === time) return next;
  return (ofIntervals ? (next ?? rows.at(-1)) : rows[low - 1]) ?? null;
}

/** The smallest and the largest value of the lines shown; on a logarithmic axis only what is above 0 counts. */
export function extentOf(
  { rows, lines }: ChartData,
  hidden: ReadonlySet<string>,
  log: boolean,
): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { key } of lines) {
    if (hidden.has(key)) continue;
    for (const { values } of rows) {
      const value = values[key] ?? null;
      if (value === null || (log && value <= 0)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low > high ? null : [low, high];
}
