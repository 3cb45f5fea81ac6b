import { Calls } from "./calls.ts";
import { type EventClass, type Generations, Lanes, Ranks } from "./lanes.ts";
import { Wheel } from "./wheel.ts";

/** Low bits of an address: which of a part's events fires. The bits above are the part's number. */
const EVENT_BITS = 4;
export const EVENTS_PER_PART = 1 << EVENT_BITS;
export const PARTS_MAX = 1 << (16 - EVENT_BITS);

/** Packs a part's number and one of its events into an address. */
export function addressOf(part: number, event: number): number {
  return (part << EVENT_BITS) | event;
}

/** Something that can be told that an event of its own has come. */
export interface Listener {
  /** @param event the event's number within the part @param item the call or order that it is about */
  fire(event: number, item: number): void;
}

/** The clock and all that is going to happen. */
export class Scheduler {
  now = 0;
  /** Events fired so far. */
  events = 0;
  readonly calls = new Calls();
  readonly lanes = new Lanes();
  private readonly wheel = new Wheel();
  private readonly ranks = new Ranks();

  /** Fires `address` for `call` after `delay` seconds. For delays that differ from call to call. */
  after(delay: number, eventClass: EventClass, call: number, address: number): void {
    this.calls.address[call] = address;
    this.wheel.push(this.now + delay, this.ranks.next(eventClass), call);
  }

  /** The lane for a constant delay, see {@link Lanes.lane}. */
  lane(delays: readonly number[], eventClass: EventClass, subjects: Generations | null = null): Timer {
    return new Timer(this, delays, eventClass, this.lanes.lane(delays, eventClass, subjects));
  }

  /** Time of the next event, Infinity when nothing is pending. */
  nextTime(): number {
    const w = this.wheel.headTime();
    return w < this.lanes.headTime ? w : this.lanes.headTime;
  }

  /** Fires the next event, which must exist and be at `time`; one that was cancelled goes by without moving the clock. */
  fireNext(time: number, parts: readonly Listener[]): void {
    const { lanes, wheel } = this;
    let address: number;
    let item: number;
    if (lanes.headTime === time && (wheel.headTime() > time || wheel.headRank() > lanes.headRank)) {
      item = lanes.pop();
      if (item < 0) return;
      address = lanes.address;
    } else {
      item = wheel.pop();
      address = this.calls.address[item] as number;
    }
    this.now = time;
    this.events++;
    (parts[address >>> EVENT_BITS] as Listener).fire(address & (EVENTS_PER_PART - 1), item);
  }

  /** Used by {@link Timer}. */
  enter(lane: number, eventClass: EventClass, item: number, address: number): number {
    return this.lanes.push(lane, this.now, this.ranks.next(eventClass), item, address);
  }
}

/** A constant delay: everything that starts it fires equally later. */
export class Timer {
  /** Whether it takes no time, so that the caller may act at once instead. */
  readonly immediate: boolean;
  /** In seconds. */
  readonly delay: number;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly delays: readonly number[],
    private readonly eventClass: EventClass,
    private readonly lane: number,
  ) {
    this.delay = delays.reduce((sum, d) => sum + d, 0);
    this.immediate = this.delay === 0;
  }

  /** Fires `address` for `item` after the delay; returns that instant. */
  start(item: number, address: number): number {
    return this.scheduler.enter(this.lane, this.eventClass, item, address);
  }

  /** The instant it would fire if it were started now. */
  due(): number {
    let time = this.scheduler.now;
    for (let i = 0; i < this.delays.length; i++) time += this.delays[i] as number;
    return time;
  }
}
