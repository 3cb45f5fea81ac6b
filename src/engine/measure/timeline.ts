/** Most samples a timeline keeps; when it is full, every second one is dropped and the interval doubles. */
const SAMPLES_MAX = 2048;
/** First interval, in seconds. Doubled as often as needed, so that whole seconds stay sampled as long as possible. */
export const FIRST_INTERVAL = 0.0125;

/** Reads one level or one cumulative counter as it stands. */
export type Gauge = (now: number) => number;

/** Samples gauges at equal intervals that adapt to the length of the run. */
export class Timeline {
  interval = FIRST_INTERVAL;
  /** The instant of the next sample, in seconds. */
  due = FIRST_INTERVAL;
  count = 0;
  private readonly columns: Float64Array[] = [];
  private readonly gauges: Gauge[] = [];
  private readonly onCoarsen: (() => void)[] = [];

  /** Adds a column; returns its number. Only before the first sample. */
  add(gauge: Gauge): number {
    this.gauges.push(gauge);
    this.columns.push(new Float64Array(SAMPLES_MAX));
    return this.columns.length - 1;
  }

  /** Calls back whenever the interval doubles. */
  whenCoarser(callback: () => void): void {
    this.onCoarsen.push(callback);
  }

  /** Takes the sample that is due. The state must be that of the instant {@link due}: all events before or at it done. */
  sample(): void {
    if (this.count === SAMPLES_MAX) {
      this.coarsen();
      // The sample that was due lies between two of the coarser ones.
      this.due = (this.count + 1) * this.interval;
      return;
    }
    const { columns, gauges, count, due } = this;
    for (let i = 0; i < gauges.length; i++) {
      (columns[i] as Float64Array)[count] = (gauges[i] as Gauge)(due);
    }
    this.count++;
    this.due = (this.count + 1) * this.interval;
  }

  /** Drops the samples after the interval in which `now` lies: taken while timers that nobody needed any more ran out. */
  cut(now: number): void {
    this.count = Math.min(this.count, Math.max(1, Math.ceil(now / this.interval)));
  }

  times(): Float64Array {
    return Float64Array.from({ length: this.count }, (_, k) => (k + 1) * this.interval);
  }

  column(index: number): Float64Array {
    return (this.columns[index] as Float64Array).slice(0, this.count);
  }

  private coarsen(): void {
    const half = this.count >> 1;
    for (const column of this.columns) {
      for (let k = 0; k < half; k++) column[k] = column[2 * k + 1] as number;
    }
    this.count = half;
    this.interval *= 2;
    for (const callback of this.onCoarsen) callback();
  }
}
