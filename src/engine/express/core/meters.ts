import { Histogram, newWhole, newWindow } from "./histogram.ts";
import { allocate } from "./memory.ts";
import { settings } from "./settings.ts";

/** Durations of one kind, over the run and, for most, over each interval of the timeline. The engine knows this order. */
@unmanaged
class Meter {
  /** The longest duration so far, in seconds, and when it ended; NaN before there is one. */
  longest: f64;
  longestAt: f64;
  /** The interval, and the instants that the current window is for, without the first one; in seconds. */
  width: f64;
  start: f64;
  end: f64;
  whole: Histogram;
  /** By interval: its histogram, none while nothing has ended in it; how many intervals there are, and could be. */
  windows: usize;
  used: i32;
  room: i32;
  current: Histogram;
  /** Number of the order that took longest. */
  longestOrder: i32;

  /** A duration of `seconds` of the order with this number, that ended at this instant. */
  add(seconds: f64, time: f64, number: i32): void {
    this.addWhole(seconds, time, number);
    if (time > this.end || time <= this.start) this.turnTo(time);
    this.current.add(seconds);
  }

  /** The same, but it is in no window. */
  addWhole(seconds: f64, time: f64, number: i32): void {
    if (time < settings.warmUp) return;
    this.whole.add(seconds);
    // The first one is not shorter than NaN.
    if (seconds <= this.longest) return;
    this.longest = seconds;
    this.longestAt = time;
    this.longestOrder = number;
  }

  /** Doubles the interval. */
  coarsen(): void {
    let merged = 0;
    for (let i = 0; i < this.used; i += 2) {
      let window = this.at(i);
      const second = i + 1 < this.used ? this.at(i + 1) : NO_WINDOW;
      if (window === NO_WINDOW) window = second;
      else if (second !== NO_WINDOW) window.merge(second);
      this.put(merged++, window);
    }
    for (let i = merged; i < this.used; i++) this.put(i, NO_WINDOW);
    this.used = merged;
    this.width *= 2;
    this.end = -Infinity;
  }

  private turnTo(time: f64): void {
    // A sample at an instant closes the interval before it, so the boundary belongs to the earlier window.
    const index = max(0, (Math.ceil(time / this.width) as i32) - 1);
    if (index >= this.room) this.makeRoom(index + 1);
    this.used = max(this.used, index + 1);
    if (this.at(index) === NO_WINDOW) this.put(index, newWindow());
    this.current = this.at(index);
    this.start = index === 0 ? -Infinity : index * this.width;
    this.end = (index + 1) * this.width;
  }

  private makeRoom(least: i32): void {
    const room = max(2 * this.room, max(4096, least));
    const wider = allocate((room as usize) << 2);
    memory.copy(wider, this.windows, (this.used as usize) << 2);
    this.windows = wider;
    this.room = room;
  }

  private at(index: i32): Histogram {
    return changetype<Histogram>(load<usize>(this.windows + ((index as usize) << 2)));
  }

  private put(index: i32, window: Histogram): void {
    store<usize>(this.windows + ((index as usize) << 2), changetype<usize>(window));
  }
}
const BYTES: usize = 64;
const NO_WINDOW: Histogram = changetype<Histogram>(0);
const METERS: usize = memory.data(3 * 64, 64);

/** Of completed orders, of positive answers, and of refusals and failures, which have no windows. */
export const completion: Meter = changetype<Meter>(METERS);
export const acceptance: Meter = changetype<Meter>(METERS + BYTES);
export const refusal: Meter = changetype<Meter>(METERS + 2 * BYTES);

/** Nothing has been measured; the timeline begins with this interval, in seconds. */
export function beginMeters(interval: f64): void {
  begin(completion, interval);
  begin(acceptance, interval);
  begin(refusal, interval);
}

function begin(meter: Meter, interval: f64): void {
  meter.longest = NaN;
  meter.longestAt = NaN;
  meter.longestOrder = -1;
  meter.width = interval;
  meter.start = Infinity;
  meter.end = -Infinity;
  meter.whole = newWhole();
}

export function coarsenMeters(): void {
  completion.coarsen();
  acceptance.coarsen();
}

export function metersAt(): usize {
  return METERS;
}
