import { cell, HIGH, words } from "../kernel/bits.ts";
import { widen } from "../kernel/columns.ts";
import { powerOfTwo } from "../kernel/math.ts";

/** Smallest and largest power of two told apart: about 1 microsecond to 12 days; outside, values are clamped. */
const LOWEST = -20;
const HIGHEST = 20;
const HIGH_MANTISSA_BITS = 20;

/** Stretches of counters in one growing array: thousands of small arrays would keep the collector of garbage busy. */
export class Counts {
  data: Uint32Array;
  private used = 0;

  /** @param stretch counters in one stretch */
  constructor(private readonly stretch: number) {
    this.data = new Uint32Array(4 * stretch);
  }

  /** A stretch of zeros that nobody has; returns where it starts. */
  take(): number {
    const at = this.used;
    this.used += this.stretch;
    if (this.used > this.data.length) this.data = widen(this.data, new Uint32Array(2 * this.data.length));
    return at;
  }
}

/**
 * Counts of durations in buckets whose width grows with the value, so that percentiles keep a bounded relative error.
 * A value's bucket is read off its exponent and leading mantissa bits.
 */
export class Histogram {
  count = 0;
  sum = 0;
  max = 0;
  /** By power of two, where its counts are, -1 while no value has fallen into it: most runs touch a few of them. */
  private readonly octaves: number[] = new Array<number>(HIGHEST - LOWEST).fill(-1);
  private zeros = 0;
  /** The octaves that hold anything: those from the first to the last. */
  private first = HIGHEST - LOWEST;
  private last = -1;
  private readonly shift: number;
  private readonly base: number;

  /**
   * @param bits buckets per power of two = 2^bits; the relative error of a percentile is at most 2^-(bits + 1)
   * @param counts where it keeps its counts; many small histograms share them
   */
  constructor(
    private readonly bits: number,
    private readonly counts = new Counts(1 << bits),
  ) {
    this.shift = HIGH_MANTISSA_BITS - bits;
    this.base = (LOWEST + 1023) << bits;
  }

  /** Adds one duration in seconds (>= 0). */
  add(value: number): void {
    this.count++;
    this.sum += value;
    if (value > this.max) this.max = value;
    if (value <= 0) {
      this.zeros++;
      return;
    }
    cell[0] = value;
    const { bits } = this;
    let index = ((words[HIGH] as number) >>> this.shift) - this.base;
    if (index < 0) index = 0;
    else if (index >= (HIGHEST - LOWEST) << bits) index = ((HIGHEST - LOWEST) << bits) - 1;
    const at = this.octave(index >> bits) + (index & ((1 << bits) - 1));
    const { data } = this.counts;
    data[at] = (data[at] as number) + 1;
  }

  /** Arithmetic mean, exact but for rounding; NaN when empty. */
  mean(): number {
    return this.count === 0 ? NaN : this.sum / this.count;
  }

  /**
   * The p-quantile by nearest rank (the ceil(p n)-th smallest), as the middle of its bucket and never above the maximum;
   * NaN when empty.
   */
  quantile(p: number): number {
    if (this.count === 0) return NaN;
    const rank = Math.max(1, Math.ceil(p * this.count));
    if (rank >= this.count) return this.max;
    let seen = this.zeros;
    if (seen >= rank) return 0;
    for (let octave = this.first; octave <= this.last; octave++) {
      const at = this.octaves[octave] as number;
      if (at < 0) continue;
      for (let i = 0; i < 1 << this.bits; i++) {
        seen += this.counts.data[at + i] as number;
        if (seen >= rank) return Math.min(this.middle((octave << this.bits) + i), this.max);
      }
    }
    return this.max;
  }

  /** Takes over everything another histogram of the same resolution has counted. */
  merge(other: Histogram): void {
    this.count += other.count;
    this.sum += other.sum;
    this.zeros += other.zeros;
    if (other.max > this.max) this.max = other.max;
    for (let octave = other.first; octave <= other.last; octave++) {
      const from = other.octaves[octave] as number;
      if (from < 0) continue;
      const to = this.octave(octave);
      const source = other.counts.data;
      const { data } = this.counts;
      for (let i = 0; i < 1 << this.bits; i++) data[to + i] = (data[to + i] as number) + (source[from + i] as number);
    }
  }

  clear(): void {
    this.count = 0;
    this.sum = 0;
    this.max = 0;
    this.zeros = 0;
    for (let octave = this.first; octave <= this.last; octave++) {
      const at = this.octaves[octave] as number;
      if (at >= 0) this.counts.data.fill(0, at, at + (1 << this.bits));
    }
    this.first = HIGHEST - LOWEST;
    this.last = -1;
  }

  /** Where the counts of an octave are that is about to hold something. */
  private octave(octave: number): number {
    if (octave < this.first) this.first = octave;
    if (octave > this.last) this.last = octave;
    const at = this.octaves[octave] as number;
    if (at >= 0) return at;
    const taken = this.counts.take();
    this.octaves[octave] = taken;
    return taken;
  }

  private middle(index: number): number {
    const perOctave = 1 << this.bits;
    const exponent = LOWEST + Math.floor(index / perOctave);
    return powerOfTwo(exponent) * (1 + ((index % perOctave) + 0.5) / perOctave);
  }
}
