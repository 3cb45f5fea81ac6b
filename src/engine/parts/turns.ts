/**
 * The updates of one item's count take turns: each is the last part of its operation, and waits for those before it. So
 * an item takes at most 1 / duration updates a second for each of its shards.
 */
export class Turns {
  /** When the last turn given ends, by item and shard, in seconds. */
  private readonly ends: Float64Array;

  /** @param duration of one update, in seconds */
  constructor(
    items: number,
    private readonly shards: number,
    private readonly duration: number,
  ) {
    this.ends = new Float64Array(items * shards);
  }

  /**
   * Takes the next turn of an item, in the shard of the order with this number, for an operation that would end at `now`;
   * returns when it does end.
   */
  take(item: number, number: number, now: number): number {
    if (this.duration === 0) return now;
    const at = item * this.shards + (this.shards === 1 ? 0 : (number >>> 0) % this.shards);
    const end = Math.max(now - this.duration, this.ends[at] as number) + this.duration;
    this.ends[at] = end;
    return end;
  }
}
