/** Simultaneous events are ordered by class, then by the order in which they were scheduled. */
export const Class = { finish: 0, expiry: 1, timeout: 2, delivery: 3, arrival: 4 } as const;
export type EventClass = (typeof Class)[keyof typeof Class];

const CLASS_STEP = 2 ** 48;

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

/**
 * One FIFO of events that all fire the same delay after they were scheduled, so that they need no sorting.
 * A ring of plain numbers; an entry carries the generation its subject had, and is dropped when that has moved on.
 */
class Lane {
  times: Float64Array;
  ranks: Float64Array;
  items: Int32Array;
  generations: Uint32Array;
  addresses: Uint16Array;
  head = 0;
  size = 0;

  constructor(
    readonly delays: readonly number[],
    readonly eventClass: EventClass,
    /** Whose generations cancel entries; null for events that always happen. */
    readonly subjects: Generations | null,
  ) {
    this.times = new Float64Array(64);
    this.ranks = new Float64Array(64);
    this.items = new Int32Array(64);
    this.generations = new Uint32Array(64);
    this.addresses = new Uint16Array(64);
  }

  /** Doubles the ring, after dropping what `stale` says is dead; doubles only if more than half is alive. */
  makeRoom(): void {
    const old = this.items.length;
    const mask = old - 1;
    let alive = 0;
    if (this.subjects !== null) {
      const generationOf = this.subjects.generation;
      for (let k = 0; k < this.size; k++) {
        const from = (this.head + k) & mask;
        if (generationOf[this.items[from] as number] !== this.generations[from]) continue;
        const to = (this.head + alive++) & mask;
        this.times[to] = this.times[from] as number;
        this.ranks[to] = this.ranks[from] as number;
        this.items[to] = this.items[from] as number;
        this.generations[to] = this.generations[from] as number;
        this.addresses[to] = this.addresses[from] as number;
      }
      this.size = alive;
      if (alive * 2 <= old) return;
    }
    const times = new Float64Array(old * 2);
    const ranks = new Float64Array(old * 2);
    const items = new Int32Array(old * 2);
    const generations = new Uint32Array(old * 2);
    const addresses = new Uint16Array(old * 2);
    for (let k = 0; k < this.size; k++) {
      const from = (this.head + k) & mask;
      times[k] = this.times[from] as number;
      ranks[k] = this.ranks[from] as number;
      items[k] = this.items[from] as number;
      generations[k] = this.generations[from] as number;
      addresses[k] = this.addresses[from] as number;
    }
    this.times = times;
    this.ranks = ranks;
    this.items = items;
    this.generations = generations;
    this.addresses = addresses;
    this.head = 0;
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
  private headLane = -1;
  private readonly lanes: Lane[] = [];

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
    return known >= 0 ? known : this.lanes.push(new Lane(positive, eventClass, subjects)) - 1;
  }

  /** Schedules `item` on a lane at `now` plus the lane's delays; returns that instant. */
  push(index: number, now: number, rank: number, item: number, address: number): number {
    const lane = this.lanes[index] as Lane;
    if (lane.size === lane.items.length) {
      lane.makeRoom();
      if (index === this.headLane) this.findHead();
    }
    const delays = lane.delays;
    let time = now;
    for (let i = 0; i < delays.length; i++) time += delays[i] as number;
    const at = (lane.head + lane.size++) & (lane.items.length - 1);
    lane.times[at] = time;
    lane.ranks[at] = rank;
    lane.items[at] = item;
    lane.addresses[at] = address;
    if (lane.subjects !== null) lane.generations[at] = lane.subjects.generation[item] as number;
    if (lane.size === 1 && (time < this.headTime || (time === this.headTime && rank < this.headRank))) {
      this.headTime = time;
      this.headRank = rank;
      this.headLane = index;
    }
    return time;
  }

  /** Removes the earliest entry and leaves its address in {@link address}. Returns -1 if its subject has moved on. */
  pop(): number {
    const lane = this.lanes[this.headLane] as Lane;
    const at = lane.head;
    const mask = lane.items.length - 1;
    const item = lane.items[at] as number;
    this.address = lane.addresses[at] as number;
    lane.head = (at + 1) & mask;
    lane.size--;
    let stale = false;
    if (lane.subjects !== null) {
      const generationOf = lane.subjects.generation;
      stale = generationOf[item] !== lane.generations[at];
      while (lane.size > 0 && generationOf[lane.items[lane.head] as number] !== lane.generations[lane.head]) {
        lane.head = (lane.head + 1) & mask;
        lane.size--;
      }
    }
    this.findHead();
    return stale ? -1 : item;
  }

  private findHead(): void {
    let time = Infinity;
    let rank = Infinity;
    let head = -1;
    const lanes = this.lanes;
    for (let i = 0; i < lanes.length; i++) {
      const lane = lanes[i] as Lane;
      if (lane.size === 0) continue;
      const t = lane.times[lane.head] as number;
      if (t > time) continue;
      const r = lane.ranks[lane.head] as number;
      if (t === time && r > rank) continue;
      time = t;
      rank = r;
      head = i;
    }
    this.headTime = time;
    this.headRank = rank;
    this.headLane = head;
  }
}
