import { Calls } from "./calls.ts";
import { type EventClass, type Generations, Lanes } from "./lanes.ts";
import { Wheel } from "./wheel.ts";

/** Low bits of an address: which of a part's events fires. The bits above are the part's number. */
const EVENT_BITS = 4;

/** A rank is the tie-breaker (class, sequence) of simultaneous events, as one comparable number: class times this, plus sequence. */
const CLASS_STEP = 281474976710656;

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
  readonly wheel: Wheel;
  /** Events scheduled so far. */
  sequence = 0;
  private until = Infinity;
  /** By address. Plain functions in one array: the cheapest dispatch there is. */
  private readonly handlers: Handler[] = [];

  /** @param soon told in a list which calls have their turn soon; it may write over that list */
  constructor(soon?: (calls: Int32Array, count: number) => void) {
    this.wheel = new Wheel(this.calls, soon);
  }

  /** From now on the events of a part are handled by these, by number. */
  handle(part: number, handlers: readonly Handler[]): void {
    handlers.forEach((handler, event) => {
      this.handlers[addressOf(part, event)] = handler;
    });
  }

  /** Fires `address` for `call` after `delay` seconds. For delays that differ from call to call. */
  after(delay: number, eventClass: EventClass, call: number, address: number): void {
    this.wheel.push(this.now + delay, eventClass * CLASS_STEP + this.sequence++, call, address);
  }

  /**
   * A constant delay; several are added one after the other.
   * @param subjects whose generations cancel what was started; null for what always happens, and then only to a call
   */
  lane(delays: readonly number[], eventClass: EventClass, subjects: Generations | null = null): Timer {
    return new Timer(this, delays, eventClass, subjects);
  }

  /** Time of the next event that will fire, Infinity when there is none. */
  nextTime(): number {
    this.lanes.dropCancelled();
    const w = this.wheel.headTime();
    return w < this.lanes.headTime ? w : this.lanes.headTime;
  }

  /**
   * Fires the events up to and at `until` (or what an event brings it forward to by {@link stopAt}), but stops when
   * {@link events} reaches `last`. Returns whether all were fired.
   */
  run(until: number, last: number): boolean {
    const { lanes, wheel, handlers } = this;
    this.until = until;
    while (this.events < last) {
      const time = wheel.headTime();
      if (lanes.headTime <= time && lanes.headTime < Infinity) {
        if (lanes.headTime < time || lanes.headRank < wheel.headRank()) {
          if (lanes.headTime > this.until) return true;
          this.fireLane();
          continue;
        }
      }
      if (time > this.until || time === Infinity) return true;
      const item = wheel.pop();
      this.now = time;
      this.events++;
      handlers[wheel.addressOf(item)](item);
    }
    return false;
  }

  /** From within an event: the present {@link run} fires nothing after `time`. */
  stopAt(time: number): void {
    if (time < this.until) this.until = time;
  }

  private fireLane(): void {
    const { lanes } = this;
    const time = lanes.headTime;
    const item = lanes.pop();
    // Cancelled: it goes by without moving the clock.
    if (item < 0) return;
    this.now = time;
    this.events++;
    this.handlers[lanes.address](item);
  }
}

/** A constant delay: everything that starts it fires equally later. */
export class Timer {
  /** Whether it takes no time, so that the caller may act at once instead. */
  readonly immediate: boolean;
  /** In seconds. */
  readonly delay: number;
  private readonly wheel: Wheel;
  private readonly classRank: number;
  /** What {@link delay} is the sum of; in seconds, 0 where there is no such. */
  readonly first: number;
  readonly second: number;
  readonly third: number;
  /** The lane of a delay that can be cancelled, else -1. */
  private readonly lane: number;

  constructor(
    private readonly scheduler: Scheduler,
    delays: readonly number[],
    eventClass: EventClass,
    subjects: Generations | null,
  ) {
    this.wheel = scheduler.wheel;
    this.delay = delays.reduce((sum, d) => sum + d, 0);
    this.immediate = this.delay === 0;
    this.classRank = eventClass * CLASS_STEP;
    const [first = 0, second = 0, third = 0, ...others] = delays.filter((d) => d > 0);
    if (others.length > 0) throw new RangeError("a timer adds up to three delays");
    this.first = first;
    this.second = second;
    this.third = third;
    this.lane = subjects === null ? -1 : scheduler.lanes.lane(delays, eventClass, subjects);
  }

  /** Fires `address` for `item` after the delay. */
  start(item: number, address: number): void {
    const { scheduler } = this;
    const rank = this.classRank + scheduler.sequence++;
    if (this.lane < 0) {
      this.wheel.push(scheduler.now + this.first + this.second + this.third, rank, item, address);
    } else {
      scheduler.lanes.push(this.lane, scheduler.now, rank, item, address);
    }
  }

  /** The instant it would fire if it were started now. */
  due(): number {
    return this.scheduler.now + this.first + this.second + this.third;
  }
}
