/** Most samples a timeline keeps; when it is full, every second one is dropped and the interval doubles. */
export const SAMPLES_MAX = 2048;
/** First interval, in seconds. Doubled as often as needed, so that whole seconds stay sampled as long as possible. */
export const FIRST_INTERVAL = 0.0125;

/** Reads one level or one cumulative counter as it stands. */
export type Gauge = (now: number) => number;

/** Keeps whatever the gauges read, all at once, where that costs less than to read each of them at each sample. */
export interface Snapshots {
  /** Keeps the present figures as those of a sample, by number. */
  take(sample: number): void;
  /** What was kept as `from` is kept as `to` from now on. */
  keep(from: number, to: number): void;
  /** From now on the gauges read what they would have read then; null for the present again. */
  show(sample: number | null): void;
}

/** Samples gauges at equal intervals that adapt to the length of the run. */
export class Timeline {
  interval = FIRST_INTERVAL;
  /** The instant of the next sample, in seconds. */
  due = FIRST_INTERVAL;
  count = 0;
  /** Of snapshots: samples that are in the columns already. */
  private developed = 0;
  private readonly columns: Float64Array[] = [];
  private readonly gauges: Gauge[] = [];
  private readonly onCoarsen: (() => void)[] = [];

  /** @param snapshots when gauges are not to be read before {@link develop} */
  constructor(private readonly snapshots: Snapshots | null = null) {}

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
    if (this.snapshots === null) this.read(this.count, this.due);
    else this.snapshots.take(this.count);
    this.count++;
    this.due = (this.count + 1) * this.interval;
  }

  /** Drops the samples after the interval in which `now` lies: taken while timers that nobody needed any more ran out. */
  cut(now: number): void {
    this.count = Math.min(this.count, Math.max(1, Math.ceil(now / this.interval)));
    this.developed = Math.min(this.developed, this.count);
  }

  /**
   * The columns are filled from the snapshots, if there are any. To be called before the gauges forget what they counted,
   * and before the columns are read.
   */
  develop(): void {
    const { snapshots } = this;
    if (snapshots === null || this.developed === this.count) return;
    for (; this.developed < this.count; this.developed++) {
      snapshots.show(this.developed);
      this.read(this.developed, (this.developed + 1) * this.interval);
    }
    snapshots.show(null);
  }

  times(): Float64Array {
    return Float64Array.from({ length: this.count }, (_, k) => (k + 1) * this.interval);
  }

  column(index: number): Float64Array {
    return (this.columns[index] as Float64Array).slice(0, this.count);
  }

  private read(sample: number, time: number): void {
    const { columns, gauges } = this;
    for (let i = 0; i < gauges.length; i++) {
      (columns[i] as Float64Array)[sample] = (gauges[i] as Gauge)(time);
    }
  }

  private coarsen(): void {
    const half = this.count >> 1;
    const read = this.snapshots === null ? half : this.developed >> 1;
    for (const column of this.columns) {
      for (let k = 0; k < read; k++) column[k] = column[2 * k + 1] as number;
    }
    for (let k = read; k < half; k++) this.snapshots?.keep(2 * k + 1, k);
    this.developed = read;
    this.count = half;
    this.interval *= 2;
    for (const callback of this.onCoarsen) callback();
  }
}
