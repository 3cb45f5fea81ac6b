import { EventHeap } from "./heap.ts";
import type { Rows } from "./rows.ts";

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

/**
 * More events than that are beyond the caches. Then longer lists cost less than the misses of more buckets, and the rows of
 * so many buckets are read at once, so many of each.
 */
const MANY = 1 << 17;
const PER_BUCKET_OF_MANY = 16;
const FETCHED = 16;
const ROUNDS = 32;

/**
 * The pending events, as a calendar wheel: time is cut into buckets of equal width, a bucket is a linked list, and only
 * the list of the bucket the clock stands in is kept in order. Push and pop cost a constant while the width fits the
 * density of events and the number of buckets their number, so both follow; events beyond the wheel wait in a heap.
 * Source: R. Brown, "Calendar queues" (CACM 1988); the ordered current bucket after the ladder queue (Tang et al., 2005).
 *
 * Items are rows of a table, in which their pending events stand; each may be pending once. Order is (time, rank), exactly.
 */
export class Wheel {
  /** The earliest event: first of the list of the current bucket, -1 when that is empty or a heap. */
  private head = -1;
  private readonly time;
  private readonly rank;
  /** The following item of its list. */
  private readonly next;
  /** Where it fires. */
  private readonly address;
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
  private readonly gathered = new Int32Array(FETCHED * ROUNDS);
  private perBucket = PER_BUCKET;

  /** @param soon told in a list which items have their turn soon, to read what else they need; it may write over that list */
  constructor(
    rows: Rows,
    private readonly soon: (items: Int32Array, count: number) => void = () => {},
    width = 1 / 4096,
  ) {
    this.time = rows.reals();
    this.rank = rows.reals();
    this.next = rows.integers();
    this.address = rows.integers();
    this.width = width;
    this.inverse = 1 / width;
  }

  /** Adds an event. `time` must not be before the last popped one; `item` must not be pending. */
  push(time: number, rank: number, item: number, address: number): void {
    this.time.set(item, time);
    this.rank.set(item, rank);
    this.address.data[item] = address;
    this.place(item);
  }

  /** Links the event that is written in the item's row. */
  private place(item: number): void {
    const time = this.time.of(item);
    const bucket = time * this.inverse;
    if (bucket >= this.end && bucket < this.limit) {
      const { buckets } = this;
      const slot = bucket & this.mask;
      this.next.data[item] = buckets[slot];
      buckets[slot] = item;
      this.linked++;
    } else if (bucket < this.end) {
      this.insert(item);
    } else {
      this.far.push(time, this.rank.of(item), item);
    }
  }

  /** Time of the earliest event, Infinity when there is none. */
  headTime(): number {
    const { head } = this;
    return head >= 0 ? this.time.of(head) : this.refill();
  }

  /** Rank of the earliest event; call {@link headTime} first and only while it is finite. */
  headRank(): number {
    const { head } = this;
    return head >= 0 ? this.rank.of(head) : this.crowd.headRank();
  }

  /** Removes and returns the earliest item; call {@link headTime} first and only while it is finite. */
  pop(): number {
    const { head } = this;
    if (head < 0) return this.crowd.pop();
    this.head = this.next.data[head];
    return head;
  }

  /** Where the event of an item that was just popped fires. */
  addressOf(item: number): number {
    return this.address.data[item];
  }

  /** Sorts an event into the current bucket. */
  private insert(item: number): void {
    const { crowd, next } = this;
    const time = this.time.of(item);
    const rank = this.rank.of(item);
    if (crowd.size > 0) {
      crowd.push(time, rank, item);
      return;
    }
    let before = -1;
    let after = this.head;
    let steps = 0;
    while (after >= 0) {
      const t = this.time.of(after);
      if (t > time || (t === time && this.rank.of(after) > rank)) break;
      before = after;
      after = next.data[after];
      steps++;
    }
    if (steps > WALK_MAX) {
      this.toCrowd(this.head);
      this.head = -1;
      crowd.push(time, rank, item);
      return;
    }
    next.data[item] = after;
    if (before < 0) this.head = item;
    else next.data[before] = item;
  }

  /** Moves a list to the heap that stands in for a long one; returns its length. */
  private toCrowd(first: number): number {
    const { crowd } = this;
    let length = 0;
    for (let item = first; item >= 0; length++) {
      crowd.push(this.time.of(item), this.rank.of(item), item);
      item = this.next.data[item];
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
      if (this.next.data[first] < 0) {
        this.head = first;
        this.linked--;
        this.pops++;
      } else {
        const length = this.sort(first);
        this.linked -= length;
        this.pops += length;
      }
    }
    return this.head >= 0 ? this.time.of(this.head) : crowd.headTime();
  }

  /** Reads the rows of the next buckets, so that they are in the cache when they are needed one by one. */
  private fetch(): void {
    this.fetched = this.end + (FETCHED - 1);
    this.stand(this.buckets, this.end);
    this.soon(this.gathered, this.gather());
  }

  /** Stands before the lists of so many buckets, from this one on. */
  private stand(buckets: Int32Array, from: number): void {
    for (let i = 0; i < FETCHED; i++) this.cursors[i] = buckets[(from + i) & (buckets.length - 1)];
  }

  /**
   * Gathers what is in these lists: the first items of all of them, then the second ones, since those of one list cannot be
   * read at once. Returns how many there are, 0 at the end; to be asked again for what is left of long lists.
   */
  private gather(): number {
    const { cursors, gathered } = this;
    const next = this.next.data;
    let count = 0;
    for (let round = 0; round < ROUNDS; round++) {
      for (let i = 0; i < FETCHED; i++) {
        const item = cursors[i];
        if (item < 0) continue;
        cursors[i] = next[item];
        gathered[count++] = item;
      }
    }
    return count;
  }

  /** Makes a bucket's list the current one, in order; returns its length. */
  private sort(first: number): number {
    const { time: times, rank: ranks } = this;
    const next = this.next.data;
    let head = -1;
    let length = 0;
    let item = first;
    while (item >= 0 && length < WALK_MAX) {
      const following = next[item];
      const time = times.of(item);
      let before = -1;
      let after = head;
      while (after >= 0) {
        const t = times.of(after);
        if (t > time || (t === time && ranks.of(after) > ranks.of(item))) break;
        before = after;
        after = next[after];
      }
      next[item] = after;
      if (before < 0) head = item;
      else next[before] = item;
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
    if (this.linked > MANY) this.perBucket = PER_BUCKET_OF_MANY;
    else if (this.linked < MANY / 4) this.perBucket = PER_BUCKET;
    const wanted = (this.perBucket * elapsed) / Math.max(1, this.pops);
    this.pops = 0;
    this.empty = 0;
    this.reviewed = now;
    if (!(elapsed > 0)) return;
    const have = this.mask + 1;
    const least = (SPAN * (this.linked + this.far.size)) / this.perBucket;
    let count = BUCKETS_MIN;
    while (count < least && count < BUCKETS_MAX) count *= 2;
    if (this.width < wanted * 2 && this.width > wanted / 2 && count <= have && count * 8 >= have) return;
    this.rebuild(Math.max(wanted, now * NARROWEST, NARROWEST), Math.max(count, have / 4));
  }

  private rebuild(width: number, count: number): void {
    const { buckets, far, gathered } = this;
    const now = this.end * this.width;
    const beyond: number[] = [];
    while (far.size > 0) beyond.push(far.pop());
    this.buckets = new Int32Array(count).fill(-1);
    this.mask = count - 1;
    this.width = width;
    this.inverse = 1 / width;
    this.linked = 0;
    // One bucket back: rounding must not make the first of them the current one.
    this.moveTo(Math.floor(now * this.inverse) - 1);
    for (const item of beyond) this.place(item);
    for (let slot = 0; slot < buckets.length; slot += FETCHED) {
      this.stand(buckets, slot);
      for (let some = this.gather(); some > 0; some = this.gather()) {
        for (let n = 0; n < some; n++) this.place(gathered[n]);
      }
    }
  }
}
