import type { LatencySummary } from "../../model/index.ts";
import { type Counted, Histograms } from "./histogram.ts";
import type { Sighting } from "./sighting.ts";

/** 512 buckets a power of two: percentiles within 0.1 %. */
const RUN_BITS = 9;

/** Durations of one kind over a run: exact count, mean and maximum, percentiles within 0.1 %. */
export class LatencyMeter {
  private readonly histograms = new Histograms(RUN_BITS);
  private readonly whole = this.histograms.open();
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
      this.histograms.add(this.whole, seconds);
      // The first one is not shorter than NaN.
      if (!(seconds <= this.longest)) {
        this.longest = seconds;
        this.longestOrder = number;
        this.longestAt = now;
      }
    }
    if (this.windows !== null) this.windows.add(seconds, now);
  }

  /** Takes what somebody else has measured in place of all that it has. */
  replace(whole: Counted, longest: number, sighting: Sighting): void {
    this.histograms.clear(this.whole);
    this.histograms.fill(this.whole, whole);
    this.longest = longest;
    this.longestOrder = sighting.order;
    this.longestAt = sighting.time;
  }

  /** The order that took longest; of several, the first. Null when there is none. */
  slowest(): Sighting | null {
    return Number.isNaN(this.longest) ? null : { order: this.longestOrder, time: this.longestAt };
  }

  summary(): LatencySummary {
    const { histograms, whole } = this;
    const count = histograms.count(whole);
    const orNull = (x: number) => (count === 0 ? null : x);
    return {
      count,
      mean: orNull(histograms.mean(whole)),
      p50: orNull(histograms.quantile(whole, 0.5)),
      p95: orNull(histograms.quantile(whole, 0.95)),
      p99: orNull(histograms.quantile(whole, 0.99)),
      max: orNull(histograms.max(whole)),
    };
  }
}

/** 64 buckets a power of two: percentiles within 0.8 %. */
const WINDOW_BITS = 6;

/** One histogram per interval of a timeline; neighbours are merged when the timeline coarsens. */
export class WindowedHistogram {
  private readonly histograms = new Histograms(WINDOW_BITS);
  /** By interval: the number of its histogram; empty while nothing has ended in it. */
  private windows: (number | undefined)[] = [];
  private readonly spare: number[] = [];
  /** The window that was added to last, and the instants it is for: (start, end]. */
  private current = -1;
  private currentStart = Infinity;
  private currentEnd = -Infinity;

  constructor(private width: number) {}

  add(seconds: number, now: number): void {
    if (now > this.currentEnd || now <= this.currentStart) this.turnTo(now);
    this.histograms.add(this.current, seconds);
  }

  private turnTo(now: number): void {
    // A sample at an instant closes the interval before it, so the boundary belongs to the earlier window.
    const index = Math.max(0, Math.ceil(now / this.width) - 1);
    let window = this.windows[index];
    if (window === undefined) {
      window = this.unused();
      this.windows[index] = window;
    }
    this.current = window;
    this.currentStart = index === 0 ? -Infinity : index * this.width;
    this.currentEnd = (index + 1) * this.width;
  }

  /** Doubles the interval. */
  coarsen(): void {
    this.currentEnd = -Infinity;
    const merged: (number | undefined)[] = [];
    for (let i = 0; i < this.windows.length; i += 2) {
      const first = this.windows[i];
      const second = this.windows[i + 1];
      if (first !== undefined && second !== undefined) {
        this.histograms.merge(first, second);
        this.histograms.clear(second);
        this.spare.push(second);
      }
      merged.push(first ?? second);
    }
    this.windows = merged;
    this.width *= 2;
  }

  /** Takes what somebody else has counted, by interval of this width in seconds, in place of all that it has. */
  replace(width: number, windows: Iterable<Counted | null>): void {
    for (const window of this.windows) {
      if (window === undefined) continue;
      this.histograms.clear(window);
      this.spare.push(window);
    }
    this.windows = [];
    this.width = width;
    this.currentEnd = -Infinity;
    for (const counted of windows) {
      if (counted === null) {
        this.windows.push(undefined);
        continue;
      }
      const window = this.unused();
      this.histograms.fill(window, counted);
      this.windows.push(window);
    }
  }

  private unused(): number {
    return this.spare.pop() ?? this.histograms.open();
  }

  /** The p-quantile of each of the first `count` intervals, in seconds; NaN where nothing ended. */
  quantiles(p: number, count: number): Float64Array {
    const out = new Float64Array(count).fill(NaN);
    for (let i = 0; i < count; i++) {
      const window = this.windows[i];
      if (window !== undefined) out[i] = this.histograms.quantile(window, p);
    }
    return out;
  }
}
