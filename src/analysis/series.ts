/** From samples to what a chart shows: rates, shares, and as few points as will do. Absent values are NaN throughout. */

/** A column of samples, as the worker sends it or as it stands in a file. */
export type Column = ArrayLike<number | null>;

/** The value of a column at an index; NaN where there is none. */
export function valueAt(column: Column | undefined, index: number): number {
  return column?.[index] ?? Number.NaN;
}

/** How fast a cumulative column grew, a second, from each of the picked samples to the next. It stands at 0 at time 0. */
export function rates(times: ArrayLike<number>, counter: Column, picked: readonly number[]): Float64Array {
  return growth(counter, times, picked);
}

/**
 * The share of server time that was busy, from each of the picked samples to the next.
 * Both integrals begin again at the end of a warm-up, and so does the share.
 */
export function utilizations(busyTime: Column, serverTime: Column, picked: readonly number[]): Float64Array {
  return growth(busyTime, serverTime, picked);
}

/** The growth of one column over that of the other; NaN where the other stands still or is absent. */
function growth(part: Column, whole: Column, picked: readonly number[]): Float64Array {
  let partBefore = 0;
  let wholeBefore = 0;
  return Float64Array.from(picked, (k) => {
    const partNow = valueAt(part, k);
    const wholeNow = valueAt(whole, k);
    const restarted = wholeNow < wholeBefore;
    const share = (partNow - (restarted ? 0 : partBefore)) / (wholeNow - (restarted ? 0 : wholeBefore));
    partBefore = partNow;
    wholeBefore = wholeNow;
    // Integrals of many terms are exact to about twelve digits: what is always busy is 1, not a little less.
    return Number.isFinite(share) ? Math.round(share * 1e9) / 1e9 : Number.NaN;
  });
}

/** The most points a chart gets for one line. */
export const CHART_POINTS = 400;

/** Picks every n-th sample and the last, at most `most` of them: for what is an average over the time between two samples. */
export function everyNth(count: number, most: number = CHART_POINTS): readonly number[] {
  const n = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / n) }, (_, i) => Math.min((i + 1) * n, count) - 1);
}

/**
 * Picks the samples to draw so that no line loses its smallest or its largest value in any stretch of time: of each stretch, those two
 * of every column, and of all samples the first and the last.
 * @returns ascending indices, at most `most` of them, common to all columns so that they can share one table; all of them when they are few
 */
export function pickSamples(columns: readonly Column[], count: number, most: number = CHART_POINTS): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, k) => k);
  let stretches = Math.floor(most / 2);
  for (;;) {
    const kept = extremes(columns, count, stretches);
    if (kept.length <= most || stretches === 1) return kept;
    stretches = Math.max(1, Math.min(stretches - 1, Math.floor((stretches * most) / kept.length)));
  }
}

function extremes(columns: readonly Column[], count: number, stretches: number): readonly number[] {
  const keep = new Uint8Array(count);
  keep[0] = 1;
  keep[count - 1] = 1;
  for (let stretch = 0; stretch < stretches; stretch++) {
    const start = Math.floor((stretch * count) / stretches);
    const end = Math.floor(((stretch + 1) * count) / stretches);
    for (const column of columns) {
      let low = -1;
      let high = -1;
      for (let k = start; k < end; k++) {
        const value = valueAt(column, k);
        if (Number.isNaN(value)) continue;
        if (low < 0 || value < valueAt(column, low)) low = k;
        if (high < 0 || value > valueAt(column, high)) high = k;
      }
      if (low < 0) continue;
      keep[low] = 1;
      keep[high] = 1;
    }
  }
  const kept: number[] = [];
  for (let k = 0; k < count; k++) if (keep[k] === 1) kept.push(k);
  return kept;
}
