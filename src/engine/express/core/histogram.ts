import { allocateAt } from "./memory.ts";

/*
 * Histograms of durations, as src/engine/measure/histogram.ts has them: a value's bucket is read off its exponent and
 * leading mantissa bits. A histogram is a list of those octaves (powers of two) that it has seen, in their order; the engine
 * reads them there.
 */

/** Lowest and highest power of two told apart; outside, values are clamped. */
const LOWEST: i32 = -20;
const OCTAVES: i32 = 40;
const BIAS: i32 = 1023;
const MANTISSA_BITS: i32 = 52;

/** The counters of one octave stand behind it. */
@unmanaged
class Octave {
  number: i32;
  next: Octave;
}
const NO_OCTAVE: Octave = changetype<Octave>(0);
const COUNTERS: usize = 8;

@unmanaged
export class Histogram {
  count: f64;
  /** Of all values, in seconds; the largest; and how many were 0. */
  sum: f64;
  max: f64;
  zeros: f64;
  /** The lowest octave, and the one that was added to last. */
  first: Octave;
  recent: Octave;
  /** Buckets of an octave, as a power of two. */
  bits: i32;
  /** The following one of those that nobody uses. */
  next: Histogram;

  /** Adds one duration in seconds (>= 0). */
  add(value: f64): void {
    this.count++;
    this.sum += value;
    if (value > this.max) this.max = value;
    if (value <= 0) {
      this.zeros++;
      return;
    }
    const bits = this.bits;
    let index = ((reinterpret<u64>(value) >> ((MANTISSA_BITS - bits) as u64)) as i32) - ((LOWEST + BIAS) << bits);
    if (index < 0) index = 0;
    else if (index >= OCTAVES << bits) index = (OCTAVES << bits) - 1;
    let octave = this.recent;
    if (octave === NO_OCTAVE || octave.number !== index >> bits) octave = this.include(index >> bits);
    const at = changetype<usize>(octave) + COUNTERS + (((index & ((1 << bits) - 1)) as usize) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }

  /** Takes over everything that another one of as many buckets has counted; nobody uses that any more. */
  merge(other: Histogram): void {
    this.count += other.count;
    this.sum += other.sum;
    this.zeros += other.zeros;
    if (other.max > this.max) this.max = other.max;
    let before = NO_OCTAVE;
    let mine = this.first;
    let theirs = other.first;
    while (theirs !== NO_OCTAVE) {
      const following = theirs.next;
      while (mine !== NO_OCTAVE && mine.number < theirs.number) {
        before = mine;
        mine = mine.next;
      }
      if (mine !== NO_OCTAVE && mine.number === theirs.number) {
        moveCounts(theirs, mine, this.bits);
        theirs.next = spareOctaves;
        spareOctaves = theirs;
      } else {
        this.insert(theirs, before);
        before = theirs;
      }
      theirs = following;
    }
    giveBack(other);
  }

  /** The octave with this number, from now on the recent one. */
  private include(number: i32): Octave {
    let before = NO_OCTAVE;
    let octave = this.first;
    while (octave !== NO_OCTAVE && octave.number < number) {
      before = octave;
      octave = octave.next;
    }
    if (octave === NO_OCTAVE || octave.number !== number) {
      octave = newOctave(number, this.bits);
      this.insert(octave, before);
    }
    this.recent = octave;
    return octave;
  }

  private insert(octave: Octave, before: Octave): void {
    if (before === NO_OCTAVE) {
      octave.next = this.first;
      this.first = octave;
    } else {
      octave.next = before.next;
      before.next = octave;
    }
  }
}
const NO_HISTOGRAM: Histogram = changetype<Histogram>(0);

/** Of the histograms of a timeline, which come and go: those that nobody uses, and their octaves, whose counters are 0. */
let spare: Histogram = NO_HISTOGRAM;
let spareOctaves: Octave = NO_OCTAVE;
/** 64 buckets a power of two: percentiles within 0.8 %. */
const WINDOW_BITS: i32 = 6;
/** 512 buckets a power of two: percentiles within 0.1 %. */
const RUN_BITS: i32 = 9;

/** A histogram of nothing, for an interval of a timeline. */
export function newWindow(): Histogram {
  const histogram = spare;
  if (histogram === NO_HISTOGRAM) return newHistogram(WINDOW_BITS);
  spare = histogram.next;
  return histogram;
}

/** A histogram of nothing, for a whole run. */
export function newWhole(): Histogram {
  return newHistogram(RUN_BITS);
}

function newHistogram(bits: i32): Histogram {
  const histogram = changetype<Histogram>(allocateAt(offsetof<Histogram>(), sizeof<f64>()));
  histogram.bits = bits;
  return histogram;
}

/** The octaves of the histogram have gone already. */
function giveBack(histogram: Histogram): void {
  histogram.count = 0;
  histogram.sum = 0;
  histogram.max = 0;
  histogram.zeros = 0;
  histogram.first = NO_OCTAVE;
  histogram.recent = NO_OCTAVE;
  histogram.next = spare;
  spare = histogram;
}

function newOctave(number: i32, bits: i32): Octave {
  let octave = spareOctaves;
  if (octave === NO_OCTAVE || bits !== WINDOW_BITS) {
    octave = changetype<Octave>(allocateAt(COUNTERS + (4 << (bits as usize)), sizeof<f64>()));
  } else {
    spareOctaves = octave.next;
  }
  octave.number = number;
  return octave;
}

/** Adds the counts of an octave to those of another one, and sets them to 0. */
function moveCounts(from: Octave, to: Octave, bits: i32): void {
  let source = changetype<usize>(from) + COUNTERS;
  let target = changetype<usize>(to) + COUNTERS;
  const end = source + (4 << (bits as usize));
  // Two at once: no count ever carries into its neighbour's bits.
  for (; source < end; source += 8, target += 8) {
    store<u64>(target, load<u64>(target) + load<u64>(source));
    store<u64>(source, 0);
  }
}
