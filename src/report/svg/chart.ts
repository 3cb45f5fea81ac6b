/** Charts as data: what is drawn, before it is drawn. */
import type { Unit } from "../../model/index.ts";

export type Chart = LineChart | StripChart;

interface ChartCommon {
  readonly title: string;
  /** What it shows, in a few words. */
  readonly help: string;
  readonly unit: Unit;
  /** Seconds; the time axis begins at 0. */
  readonly end: number;
}

/** Lines over one another. */
export interface LineChart extends ChartCommon {
  readonly type: "lines";
  readonly lines: readonly Line[];
}

/** One small area a row, under one another, each from 0 to `max`. */
export interface StripChart extends ChartCommon {
  readonly type: "strips";
  readonly strips: readonly Strip[];
}

export interface Line {
  readonly label: string;
  readonly look: "main" | "second" | "third" | "context" | "wrong" | "wrong-second";
  readonly points: Points;
}

export interface Strip {
  readonly label: string;
  /** The figure beside it. */
  readonly note: string;
  readonly max: number;
  readonly points: Points;
}

/** Values at instants, in order of time; NaN is a gap. */
export interface Points {
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  /** Each value holds for the interval that ends at its instant; else lines connect the points. */
  readonly steps?: true;
}

/** The largest value and its instant; null when there is none. */
export function peakOf({ times, values }: Points): { readonly value: number; readonly at: number } | null {
  let best = -1;
  for (let k = 0; k < values.length; k++) {
    if ((values[k] ?? Number.NaN) > (best < 0 ? Number.NEGATIVE_INFINITY : (values[best] ?? 0))) best = k;
  }
  return best < 0 ? null : { value: values[best] ?? 0, at: times[best] ?? 0 };
}
