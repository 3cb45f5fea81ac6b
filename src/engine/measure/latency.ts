import type { LatencySummary } from "../../model/index.ts";
import { Counts, Histogram } from "./histogram.ts";
import type { Sighting } from "./sighting.ts";

/** 512 buckets a power of two: percentiles within 0.1 %. */
const RUN_BITS = 9;

/** Durations of one kind over a run: exact count, mean and maximum, percentiles within 0.1 %. */
export class LatencyMeter {
  private readonly whole = new Histogram(RUN_BITS);
  /** The longest duration so far, in seconds: of which order, and when it ended. NaN before there is one. */
  private longest = NaN;
  private longestOrder = -1;
  private longestAt = NaN;

  constructor(
    /** Nothing that ends before this instant counts. */
    private readonly warmUp: number,
    private readonly windows: WindowedHistogram | null,
  ) {}

  /** A duration of `seconds` of the order with this number, that ended at `now`. */
  add(seconds: number, now: number, number: number): void {
    if (now >= this.warmUp) {
      this.whole.add(seconds);
      // The first one is not shorter than NaN.
      if (!(seconds <= this.longest)) {
        this.longest = seconds;
        this.longestOrder = number;
        this.longestAt = now;
      }
    }
    if (this.windows !== null) this.windows.add(seconds, now);
  }

  /** Adds the first `count` of these durations at once, as {@link add} does one by one. */
  addAll(seconds: Float64Array, times: Float64Array, numbers: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.add(seconds[i], times[i], numbers[i]);
  }

  /** The order that took longest; of several, the first. Null when there is none. */
  slowest(): Sighting | null {
    return Number.isNaN(this.longest) ? null : { order: this.longestOrder, time: this.longestAt };
  }

  summary(): LatencySummary {
    const { whole } = this;
    const orNull = (x: number) => (Number.isNaN(x) ? null : x);
    return {
      count: whole.count,
      mean: orNull(whole.mean()),
      p50: orNull(whole.quantile(0.5)),
      p95: orNull(whole.quantile(0.95)),
      p99: orNull(whole.quantile(0.99)),
      max: whole.count === 0 ? null : whole.max,
    };
  }
}

/** 64 buckets a power of two: percentiles within 0.8 %. */
const WINDOW_BITS = 6;

/** One histogram per interval of a timeline; neighbours are merged when the timeline coarsens. */
export class WindowedHistogram {
  private windows: (Histogram | undefined)[] = [];
  private readonly spare: Histogram[] = [];
  private readonly counts = new Counts(1 << WINDOW_BITS);
  /** The window that was added to last, and the instants it is for: (start, end]. */
  private current = new Histogram(WINDOW_BITS, this.counts);
  private currentStart = Infinity;
  private currentEnd = -Infinity;

  constructor(private width: number) {}

  add(seconds: number, now: number): void {
    if (now > this.currentEnd || now <= this.currentStart) this.turnTo(now);
    this.current.add(seconds);
  }

  private turnTo(now: number): void {
    // A sample at an instant closes the interval before it, so the boundary belongs to the earlier window.
    const index = Math.max(0, Math.ceil(now / this.width) - 1);
    let window = this.windows[index];
    if (window === undefined) {
      window = this.spare.pop() ?? new Histogram(WINDOW_BITS, this.counts);
      this.windows[index] = window;
    }
    this.current = window;
    this.currentStart = index === 0 ? -Infinity : index * this.width;
    this.currentEnd = (index + 1) * this.width;
  }

  /** Doubles the interval. */
  coarsen(): void {
    this.currentEnd = -Infinity;
    const merged: (Histogram | undefined)[] = [];
    for (let i = 0; i < this.windows.length; i += 2) {
      const first = this.windows[i];
      const second = this.windows[i + 1];
      if (first !== undefined && second !== undefined) {
        first.merge(second);
        second.clear();
        this.spare.push(second);
      }
      merged.push(first ?? second);
    }
    this.windows = merged;
    this.width *= 2;
  }

  /** The p-quantile of each of the first `count` intervals, in seconds; NaN where nothing ended. */
  quantiles(p: number, count: number): Float64Array {
    const out = new Float64Array(count);
    for (let i = 0; i < count; i++) out[i] = this.windows[i]?.quantile(p) ?? NaN;
    return out;
  }
}
