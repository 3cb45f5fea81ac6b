import { widen } from "./columns.ts";
import { EventHeap } from "./heap.ts";

/** Events a bucket should hold on average: sorting so few costs less than the cache misses of more buckets. */
const PER_BUCKET = 5;
/** How much longer the wheel should be than the mean delay of a pending event, so that hardly any waits beyond it. */
const SPAN = 10;
const BUCKETS_MIN = 1 << 8;
const BUCKETS_MAX = 1 << 20;
/** Longest walk along the list of the current bucket; with more events than that, a heap takes its place. */
const WALK_MAX = 48;
/** The narrowest bucket, as a part of the present time; and how many are numbered: beyond, doubles are no exact integers. */
const NARROWEST = 1e-12;
const NUMBERED = 4503599627370496;
/** Events, or empty buckets, gone by between two looks at the density. */
const REVIEW_EVERY = 1 << 13;
const EMPTY_MAX = 1 << 17;

/** With more events than that, which are beyond the caches, the rows of so many buckets are read at once, so many of each. */
const MANY = 1 << 17;
const FETCHED = 32;
const ROUNDS = 12;

/** The pending event of an item is a row of 2^2 doubles, half of a cache line: these are doubles. */
const ROW_BITS = 2;
const TIME = 0;
const RANK = 1;
/** In 32-bit integers: the following item of its list, and where it fires. */
const NEXT = 4;
const ADDRESS = 5;

/**
 * The pending events, as a calendar wheel: time is cut into buckets of equal width, a bucket is a linked list, and only
 * the list of the bucket the clock stands in is kept in order. Push and pop cost a constant while the width fits the
 * density of events and the number of buckets their number, so both follow; events beyond the wheel wait in a heap.
 * Source: R. Brown, "Calendar queues" (CACM 1988); the ordered current bucket after the ladder queue (Tang et al., 2005).
 *
 * Items are small integers chosen by the caller; each may be pending once. Order is (time, rank), exactly.
 */
export class Wheel {
  /** The earliest event: first of the list of the current bucket, -1 when that is empty or a heap. */
  private head = -1;
  /** The rows, and the same memory as integers. */
  private doubles: Float64Array;
  private ints: Int32Array;
  private buckets = new Int32Array(BUCKETS_MIN).fill(-1);
  private mask = BUCKETS_MIN - 1;
  private width: number;
  private inverse: number;
  /** Absolute number of the bucket after the current one, and of the first one beyond the wheel. */
  private end = 0;
  private limit = BUCKETS_MIN - 1;
  /** Events in buckets other than the current one. */
  private linked = 0;
  private readonly crowd = new EventHeap();
  private readonly far = new EventHeap();
  private pops = 0;
  private empty = 0;
  private reviewed = 0;
  /** Number of the bucket up to which rows have been read ahead, and where that was in each list. */
  private fetched = 0;
  private readonly cursors = new Int32Array(FETCHED);

  constructor(capacity = 128, width = 1 / 4096) {
    this.doubles = new Float64Array(capacity << ROW_BITS);
    this.ints = new Int32Array(this.doubles.buffer);
    this.width = width;
    this.inverse = 1 / width;
  }

  /** Adds an event. `time` must not be before the last popped one; `item` must not be pending. */
  push(time: number, rank: number, item: number, address: number): void {
    const at = item << ROW_BITS;
    if (at >= this.doubles.length) this.grow(item);
    this.doubles[at + TIME] = time;
    this.doubles[at + RANK] = rank;
    this.ints[2 * at + ADDRESS] = address;
    this.place(item);
  }

  /** Links the event that is written in the item's row. */
  private place(item: number): void {
    const { doubles, ints } = this;
    const at = item << ROW_BITS;
    const time = doubles[at + TIME];
    const bucket = time * this.inverse;
    if (bucket >= this.end && bucket < this.limit) {
      const { buckets } = this;
      const slot = bucket & this.mask;
      ints[2 * at + NEXT] = buckets[slot];
      buckets[slot] = item;
      this.linked++;
    } else if (bucket < this.end) {
      this.insert(item);
    } else {
      this.far.push(time, doubles[at + RANK], item);
    }
  }

  /** Time of the earliest event, Infinity when there is none. */
  headTime(): number {
    const { head } = this;
    return head >= 0 ? this.doubles[head << ROW_BITS] : this.refill();
  }

  /** Rank of the earliest event; call {@link headTime} first and only while it is finite. */
  headRank(): number {
    const { head } = this;
    return head >= 0 ? this.doubles[(head << ROW_BITS) + RANK] : this.crowd.headRank();
  }

  /** Removes and returns the earliest item; call {@link headTime} first and only while it is finite. */
  pop(): number {
    const { head } = this;
    if (head < 0) return this.crowd.pop();
    this.head = this.ints[(head << (ROW_BITS + 1)) + NEXT];
    return head;
  }

  /** Where the event of an item that was just popped fires. */
  addressOf(item: number): number {
    return this.ints[(item << (ROW_BITS + 1)) + ADDRESS];
  }

  /** Makes room for the row with this number, at least twice as much as there was. */
  private grow(row: number): void {
    this.doubles = widen(this.doubles, new Float64Array(Math.max((row + 1) << ROW_BITS, 2 * this.doubles.length)));
    this.ints = new Int32Array(this.doubles.buffer);
  }

  /** Sorts an event into the current bucket. */
  private insert(item: number): void {
    const { crowd } = this;
    const { doubles, ints } = this;
    const at = item << ROW_BITS;
    const time = doubles[at + TIME];
    const rank = doubles[at + RANK];
    if (crowd.size > 0) {
      crowd.push(time, rank, item);
      return;
    }
    let before = -1;
    let after = this.head;
    let steps = 0;
    while (after >= 0) {
      const other = after << ROW_BITS;
      const t = doubles[other];
      if (t > time || (t === time && doubles[other + RANK] > rank)) break;
      before = other;
      after = ints[2 * other + NEXT];
      steps++;
    }
    if (steps > WALK_MAX) {
      this.toCrowd(this.head);
      this.head = -1;
      crowd.push(time, rank, item);
      return;
    }
    ints[2 * at + NEXT] = after;
    if (before < 0) this.head = item;
    else ints[2 * before + NEXT] = item;
  }

  /** Moves a list to the heap that stands in for a long one; returns its length. */
  private toCrowd(first: number): number {
    const { crowd } = this;
    const { doubles, ints } = this;
    let length = 0;
    for (let item = first; item >= 0; length++) {
      const at = item << ROW_BITS;
      crowd.push(doubles[at], doubles[at + RANK], item);
      item = ints[2 * at + NEXT];
    }
    return length;
  }

  /** The current list is empty: goes on to the next bucket that holds an event. Returns the time of the first one. */
  private refill(): number {
    const { crowd, far } = this;
    if (crowd.size > 0) return crowd.headTime();
    if (this.linked === 0 && (far.size === 0 || far.headTime() === Infinity)) return Infinity;
    if (this.pops >= REVIEW_EVERY || this.empty >= EMPTY_MAX) this.review();
    const { buckets, mask } = this;
    const { doubles, ints } = this;
    if (this.linked === 0) {
      if (far.headTime() * this.inverse >= NUMBERED) {
        this.rebuild(far.headTime() * NARROWEST, mask + 1);
        return this.refill();
      }
      this.moveTo(Math.floor(far.headTime() * this.inverse));
    } else {
      if (this.linked > MANY && this.end > this.fetched) this.fetch();
      let slot = this.end & mask;
      let steps = 1;
      while (buckets[slot] < 0) {
        slot = (slot + 1) & mask;
        steps++;
      }
      this.empty += steps - 1;
      this.end += steps;
      this.limit += steps;
    }
    // The wheel has turned: what waited beyond it and now fits comes in.
    while (far.size > 0 && far.headTime() * this.inverse < this.limit) this.place(far.pop());
    const slot = (this.end - 1) & mask;
    const first = buckets[slot];
    if (first >= 0) {
      buckets[slot] = -1;
      if (ints[2 * (first << ROW_BITS) + NEXT] < 0) {
        this.head = first;
        this.linked--;
        this.pops++;
      } else {
        const length = this.sort(first);
        this.linked -= length;
        this.pops += length;
      }
    }
    return this.head >= 0 ? doubles[this.head << ROW_BITS] : crowd.headTime();
  }

  /**
   * Reads the rows of the next buckets, so that they are in the cache when they are needed one by one: the first ones of all
   * lists, then the second ones, since those of one list cannot be read at once.
   */
  private fetch(): void {
    const { buckets, mask, ints, cursors } = this;
    this.fetched = this.end + (FETCHED - 1);
    for (let i = 0; i < FETCHED; i++) cursors[i] = buckets[(this.end + i) & mask];
    for (let round = 0; round < ROUNDS; round++) {
      for (let i = 0; i < FETCHED; i++) {
        const item = cursors[i];
        if (item >= 0) cursors[i] = ints[2 * (item << ROW_BITS) + NEXT];
      }
    }
  }

  /** Makes a bucket's list the current one, in order; returns its length. */
  private sort(first: number): number {
    const { doubles, ints } = this;
    let head = -1;
    let length = 0;
    let item = first;
    while (item >= 0 && length < WALK_MAX) {
      const at = item << ROW_BITS;
      const following = ints[2 * at + NEXT];
      const time = doubles[at + TIME];
      let before = -1;
      let after = head;
      while (after >= 0) {
        const other = after << ROW_BITS;
        const t = doubles[other];
        if (t > time || (t === time && doubles[other + RANK] > doubles[at + RANK])) break;
        before = other;
        after = ints[2 * other + NEXT];
      }
      ints[2 * at + NEXT] = after;
      if (before < 0) head = item;
      else ints[2 * before + NEXT] = item;
      item = following;
      length++;
    }
    if (item < 0) this.head = head;
    else length = this.toCrowd(head) + this.toCrowd(item);
    return length;
  }

  /** The bucket with this absolute number becomes the current one. */
  private moveTo(bucket: number): void {
    this.end = bucket + 1;
    this.limit = bucket + this.mask + 1;
    this.fetched = 0;
  }

  /** Fits width and number of the buckets to what has been seen since the last review, with hysteresis. */
  private review(): void {
    const now = this.end * this.width;
    const elapsed = now - this.reviewed;
    const wanted = (PER_BUCKET * elapsed) / Math.max(1, this.pops);
    this.pops = 0;
    this.empty = 0;
    this.reviewed = now;
    if (!(elapsed > 0)) return;
    const have = this.mask + 1;
    const least = (SPAN * (this.linked + this.far.size)) / PER_BUCKET;
    let count = BUCKETS_MIN;
    while (count < least && count < BUCKETS_MAX) count *= 2;
    if (this.width < wanted * 2 && this.width > wanted / 2 && count <= have && count * 8 >= have) return;
    this.rebuild(Math.max(wanted, now * NARROWEST, NARROWEST), Math.max(count, have / 4));
  }

  private rebuild(width: number, count: number): void {
    const { buckets, far } = this;
    const { ints } = this;
    const now = this.end * this.width;
    const items: number[] = [];
    for (let slot = 0; slot < buckets.length; slot++) {
      for (let item = buckets[slot]; item >= 0; item = ints[2 * (item << ROW_BITS) + NEXT]) items.push(item);
    }
    while (far.size > 0) items.push(far.pop());
    if (count !== buckets.length) this.buckets = new Int32Array(count);
    this.buckets.fill(-1);
    this.mask = count - 1;
    this.width = width;
    this.inverse = 1 / width;
    this.linked = 0;
    // One bucket back: rounding must not make the first of them the current one.
    this.moveTo(Math.floor(now * this.inverse) - 1);
    for (const item of items) this.place(item);
  }
}
