import { widen } from "../kernel/columns.ts";
import { Rows } from "../kernel/rows.ts";

/*
 * The express lane keeps all that it works with in one stretch of memory, in rows of one cache line. First the clock and
 * the books, then a row a task and two a station, then the tokens. Offsets are in doubles, or in 32-bit integers where it
 * says so.
 */

/** log2 of the doubles, and of the integers, in a row. */
export const DOUBLES = 3;
export const INTEGERS = 4;

/** The present instant, in seconds. */
export const CLOCK = 0;
export const ARRIVED = 1;
export const SUBMITTED = 2;
export const ACCEPTED = 3;
export const COMPLETED = 4;
/** Money in minor units. */
export const CAPTURED = 5;
export const COMPLETED_VALUE = 6;
export const COMPLETED_NET = 7;
/** Units of the item. */
export const AVAILABLE = 8;
export const HELD = 9;
export const SOLD = 10;
/** Sum of the times from click to end, in seconds. */
export const SOJOURNS = 11;
/** Levels (see level.ts): orders in the system, messages in the queue, busy workers. */
export const IN_SYSTEM = 12;
export const READY = 16;
export const CREW = 20;
/** The digest's state: an integer, and the one after it. */
export const DIGEST = 2 * 24;

/** Of the backlog, which is the queue's level: its peak, when that was reached and when it was worked off; NaN for never. */
export const BACKLOG_PEAK = 25;
export const BACKLOG_PEAK_AT = 26;
export const BACKLOG_DRAINED_AT = 27;

/** The rows of the tasks begin here. */
export const TASKS = 4;
/** Of a task: where its station's rows begin, in doubles; an integer. */
export const DESK = 0;
/** Of a task: 1 when its time is exponential, and then the keys of its luck; integers. */
export const IS_EXPONENTIAL = 1;
export const KEY_0 = 2;
export const KEY_1 = 3;
/** Of a task: the mean of its exponential time, in seconds. */
export const MEAN = 4;

/** Rows of a station. */
export const DESK_ROWS = 2;
/** Of a station: two levels. */
export const BUSY = 0;
export const QUEUE = 4;
/** Of a station: waiting and service times of all calls so far, in seconds. */
export const WAITED = 8;
export const SERVED_TIME = 9;
/** Of a station: its servers and its waiting room; Infinity when unlimited. */
export const SERVERS = 10;
export const ROOM = 11;
/** Of a station: first and last token in its waiting room, -1 when that is empty; integers. */
export const HEAD = 24;
export const TAIL = 25;
/** Of a station: calls since the start, or the end of the warm-up; integers. */
export const COMPLETIONS = 26;
export const FINISHED = 27;
export const STARTED = 28;
export const REFUSALS = 29;

/* Of a token. The wheel has time and rank at 0 and 1, and the integers 4 and 5; waiting rooms use its link, too. */

/** When the shopper clicked, and when it came to the station that it is at, or when its service began; in seconds. */
export const CLICK = 3;
export const ENTERED = 4;
/** Number of the order; an integer, as all that follow. */
export const NUMBER = 10;
/** The token of the order, which is this one unless a step runs beside the saga. */
export const ORDER = 11;
/** One bit a step that has completed. */
export const DONE = 12;
/** See {@link Flag}; above them, the outcome of the step that failed, 0 while the order goes forward. */
export const FLAGS = 13;
export const FAILURE = 8;
/** How many things still refer to the order; the token is given back at zero. */
export const REFERENCES = 14;
/** Of a hold that ends at an instant of its own, the order's generation when it began. */
export const SINCE = 15;

export const Flag = {
  /** The inventory holds units for the order, or has sold them to it. */
  held: 1,
  sold: 2,
  /** Its charge stands; its shipment stands. */
  paid: 4,
  shipped: 8,
  /** The update of the item has had its turn. */
  updated: 16,
  completed: 32,
  /** It has ended, in whatever way. */
  ended: 64,
  /** It is counted among those that hold units after their end. */
  leaked: 128,
} as const;

/**
 * Everything under way, one row each: a request, an order with its driver, a step beside the saga, the end of a hold. Rows
 * are used again, so there are as many as were ever under way at once.
 */
export class Memory extends Rows {
  /** By token: raised when a timer of the order's hold must no longer fire. */
  generation: Uint32Array;
  private free: Int32Array;
  private freeCount = 0;
  /** Rows in all. */
  private end: number;

  /** @param first row of the first token; what is before it belongs to the lane's parts */
  constructor(private readonly first: number) {
    super(DOUBLES, first + 1024);
    this.end = first + 1024;
    this.generation = new Uint32Array(this.end);
    this.free = new Int32Array(this.end);
    this.offer(first);
  }

  /** A token for the order with this number, as it stands before its first step; it clicked at this instant in seconds. */
  open(number: number, click: number): number {
    if (this.freeCount === 0) this.lengthen();
    const token = this.free[--this.freeCount];
    const { doubles, ints } = this;
    const at = token << INTEGERS;
    doubles[(token << DOUBLES) + CLICK] = click;
    ints[at + NUMBER] = number;
    ints[at + ORDER] = token;
    ints[at + DONE] = 0;
    ints[at + FLAGS] = 0;
    ints[at + REFERENCES] = 1;
    return token;
  }

  close(token: number): void {
    this.free[this.freeCount++] = token;
  }

  /** Tokens that are not given back. */
  live(): Int32Array {
    const isFree = new Uint8Array(this.end);
    for (let i = 0; i < this.freeCount; i++) isFree[this.free[i]] = 1;
    const live = new Int32Array(this.end - this.first - this.freeCount);
    for (let token = this.first, found = 0; token < this.end; token++) if (isFree[token] === 0) live[found++] = token;
    return live;
  }

  private lengthen(): void {
    const old = this.end;
    this.end = 2 * old;
    this.grow(this.end - 1);
    this.generation = widen(this.generation, new Uint32Array(this.end));
    this.free = new Int32Array(this.end);
    this.offer(old);
  }

  /** The tokens from this one on are free. */
  private offer(first: number): void {
    for (let token = this.end - 1; token >= first; token--) this.free[this.freeCount++] = token;
  }
}
