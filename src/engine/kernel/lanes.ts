import { widen } from "./columns.ts";

/** Simultaneous events are ordered by class, then by the order in which they were scheduled. */
export const Class = { finish: 0, expiry: 1, timeout: 2, delivery: 3, arrival: 4 } as const;
export type EventClass = (typeof Class)[keyof typeof Class];

const CLASS_STEP = 281474976710656;

/** Hands out ranks: the tie-breaker (class, sequence) of simultaneous events, as one comparable number. */
export class Ranks {
  private sequence = 0;

  next(eventClass: EventClass): number {
    return eventClass * CLASS_STEP + this.sequence++;
  }
}

/** A table whose entries can be re-used: an entry's generation is raised when what referred to it must no longer fire. */
export interface Generations {
  readonly generation: Uint32Array;
}

/** Numbers an entry of a ring takes: time, rank, item, address, generation; padded to a power of two. */
const STRIDE = 8;
const RANK = 1;
const ITEM = 2;
const ADDRESS = 3;
const GENERATION = 4;

/**
 * One FIFO of events that all fire the same delay after they were scheduled, so that they need no sorting.
 * A ring of plain numbers; an entry carries the generation its subject had, and is dropped when that has moved on.
 */
class Lane {
  ring = new Float64Array(64 * STRIDE);
  mask = 63;
  head = 0;
  size = 0;

  constructor(
    readonly delays: readonly number[],
    readonly eventClass: EventClass,
    /** Whose generations cancel entries; null for events that always happen. */
    readonly subjects: Generations | null,
  ) {}

  headTime(): number {
    return this.size === 0 ? Infinity : (this.ring[this.head * STRIDE] as number);
  }

  headRank(): number {
    return this.ring[this.head * STRIDE + RANK] as number;
  }

  /** Makes room for another entry: drops dead ones, and doubles the ring if more than half are alive. */
  makeRoom(): void {
    const { subjects } = this;
    const old = this.mask + 1;
    const alive = new Float64Array(old * 2 * STRIDE);
    let count = 0;
    for (let k = 0; k < this.size; k++) {
      const from = ((this.head + k) & this.mask) * STRIDE;
      const item = (this.ring[from + ITEM] as number) | 0;
      if (subjects !== null && subjects.generation[item] !== this.ring[from + GENERATION]) continue;
      alive.set(this.ring.subarray(from, from + STRIDE), count++ * STRIDE);
    }
    const capacity = count * 2 > old ? old * 2 : old;
    this.ring = alive.slice(0, capacity * STRIDE);
    this.mask = capacity - 1;
    this.head = 0;
    this.size = count;
  }

  /** Drops what is cancelled from the front. */
  dropCancelled(): void {
    const { subjects, ring, mask } = this;
    if (subjects === null) return;
    while (this.size > 0) {
      const at = this.head * STRIDE;
      if (subjects.generation[(ring[at + ITEM] as number) | 0] === ring[at + GENERATION]) return;
      this.head = (this.head + 1) & mask;
      this.size--;
    }
  }
}

/**
 * All constant delays of a run: link latencies, log writes, timeouts, holds. One lane per (delays, class, subjects).
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
  lane(delays: readonly number[], eventClass: EventClass, subjects: Generations | null): number {
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
    const lane = this.lanes[index] as Lane;
    if (lane.size > lane.mask) {
      lane.makeRoom();
      this.noteHead(index, lane);
      this.findHead();
    }
    const { delays, subjects, ring } = lane;
    let time = now;
    for (let i = 0; i < delays.length; i++) time += delays[i] as number;
    const at = ((lane.head + lane.size) & lane.mask) * STRIDE;
    ring[at] = time;
    ring[at + RANK] = rank;
    ring[at + ITEM] = item;
    ring[at + ADDRESS] = address;
    if (subjects !== null) ring[at + GENERATION] = subjects.generation[item] as number;
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
    const lane = this.lanes[this.headLane] as Lane;
    const { ring, mask, subjects } = lane;
    const at = lane.head * STRIDE;
    let item = (ring[at + ITEM] as number) | 0;
    this.address = (ring[at + ADDRESS] as number) | 0;
    let head = (lane.head + 1) & mask;
    let size = lane.size - 1;
    if (subjects !== null) {
      const generationOf = subjects.generation;
      if (generationOf[item] !== ring[at + GENERATION]) item = -1;
      while (
        size > 0 &&
        generationOf[(ring[head * STRIDE + ITEM] as number) | 0] !== ring[head * STRIDE + GENERATION]
      ) {
        head = (head + 1) & mask;
        size--;
      }
    }
    lane.head = head;
    lane.size = size;
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
    this.times[index] = lane.headTime();
    this.ranks[index] = lane.headRank();
  }

  private findHead(): void {
    const { times, ranks } = this;
    let head = 0;
    let time = times[0] as number;
    for (let i = 1; i < times.length; i++) {
      const t = times[i] as number;
      if (t < time || (t === time && (ranks[i] as number) < (ranks[head] as number))) {
        time = t;
        head = i;
      }
    }
    this.headTime = time;
    this.headRank = ranks[head] as number;
    this.headLane = head;
  }
}
