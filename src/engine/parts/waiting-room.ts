import type { Rows } from "../kernel/rows.ts";

/** With more calls than that, whose rows are beyond the caches, so many rows are read at once before their turn comes. */
const MANY = 1 << 14;
const AHEAD = 1 << 5;

/** The calls that wait at a station, in a ring: unlike a chain of calls, it tells which ones have their turn soon. */
export class WaitingRoom {
  private ring = new Int32Array(AHEAD);
  private head = 0;
  private size = 0;

  constructor(private readonly calls: Rows) {}

  /** The call whose turn it is, -1 when none waits. */
  get first(): number {
    return this.size === 0 ? -1 : (this.ring[this.head] as number);
  }

  /** Waits behind all others. */
  push(call: number): void {
    if (this.size === this.ring.length) this.grow();
    this.ring[(this.head + this.size++) & (this.ring.length - 1)] = call;
  }

  /** Waits before all others. */
  unshift(call: number): void {
    if (this.size === this.ring.length) this.grow();
    this.head = (this.head - 1) & (this.ring.length - 1);
    this.ring[this.head] = call;
    this.size++;
  }

  /** Takes the first call out, -1 when none waits. */
  shift(): number {
    const { first, ring } = this;
    if (first < 0) return -1;
    this.size--;
    this.head = (this.head + 1) & (ring.length - 1);
    // A stretch that begins so is in one piece.
    if (this.size > MANY && this.head % AHEAD === 0) this.calls.fetch(ring, this.head, AHEAD);
    return first;
  }

  /** Takes all calls out. */
  clear(): number[] {
    const calls: number[] = [];
    while (this.size > 0) calls.push(this.shift());
    return calls;
  }

  private grow(): void {
    const { ring, head } = this;
    this.ring = new Int32Array(2 * ring.length);
    this.ring.set(ring.subarray(head));
    this.ring.set(ring.subarray(0, head), ring.length - head);
    this.head = 0;
  }
}
