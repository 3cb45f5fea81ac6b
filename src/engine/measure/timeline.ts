/** Most samples a timeline keeps; when it is full, every second one is dropped and the interval doubles. */
export const SAMPLES_MAX = 2048;
/** First interval, in seconds. Doubled as often as needed, so that whole seconds stay sampled as long as possible. */
export const FIRST_INTERVAL = 0.0125;

/** Reads one level or one cumulative counter as it stands. */
export type Gauge = (now: number) => number;

/** Samples gauges at equal intervals that adapt to the length of the run. */
export abstract class Timeline {
  /** Between two samples, in seconds. */
  abstract readonly interval: number;
  /** The instant of the next sample, in seconds. */
  abstract readonly due: number;
  /** Samples so far. */
  abstract readonly count: number;
  private readonly columns: Float64Array[] = [];
  private readonly gauges: Gauge[] = [];

  /** Adds a column; returns its number. Only before the first sample. */
  add(gauge: Gauge): number {
    this.gauges.push(gauge);
    return this.gauges.length - 1;
  }

  /** Takes the sample that is due. The state must be that of the instant {@link due}: all events before or at it done. */
  abstract sample(): void;

  /** Drops the samples after the interval in which `now` lies: taken while timers that nobody needed any more ran out. */
  abstract cut(now: number): void;

  /**
   * Completes the columns, or adds so many samples to them; returns whether they are complete. They must be before the gauges
   * forget what they counted, and before the columns are read.
   */
  abstract develop(most?: number): boolean;

  times(): Float64Array {
    return Float64Array.from({ length: this.count }, (_, k) => (k + 1) * this.interval);
  }

  column(index: number): Float64Array {
    return this.columns[index]?.slice(0, this.count) ?? new Float64Array(this.count);
  }

  /** The gauges are read as a sample, by number, of this instant. */
  protected read(sample: number, time: number): void {
    const { columns, gauges } = this;
    while (columns.length < gauges.length) columns.push(new Float64Array(SAMPLES_MAX));
    for (let i = 0; i < gauges.length; i++) {
      (columns[i] as Float64Array)[sample] = (gauges[i] as Gauge)(time);
    }
  }

  /** Of each two samples, the second stays; there are `half` of them then. */
  protected halve(half: number): void {
    for (const column of this.columns) {
      for (let k = 0; k < half; k++) column[k] = column[2 * k + 1] as number;
    }
  }
}

/** How many samples are left when those after the interval in which `now` lies are dropped. */
function countUntil(now: number, { count, interval }: Timeline): number {
  return Math.min(count, Math.max(1, Math.ceil(now / interval)));
}

/** A timeline that reads its gauges at each sample. */
export class PromptTimeline extends Timeline {
  interval = FIRST_INTERVAL;
  due = FIRST_INTERVAL;
  count = 0;

  /** @param onCoarsen called whenever the interval has doubled */
  constructor(private readonly onCoarsen: () => void = () => {}) {
    super();
  }

  sample(): void {
    // The sample that is due lies between two of the coarser ones when the interval doubles.
    if (this.count === SAMPLES_MAX) this.coarsen();
    else this.read(this.count++, this.due);
    this.due = (this.count + 1) * this.interval;
  }

  cut(now: number): void {
    this.count = countUntil(now, this);
  }

  develop(): boolean {
    return true;
  }

  private coarsen(): void {
    this.count >>= 1;
    this.halve(this.count);
    this.interval *= 2;
    this.onCoarsen();
  }
}

/**
 * Keeps whatever the gauges read, all at once, where that costs less than to read each of them at each sample. It has the
 * clock of the samples, too, which goes as that of {@link PromptTimeline}.
 */
export interface Snapshots {
  readonly interval: number;
  readonly due: number;
  readonly count: number;
  /** Keeps the present figures as the sample that is due. */
  sample(): void;
  /** From now on the gauges read what they would have read at a sample, by number; null for the present again. */
  show(sample: number | null): void;
}

/** A timeline that reads its gauges from snapshots, and not before {@link develop}. */
export class LateTimeline extends Timeline {
  /** Samples that are in the columns, and the interval they had then. */
  private developed = 0;
  private seen = FIRST_INTERVAL;
  private end = Infinity;

  constructor(private readonly snapshots: Snapshots) {
    super();
  }

  get interval(): number {
    return this.snapshots.interval;
  }

  get due(): number {
    return this.snapshots.due;
  }

  get count(): number {
    return Math.min(this.snapshots.count, this.end);
  }

  sample(): void {
    this.snapshots.sample();
  }

  cut(now: number): void {
    this.end = countUntil(now, this);
  }

  develop(most = Infinity): boolean {
    const { snapshots, interval } = this;
    for (; this.seen < interval; this.seen *= 2) {
      this.developed >>= 1;
      this.halve(this.developed);
    }
    const end = Math.min(this.count, this.developed + most);
    if (this.developed < end) {
      for (; this.developed < end; this.developed++) {
        snapshots.show(this.developed);
        this.read(this.developed, (this.developed + 1) * interval);
      }
      snapshots.show(null);
    }
    return this.developed >= this.count;
  }
}
