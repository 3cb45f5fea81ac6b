/** A line in front of something with a limited rate, as a fluid: exact for rates that move in straight lines. */
import { type Flow, type Leg, timeTo } from "./flow.ts";

/** The pace of what has no limit. Finite, so that a line that meets it half way still empties in some time. */
export const UNLIMITED = 1e12;

/** From the order number `from` on, `rate` orders a second are served; more than 0 and finite. */
export interface Pace {
  readonly from: number;
  readonly rate: number;
}

/** What became of a flow that met a limit. */
export interface Line {
  /** What was let in, and what came out behind it. */
  readonly admitted: Flow;
  readonly served: Flow;
  /** Orders that found the line full. */
  readonly refused: number;
  readonly peak: number;
  /** Null when nobody ever waited. */
  readonly peakAt: number | null;
  /** The first instant after the peak at which nobody waits. */
  readonly emptyAt: number | null;
  /** The integral of the number waiting: orders times seconds. */
  readonly orderSeconds: number;
}

/**
 * Sends a flow through a line that is served at the given paces and holds at most `room` orders.
 * A token bucket is the same thing upside down: its missing tokens are the line, its burst is the room, and what is admitted passes.
 */
export function serve(flow: Flow, paces: readonly Pace[], room: number = Number.POSITIVE_INFINITY): Line {
  const line = new FluidLine(paces, room);
  let time = 0;
  for (const leg of flow) {
    if (leg.start > time) line.run(time, leg.start, 0, 0);
    line.run(leg.start, leg.end, leg.from, (leg.to - leg.from) / (leg.end - leg.start));
    time = leg.end;
  }
  line.run(time, Number.POSITIVE_INFINITY, 0, 0);
  return line;
}

class FluidLine implements Line {
  readonly admitted: Leg[] = [];
  readonly served: Leg[] = [];
  refused = 0;
  peak = 0;
  peakAt: number | null = null;
  emptyAt: number | null = null;
  orderSeconds = 0;

  private waiting = 0;
  private done = 0;
  private phase = 0;

  constructor(
    private readonly paces: readonly Pace[],
    private readonly room: number,
  ) {}

  /** Orders come at `rate`, changing by `slope` a second, from `start` to `end`; an infinite `end` lets the line run empty. */
  run(start: number, end: number, rate: number, slope: number): void {
    let time = start;
    let r = rate;
    while (time < end && (end < Number.POSITIVE_INFINITY || this.waiting > 0)) {
      const mu = this.pace();
      const rising = r > mu || (r === mu && slope > 0);
      const full = rising && this.waiting >= this.room;
      const busy = rising || this.waiting > 0;
      const left = end - time;
      let dt: number;
      let turns = Number.POSITIVE_INFINITY;
      if (full) {
        if (slope < 0) turns = (r - mu) / -slope;
        dt = Math.min(left, turns, this.toNextPace() / mu);
        this.overflow(time, dt, r, slope, mu);
      } else if (busy) {
        dt = this.wait(time, left, r, slope, mu);
      } else {
        if (slope > 0) turns = (mu - r) / slope;
        dt = Math.min(left, turns, timeTo(this.toNextPace(), r, slope));
        this.pass(time, dt, r, slope);
      }
      // At a turn the rates are equal to the last digit, so that no rounding leaves the line where it was.
      r = dt === turns ? mu : r + slope * dt;
      time = dt === left ? end : time + dt;
    }
  }

  private pace(): number {
    // Rounding may leave a billionth of an order to go.
    while (this.toNextPace() <= 1e-6) this.phase++;
    return this.paces[this.phase]?.rate ?? UNLIMITED;
  }

  private toNextPace(): number {
    const next = this.paces[this.phase + 1];
    return next === undefined ? Number.POSITIVE_INFINITY : next.from - this.done;
  }

  /** Nobody waits: what comes goes through. */
  private pass(time: number, dt: number, r: number, slope: number): void {
    const leg = { start: time, end: time + dt, from: r, to: r + slope * dt };
    add(this.admitted, leg);
    this.output(leg, dt);
  }

  /** The line is full: as much comes in as goes out, the rest is refused. */
  private overflow(time: number, dt: number, r: number, slope: number, mu: number): void {
    const leg = { start: time, end: time + dt, from: mu, to: mu };
    add(this.admitted, leg);
    this.refused += (r - mu) * dt + (slope * dt * dt) / 2;
    this.orderSeconds += this.waiting * dt;
    this.output(leg, dt);
  }

  /** The line grows or shrinks, until it is empty or full, for `left` seconds at most; returns for how long. */
  private wait(time: number, left: number, r: number, slope: number, mu: number): number {
    const net = r - mu;
    const untilEmpty = timeTo(this.waiting, -net, -slope);
    const untilFull = timeTo(Math.max(0, this.room - this.waiting), net, slope);
    const dt = Math.min(left, untilEmpty, untilFull, this.toNextPace() / mu);
    const top = slope < 0 && net > 0 ? Math.min(dt, net / -slope) : dt;
    this.notePeak(this.waiting + net * top + (slope * top * top) / 2, time + top);
    add(this.admitted, { start: time, end: time + dt, from: r, to: r + slope * dt });
    this.output({ start: time, end: time + dt, from: mu, to: mu }, dt);
    this.orderSeconds += this.waiting * dt + (net * dt * dt) / 2 + (slope * dt * dt * dt) / 6;
    this.waiting = Math.max(0, this.waiting + net * dt + (slope * dt * dt) / 2);
    if (dt === untilFull) this.waiting = this.room;
    if (dt === untilEmpty) {
      this.waiting = 0;
      this.emptyAt ??= time + dt;
    }
    return dt;
  }

  private notePeak(waiting: number, time: number): void {
    if (waiting <= this.peak) return;
    this.peak = waiting;
    this.peakAt = time;
    this.emptyAt = null;
  }

  private output(leg: Leg, dt: number): void {
    add(this.served, leg);
    this.done += ((leg.from + leg.to) / 2) * dt;
  }
}

function add(flow: Leg[], leg: Leg): void {
  if (leg.end > leg.start) flow.push(leg);
}
