/**
 * A 4-ary heap of events, ordered by (time, rank). Typed arrays, no allocation but for growth.
 * Serves as the calendar wheel's current bucket and overflow, and is the plain event list the wheel is measured against.
 */
export class EventHeap {
  size = 0;
  private times: Float64Array;
  private ranks: Float64Array;
  private items: Int32Array;

  constructor(capacity = 64) {
    this.times = new Float64Array(capacity);
    this.ranks = new Float64Array(capacity);
    this.items = new Int32Array(capacity);
  }

  /** Time of the earliest event; undefined behaviour when empty. */
  headTime(): number {
    return this.times[0] as number;
  }

  /** Rank of the earliest event; undefined behaviour when empty. */
  headRank(): number {
    return this.ranks[0] as number;
  }

  push(time: number, rank: number, item: number): void {
    if (this.size === this.items.length) this.grow();
    const { times, ranks, items } = this;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const t = times[parent] as number;
      if (t < time || (t === time && (ranks[parent] as number) < rank)) break;
      times[i] = t;
      ranks[i] = ranks[parent] as number;
      items[i] = items[parent] as number;
      i = parent;
    }
    times[i] = time;
    ranks[i] = rank;
    items[i] = item;
  }

  /** Removes and returns the item of the earliest event; undefined behaviour when empty. */
  pop(): number {
    const { times, ranks, items } = this;
    const top = items[0] as number;
    const n = --this.size;
    if (n > 0) {
      const time = times[n] as number;
      const rank = ranks[n] as number;
      const item = items[n] as number;
      let i = 0;
      for (;;) {
        const first = (i << 2) + 1;
        if (first >= n) break;
        let least = first;
        let lt = times[first] as number;
        let lr = ranks[first] as number;
        const end = first + 4 < n ? first + 4 : n;
        for (let j = first + 1; j < end; j++) {
          const t = times[j] as number;
          if (t < lt || (t === lt && (ranks[j] as number) < lr)) {
            least = j;
            lt = t;
            lr = ranks[j] as number;
          }
        }
        if (lt > time || (lt === time && lr > rank)) break;
        times[i] = lt;
        ranks[i] = lr;
        items[i] = items[least] as number;
        i = least;
      }
      times[i] = time;
      ranks[i] = rank;
      items[i] = item;
    }
    return top;
  }

  private grow(): void {
    const capacity = this.items.length * 2;
    const times = new Float64Array(capacity);
    const ranks = new Float64Array(capacity);
    const items = new Int32Array(capacity);
    times.set(this.times);
    ranks.set(this.ranks);
    items.set(this.items);
    this.times = times;
    this.ranks = ranks;
    this.items = items;
  }
}
