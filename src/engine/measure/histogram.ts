import { cell, HIGH, words } from "../kernel/bits.ts";
import { widen } from "../kernel/columns.ts";
import { powerOfTwo } from "../kernel/math.ts";

/** Smallest and largest power of two told apart: about 1 microsecond to 12 days; outside, values are clamped. */
const LOWEST = -20;
const HIGHEST = 20;
const OCTAVES = HIGHEST - LOWEST;
const HIGH_MANTISSA_BITS = 20;

/** Of a histogram, in doubles. */
const DOUBLES = 4;
const COUNT = 0;
const SUM = 1;
const MAX = 2;
const ZEROS = 3;

/**
 * Of a histogram, in integers: how far below the highest octave the first one with a value is, where the last one is, and
 * where the counts of each octave begin, all counted from 1, so that zeros mean none.
 */
const INTEGERS = OCTAVES + 2;
const FIRST = OCTAVES;
const LAST = OCTAVES + 1;

/** What a histogram has counted, where somebody else has. */
export interface Counted {
  readonly count: number;
  readonly sum: number;
  readonly max: number;
  /** How many values were 0. */
  readonly zeros: number;
  /** By octave, of which the lowest is 0: its counts, one a bucket. */
  readonly octaves: Iterable<readonly [octave: number, counts: Uint32Array]>;
}

/**
 * Histograms of durations, by number, with buckets whose width grows with the value, so that percentiles keep a bounded
 * relative error. A value's bucket is read off its exponent and leading mantissa bits. All stand in a few long arrays, and
 * have counts only of those powers of two that they have seen: a run has thousands of them, most with a few values.
 */
export class Histograms {
  private doubles = new Float64Array(16 * DOUBLES);
  private integers = new Int32Array(16 * INTEGERS);
  private counts: Uint32Array;
  /** Counters in use. */
  private used = 0;
  private size = 0;
  private readonly shift: number;
  private readonly base: number;

  /** @param bits buckets per power of two = 2^bits; the relative error of a percentile is at most 2^-(bits + 1) */
  constructor(private readonly bits: number) {
    this.shift = HIGH_MANTISSA_BITS - bits;
    this.base = (LOWEST + 1023) << bits;
    this.counts = new Uint32Array(4 << bits);
  }

  /** Another histogram, of nothing; returns its number. */
  open(): number {
    const histogram = this.size++;
    if (this.size * DOUBLES > this.doubles.length) {
      this.doubles = widen(this.doubles, new Float64Array(2 * this.doubles.length));
      this.integers = widen(this.integers, new Int32Array(2 * this.integers.length));
    }
    return histogram;
  }

  /** Adds one duration in seconds (>= 0). */
  add(histogram: number, value: number): void {
    const { doubles, bits } = this;
    const at = histogram * DOUBLES;
    doubles[at + COUNT]++;
    doubles[at + SUM] += value;
    if (value > doubles[at + MAX]) doubles[at + MAX] = value;
    if (value <= 0) {
      doubles[at + ZEROS]++;
      return;
    }
    cell[0] = value;
    let index = (words[HIGH] >>> this.shift) - this.base;
    if (index < 0) index = 0;
    else if (index >= OCTAVES << bits) index = (OCTAVES << bits) - 1;
    let start = this.integers[histogram * INTEGERS + (index >> bits)] - 1;
    if (start < 0) start = this.include(histogram, index >> bits);
    this.counts[start + (index & ((1 << bits) - 1))]++;
  }

  count(histogram: number): number {
    return this.doubles[histogram * DOUBLES + COUNT];
  }

  /** The largest value, exactly; 0 when empty. */
  max(histogram: number): number {
    return this.doubles[histogram * DOUBLES + MAX];
  }

  /** Arithmetic mean, exact but for rounding; NaN when empty. */
  mean(histogram: number): number {
    const { doubles } = this;
    return doubles[histogram * DOUBLES + SUM] / doubles[histogram * DOUBLES + COUNT];
  }

  /**
   * The p-quantile by nearest rank (the ceil(p n)-th smallest), as the middle of its bucket and never above the maximum;
   * NaN when empty.
   */
  quantile(histogram: number, p: number): number {
    const { bits, counts, integers } = this;
    const count = this.count(histogram);
    const max = this.max(histogram);
    if (count === 0) return NaN;
    const rank = Math.max(1, Math.ceil(p * count));
    if (rank >= count) return max;
    let seen = this.doubles[histogram * DOUBLES + ZEROS];
    if (seen >= rank) return 0;
    const row = histogram * INTEGERS;
    for (let octave = OCTAVES - integers[row + FIRST]; octave < integers[row + LAST]; octave++) {
      const start = integers[row + octave] - 1;
      if (start < 0) continue;
      for (let i = 0; i < 1 << bits; i++) {
        seen += counts[start + i];
        if (seen >= rank) return Math.min(this.middle((octave << bits) + i), max);
      }
    }
    return max;
  }

  /** A histogram takes over everything that another one has counted. */
  merge(histogram: number, other: number): void {
    const { doubles, integers, bits } = this;
    const to = histogram * DOUBLES;
    const from = other * DOUBLES;
    for (const field of [COUNT, SUM, ZEROS]) doubles[to + field] += doubles[from + field];
    if (doubles[from + MAX] > doubles[to + MAX]) doubles[to + MAX] = doubles[from + MAX];
    const row = other * INTEGERS;
    for (let octave = OCTAVES - integers[row + FIRST]; octave < integers[row + LAST]; octave++) {
      const source = integers[row + octave] - 1;
      if (source < 0) continue;
      const known = integers[histogram * INTEGERS + octave] - 1;
      const target = known < 0 ? this.include(histogram, octave) : known;
      const { counts } = this;
      for (let i = 0; i < 1 << bits; i++) counts[target + i] += counts[source + i];
    }
  }

  /** Writes into a histogram of nothing what somebody else has counted, with as many buckets a power of two. */
  fill(histogram: number, { count, sum, max, zeros, octaves }: Counted): void {
    this.doubles.set([count, sum, max, zeros], histogram * DOUBLES);
    for (const [octave, counts] of octaves) {
      const known = this.integers[histogram * INTEGERS + octave] - 1;
      const start = known < 0 ? this.include(histogram, octave) : known;
      this.counts.set(counts, start);
    }
  }

  /** Forgets what a histogram has counted; its counters stay its own. */
  clear(histogram: number): void {
    const { integers, counts } = this;
    this.doubles.fill(0, histogram * DOUBLES, (histogram + 1) * DOUBLES);
    const row = histogram * INTEGERS;
    for (let octave = OCTAVES - integers[row + FIRST]; octave < integers[row + LAST]; octave++) {
      const start = integers[row + octave] - 1;
      if (start >= 0) counts.fill(0, start, start + (1 << this.bits));
    }
  }

  /** Gives a histogram counters for an octave; returns where they begin. */
  private include(histogram: number, octave: number): number {
    const { integers } = this;
    const row = histogram * INTEGERS;
    const start = this.used;
    this.used += 1 << this.bits;
    if (this.used > this.counts.length) this.counts = widen(this.counts, new Uint32Array(2 * this.counts.length));
    integers[row + octave] = start + 1;
    integers[row + FIRST] = Math.max(integers[row + FIRST], OCTAVES - octave);
    integers[row + LAST] = Math.max(integers[row + LAST], octave + 1);
    return start;
  }

  private middle(index: number): number {
    const perOctave = 1 << this.bits;
    const exponent = LOWEST + Math.floor(index / perOctave);
    return powerOfTwo(exponent) * (1 + ((index % perOctave) + 0.5) / perOctave);
  }
}
