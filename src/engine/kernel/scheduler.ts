import { Calls } from "./calls.ts";
import { type EventClass, type Generations, Lanes, Ranks } from "./lanes.ts";
import { Wheel } from "./wheel.ts";

/** Low bits of an address: which of a part's events fires. The bits above are the part's number. */
const EVENT_BITS = 4;
export const PARTS_MAX = 1 << (16 - EVENT_BITS);

/** Packs a part's number and one of its events into an address. */
export function addressOf(part: number, event: number): number {
  return (part << EVENT_BITS) | event;
}

/** What happens when an event has come. @param item the call or order that it is about */
export type Handler = (item: number) => void;

/** The clock and all that is going to happen. */
export class Scheduler {
  now = 0;
  /** Events fired so far. */
  events = 0;
  readonly calls = new Calls();
  readonly lanes = new Lanes();
  /** By address. Plain functions in one array: the cheapest dispatch there is. */
  private readonly handlers: Handler[] = [];
  private readonly wheel = new Wheel();
  private readonly ranks = new Ranks();

  /** From now on the events of a part are handled by these, by number. */
  handle(part: number, handlers: readonly Handler[]): void {
    handlers.forEach((handler, event) => {
      this.handlers[addressOf(part, event)] = handler;
    });
  }

  /** Fires `address` for `call` after `delay` seconds. For delays that differ from call to call. */
  after(delay: number, eventClass: EventClass, call: number, address: number): void {
    this.calls.address[call] = address;
    this.wheel.push(this.now + delay, this.ranks.next(eventClass), call);
  }

  /** The lane for a constant delay, see {@link Lanes.lane}. */
  lane(delays: readonly number[], eventClass: EventClass, subjects: Generations | null = null): Timer {
    return new Timer(this, delays, eventClass, this.lanes.lane(delays, eventClass, subjects));
  }

  /** Time of the next event that will fire, Infinity when there is none. */
  nextTime(): number {
    this.lanes.dropCancelled();
    const w = this.wheel.headTime();
    return w < this.lanes.headTime ? w : this.lanes.headTime;
  }

  /** Fires the events up to and at `until`, but stops when {@link events} reaches `last`. Returns whether all were fired. */
  run(until: number, last: number): boolean {
    const { lanes, wheel, handlers, calls } = this;
    while (this.events < last) {
      const waiting = wheel.headTime();
      const flying = lanes.headTime;
      if (flying < waiting || (flying === waiting && flying < Infinity && lanes.headRank < wheel.headRank())) {
        if (flying > until) return true;
        const item = lanes.pop();
        // Cancelled: it goes by without moving the clock.
        if (item < 0) continue;
        this.now = flying;
        this.events++;
        (handlers[lanes.address] as Handler)(item);
      } else {
        if (waiting > until || waiting === Infinity) return true;
        const item = wheel.pop();
        this.now = waiting;
        this.events++;
        (handlers[calls.address[item] as number] as Handler)(item);
      }
    }
    return false;
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
