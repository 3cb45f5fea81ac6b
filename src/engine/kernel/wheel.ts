import { EventHeap } from "./heap.ts";

const BUCKETS = 1 << 15;
const MASK = BUCKETS - 1;
/** Pops between two looks at the density of events. */
const REVIEW_EVERY = 1 << 14;
/** Events a bucket should hold on average. */
const TARGET_PER_BUCKET = 4;

/**
 * The pending events, as a calendar wheel: time is cut into buckets of equal width, a bucket is a linked list, and only
 * the bucket the clock stands in is kept in order (a small heap). Push and pop cost a constant while the width fits the
 * density of events, so the width follows it; events beyond the wheel wait in an overflow heap.
 * Source: R. Brown, "Calendar queues" (CACM 1988); the ordered current bucket after the ladder queue (Tang et al., 2005).
 *
 * Items are small integers chosen by the caller; each may be pending once. Order is (time, rank), exactly.
 */
export class Wheel {
  size = 0;
  private readonly current = new EventHeap();
  private readonly far = new EventHeap();
  private readonly heads = new Int32Array(BUCKETS).fill(-1);
  private readonly occupied = new Int32Array(BUCKETS >> 5);
  private next: Int32Array;
  private times: Float64Array;
  private ranks: Float64Array;
  private width: number;
  private inverse: number;
  /** Absolute number of the bucket the clock stands in. */
  private cursor = -1;
  private inBuckets = 0;
  private pops = 0;
  private reviewTime = 0;
  private lastTime = 0;

  constructor(capacity = 1024, width = 1 / 4096) {
    this.next = new Int32Array(capacity);
    this.times = new Float64Array(capacity);
    this.ranks = new Float64Array(capacity);
    this.width = width;
    this.inverse = 1 / width;
  }

  /** Adds an event. `time` must not be before the last popped one; `item` must not be pending. */
  push(time: number, rank: number, item: number): void {
    this.size++;
    const bucket = Math.floor(time * this.inverse);
    if (bucket <= this.cursor) {
      this.current.push(time, rank, item);
    } else if (bucket < this.cursor + BUCKETS) {
      this.link(bucket, time, rank, item);
    } else {
      this.far.push(time, rank, item);
    }
  }

  /** Time of the earliest event, Infinity when there is none. */
  headTime(): number {
    return this.current.size > 0 || this.advance() ? this.current.headTime() : Infinity;
  }

  /** Rank of the earliest event; call {@link headTime} first and only while it is finite. */
  headRank(): number {
    return this.current.headRank();
  }

  /** Removes and returns the earliest item; call {@link headTime} first and only while it is finite. */
  pop(): number {
    this.lastTime = this.current.headTime();
    this.size--;
    const item = this.current.pop();
    if (++this.pops === REVIEW_EVERY) this.review();
    return item;
  }

  private link(bucket: number, time: number, rank: number, item: number): void {
    if (item >= this.next.length) this.grow(item);
    const slot = bucket & MASK;
    this.times[item] = time;
    this.ranks[item] = rank;
    this.next[item] = this.heads[slot] as number;
    this.heads[slot] = item;
    this.occupied[slot >> 5] = (this.occupied[slot >> 5] as number) | (1 << (slot & 31));
    this.inBuckets++;
  }

  /** Moves the clock to the next bucket that holds an event; false when there is none. */
  private advance(): boolean {
    if (this.size === 0) return false;
    if (this.inBuckets === 0) this.cursor = Math.floor(this.far.headTime() * this.inverse);
    else this.cursor = this.nextOccupied();
    // The window has moved: what the overflow holds for it comes in.
    const end = this.cursor + BUCKETS;
    while (this.far.size > 0) {
      const time = this.far.headTime();
      const bucket = Math.floor(time * this.inverse);
      if (bucket >= end) break;
      const rank = this.far.headRank();
      const item = this.far.pop();
      if (bucket <= this.cursor) this.current.push(time, rank, item);
      else this.link(bucket, time, rank, item);
    }
    const slot = this.cursor & MASK;
    let item = this.heads[slot] as number;
    if (item >= 0) {
      this.heads[slot] = -1;
      this.occupied[slot >> 5] = (this.occupied[slot >> 5] as number) & ~(1 << (slot & 31));
      do {
        const following = this.next[item] as number;
        this.current.push(this.times[item] as number, this.ranks[item] as number, item);
        this.inBuckets--;
        item = following;
      } while (item >= 0);
    }
    return true;
  }

  /** Absolute number of the first non-empty bucket after the cursor; at least one exists. */
  private nextOccupied(): number {
    const start = this.cursor + 1;
    let slot = start & MASK;
    let word = (this.occupied[slot >> 5] as number) & (-1 << (slot & 31));
    let base = slot & ~31;
    while (word === 0) {
      base = (base + 32) & MASK;
      word = this.occupied[base >> 5] as number;
    }
    slot = base + 31 - Math.clz32(word & -word);
    return start + ((slot - start) & MASK);
  }

  /** Fits the bucket width to the density seen since the last review, with hysteresis. */
  private review(): void {
    const elapsed = this.lastTime - this.reviewTime;
    this.pops = 0;
    this.reviewTime = this.lastTime;
    if (!(elapsed > 0)) return;
    const wanted = (TARGET_PER_BUCKET * elapsed) / REVIEW_EVERY;
    if (this.width < wanted * 4 && this.width > wanted / 4) return;
    // A width far below the clock's resolution would number the buckets beyond exact integers.
    const width = Math.max(wanted, this.lastTime * 1e-12, 1e-12);
    if (width === this.width) return;
    this.resize(width);
  }

  private resize(width: number): void {
    const pending: { time: number; rank: number; item: number }[] = [];
    while (this.current.size > 0) {
      const time = this.current.headTime();
      const rank = this.current.headRank();
      pending.push({ time, rank, item: this.current.pop() });
    }
    for (let slot = 0; slot < BUCKETS; slot++) {
      for (let item = this.heads[slot] as number; item >= 0; item = this.next[item] as number) {
        pending.push({ time: this.times[item] as number, rank: this.ranks[item] as number, item });
      }
      this.heads[slot] = -1;
    }
    this.occupied.fill(0);
    this.inBuckets = 0;
    this.width = width;
    this.inverse = 1 / width;
    this.cursor = Math.floor(this.lastTime * this.inverse);
    this.size -= pending.length;
    for (const event of pending) this.push(event.time, event.rank, event.item);
  }

  private grow(item: number): void {
    const capacity = Math.max(item + 1, this.next.length * 2);
    const next = new Int32Array(capacity);
    const times = new Float64Array(capacity);
    const ranks = new Float64Array(capacity);
    next.set(this.next);
    times.set(this.times);
    ranks.set(this.ranks);
    this.next = next;
    this.times = times;
    this.ranks = ranks;
  }
}
