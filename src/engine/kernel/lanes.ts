import { widen } from "./columns.ts";

/** Simultaneous events are ordered by class, then by the order in which they were scheduled. */
export const Class = { finish: 0, expiry: 1, timeout: 2, delivery: 3, arrival: 4 } as const;
export type EventClass = (typeof Class)[keyof typeof Class];

/** A table whose entries can be re-used: an entry's generation is raised when what referred to it must no longer fire. */
export interface Generations {
  readonly generation: Int32Array;
}

/** So many generations are read at once: with very many subjects each is a cache miss, and one by one each is waited for. */
const CHUNK = 64;
const present = new Int32Array(CHUNK);

/**
 * One FIFO of events that all fire the same delay after they were scheduled, so that they need no sorting.
 * An entry carries the generation its subject had, and is dropped when that has moved on.
 */
class Lane {
  times = new Float64Array(64);
  ranks = new Float64Array(64);
  items = new Int32Array(64);
  addresses = new Int32Array(64);
  generations = new Int32Array(64);
  mask = 63;
  head = 0;
  size = 0;

  constructor(
    readonly delays: readonly number[],
    readonly eventClass: EventClass,
    readonly subjects: Generations,
  ) {}

  isDead(at: number): boolean {
    return this.subjects.generation[this.items[at]] !== this.generations[at];
  }

  /** Makes room for another entry: drops dead ones, and doubles the ring if more than a quarter are alive. */
  makeRoom(): void {
    const { mask, head, size } = this;
    let alive = 0;
    for (let k = 0; k < size; k++) {
      const from = (head + k) & mask;
      if (k % CHUNK === 0) this.read(from);
      if (present[k % CHUNK] !== this.generations[from]) continue;
      const to = (head + alive++) & mask;
      this.times[to] = this.times[from];
      this.ranks[to] = this.ranks[from];
      this.items[to] = this.items[from];
      this.addresses[to] = this.addresses[from];
      this.generations[to] = this.generations[from];
    }
    this.size = alive;
    const capacity = mask + 1;
    if (alive * 4 <= capacity) return;
    // The part that has wrapped around goes behind the rest.
    this.times = unwrapped(this.times, head, new Float64Array(2 * capacity));
    this.ranks = unwrapped(this.ranks, head, new Float64Array(2 * capacity));
    this.items = unwrapped(this.items, head, new Int32Array(2 * capacity));
    this.addresses = unwrapped(this.addresses, head, new Int32Array(2 * capacity));
    this.generations = unwrapped(this.generations, head, new Int32Array(2 * capacity));
    this.head = 0;
    this.mask = 2 * capacity - 1;
  }

  /** Drops what is cancelled from the front. */
  dropCancelled(): void {
    const { mask } = this;
    while (this.size > 0 && this.isDead(this.head)) {
      // Where so many are to be dropped, they are read at once as well.
      let dead = 1;
      if (this.head % CHUNK === 0 && this.size > CHUNK) {
        this.read(this.head);
        while (dead < CHUNK && present[dead] !== this.generations[this.head + dead]) dead++;
      }
      this.head = (this.head + dead) & mask;
      this.size -= dead;
    }
  }

  /** Reads the present generations of the subjects of so many entries. */
  private read(from: number): void {
    const { items, mask } = this;
    const { generation } = this.subjects;
    for (let i = 0; i < CHUNK; i++) present[i] = generation[items[(from + i) & mask]];
  }
}

function unwrapped<T extends Float64Array | Int32Array>(from: T, head: number, to: T): T {
  to.set(from.subarray(head) as never);
  to.set(from.subarray(0, head) as never, from.length - head);
  return to;
}

/**
 * The constant delays that are usually cancelled: timeouts, holds. One lane per (delays, class, subjects).
 * Cancelling is lazy: raise the subject's generation, and the entry is skipped when it comes up.
 */
export class Lanes {
  /** Time of the earliest entry, Infinity when there is none. */
  headTime = Infinity;
  headRank = Infinity;
  /** Address of the entry that {@link pop} returned last. */
  address = 0;
  private headLane = 0;
  private readonly lanes: Lane[] = [];
  /** Time and rank of each lane's first entry, side by side, so that the earliest is found without opening any lane. */
  private times = new Float64Array(0);
  private ranks = new Float64Array(0);

  /**
   * The lane for events that fire `delays` (seconds, added one after the other, so that merging several waits into one
   * event gives the same instant to the last bit) after they are pushed.
   */
  lane(delays: readonly number[], eventClass: EventClass, subjects: Generations): number {
    const positive = delays.filter((d) => d > 0);
    const known = this.lanes.findIndex(
      (lane) =>
        lane.eventClass === eventClass &&
        lane.subjects === subjects &&
        lane.delays.length === positive.length &&
        lane.delays.every((d, i) => d === positive[i]),
    );
    if (known >= 0) return known;
    this.lanes.push(new Lane(positive, eventClass, subjects));
    this.times = widen(this.times, new Float64Array(this.lanes.length).fill(Infinity));
    this.ranks = widen(this.ranks, new Float64Array(this.lanes.length));
    return this.lanes.length - 1;
  }

  /** Schedules `item` on a lane at `now` plus the lane's delays; returns that instant. */
  push(index: number, now: number, rank: number, item: number, address: number): number {
    const lane = this.lanes[index];
    if (lane.size > lane.mask) {
      lane.makeRoom();
      this.noteHead(index, lane);
      this.findHead();
    }
    const { delays } = lane;
    let time = now;
    for (let i = 0; i < delays.length; i++) time += delays[i];
    const at = (lane.head + lane.size) & lane.mask;
    lane.times[at] = time;
    lane.ranks[at] = rank;
    lane.items[at] = item;
    lane.addresses[at] = address;
    lane.generations[at] = lane.subjects.generation[item];
    if (lane.size++ === 0) {
      this.times[index] = time;
      this.ranks[index] = rank;
      if (time < this.headTime || (time === this.headTime && rank < this.headRank)) {
        this.headTime = time;
        this.headRank = rank;
        this.headLane = index;
      }
    }
    return time;
  }

  /** Removes the earliest entry and leaves its address in {@link address}. Returns -1 if its subject has moved on. */
  pop(): number {
    const lane = this.lanes[this.headLane];
    const at = lane.head;
    const item = lane.isDead(at) ? -1 : lane.items[at];
    this.address = lane.addresses[at];
    lane.head = (at + 1) & lane.mask;
    lane.size--;
    lane.dropCancelled();
    this.noteHead(this.headLane, lane);
    this.findHead();
    return item;
  }

  /** Drops what is cancelled from the front of every lane: {@link headTime} is then of an entry that will fire. */
  dropCancelled(): void {
    this.lanes.forEach((lane, index) => {
      lane.dropCancelled();
      this.noteHead(index, lane);
    });
    this.findHead();
  }

  private noteHead(index: number, lane: Lane): void {
    this.times[index] = lane.size === 0 ? Infinity : lane.times[lane.head];
    this.ranks[index] = lane.ranks[lane.head];
  }

  private findHead(): void {
    const { times, ranks } = this;
    if (times.length === 0) return;
    let head = 0;
    for (let i = 1; i < times.length; i++) {
      if (times[i] < times[head] || (times[i] === times[head] && ranks[i] < ranks[head])) head = i;
    }
    this.headTime = times[head];
    this.headRank = ranks[head];
    this.headLane = head;
  }
}
