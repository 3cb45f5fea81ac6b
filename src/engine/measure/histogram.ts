import { cell, HIGH, words } from "../kernel/bits.ts";
import { powerOfTwo } from "../kernel/math.ts";

/** Smallest and largest power of two told apart: about 1 microsecond to 12 days; outside, values are clamped. */
const LOWEST = -20;
const HIGHEST = 20;
const HIGH_MANTISSA_BITS = 20;

/**
 * Counts of durations in buckets whose width grows with the value, so that percentiles keep a bounded relative error.
 * A value's bucket is read off its exponent and leading mantissa bits.
 */
export class Histogram {
  count = 0;
  sum = 0;
  max = 0;
  /** By power of two, made when the first value falls into it: most runs touch a few of them. */
  private readonly octaves: (Uint32Array | undefined)[] = new Array(HIGHEST - LOWEST).fill(undefined);
  private zeros = 0;
  private readonly shift: number;
  private readonly base: number;

  /** @param bits buckets per power of two = 2^bits; the relative error of a percentile is at most 2^-(bits + 1) */
  constructor(private readonly bits: number) {
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
    const counts = this.octaves[index >> bits] ?? this.open(index >> bits);
    const within = index & ((1 << bits) - 1);
    counts[within] = (counts[within] as number) + 1;
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
    for (let octave = 0; octave < this.octaves.length; octave++) {
      const counts = this.octaves[octave];
      if (counts === undefined) continue;
      for (let i = 0; i < counts.length; i++) {
        seen += counts[i] as number;
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
    other.octaves.forEach((from, octave) => {
      if (from === undefined) return;
      const to = this.octaves[octave] ?? this.open(octave);
      for (let i = 0; i < from.length; i++) to[i] = (to[i] as number) + (from[i] as number);
    });
  }

  clear(): void {
    this.count = 0;
    this.sum = 0;
    this.max = 0;
    this.zeros = 0;
    for (const counts of this.octaves) counts?.fill(0);
  }

  private open(octave: number): Uint32Array {
    const counts = new Uint32Array(1 << this.bits);
    this.octaves[octave] = counts;
    return counts;
  }

  private middle(index: number): number {
    const perOctave = 1 << this.bits;
    const exponent = LOWEST + Math.floor(index / perOctave);
    return powerOfTwo(exponent) * (1 + ((index % perOctave) + 0.5) / perOctave);
  }
}
