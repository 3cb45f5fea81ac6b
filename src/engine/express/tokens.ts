import { widen } from "../kernel/columns.ts";

/** Layout of a token, in 32-bit integers: one cache line. The first two pairs are doubles. */
export const TOKEN_BITS = 4;
/** In doubles from the start of the token: when the shopper clicked, and when it came to the station it is at; in seconds. */
export const CLICK = 0;
export const ENTERED = 1;
/** Number of the order. */
export const NUMBER = 4;
/** Following token in the waiting room that this one is in. */
export const NEXT = 5;
/** What is asked of the service it is at: one of the plan's tasks. */
export const TASK = 6;
/** The token of the order, which is this one unless a step runs beside the saga. */
export const ORDER = 7;
/** One bit a step that has completed. */
export const DONE = 8;
/** Outcome of the step that failed; 0 while the order goes forward. */
export const FAILURE = 9;
/** How many things still refer to the order; the token is given back at zero. */
export const REFERENCES = 10;
/** How the inventory knows the order: one of {@link Hold}. */
export const HOLD = 11;
/** Whether the order's charge, and its shipment, stand: 0 or 1. */
export const PAID = 12;
export const SHIPPED = 13;
/** 1 when the update of the item has had its turn. */
export const UPDATED = 14;
/** Of a hold that ends at an instant of its own, the order's generation when it began. */
export const SINCE = 15;

export const Hold = { none: 0, held: 1, lapsed: 2, sold: 3 } as const;

/**
 * Everything under way, one row each: a request, an order with its driver, a step beside the saga, the end of a hold. Rows
 * are used again, so the table is as long as the most that were ever under way at once.
 */
export class Tokens {
  integers: Int32Array;
  /** The same memory as doubles. */
  doubles: Float64Array;
  /** Raised when a timer of the order's hold must no longer fire. */
  generation: Uint32Array;
  private free: Int32Array;
  private freeCount = 0;

  constructor(private capacity = 1024) {
    this.integers = new Int32Array(capacity << TOKEN_BITS);
    this.doubles = new Float64Array(this.integers.buffer);
    this.generation = new Uint32Array(capacity);
    this.free = new Int32Array(capacity);
    for (let i = capacity - 1; i >= 0; i--) this.free[this.freeCount++] = i;
  }

  /** A token for the order with this number, as it stands before its first step. */
  open(number: number, click: number): number {
    if (this.freeCount === 0) this.grow();
    const token = this.free[--this.freeCount];
    const at = token << TOKEN_BITS;
    const { integers } = this;
    this.doubles[(at >> 1) | CLICK] = click;
    integers[at | NUMBER] = number;
    integers[at | TASK] = 0;
    integers[at | ORDER] = token;
    integers[at | DONE] = 0;
    integers[at | FAILURE] = 0;
    integers[at | REFERENCES] = 1;
    integers[at | HOLD] = Hold.none;
    integers[at | PAID] = 0;
    integers[at | SHIPPED] = 0;
    return token;
  }

  close(token: number): void {
    this.free[this.freeCount++] = token;
  }

  /** Tokens that are not given back. */
  live(): Int32Array {
    const isFree = new Uint8Array(this.capacity);
    for (let i = 0; i < this.freeCount; i++) isFree[this.free[i]] = 1;
    const live = new Int32Array(this.capacity - this.freeCount);
    for (let token = 0, found = 0; token < this.capacity; token++) if (isFree[token] === 0) live[found++] = token;
    return live;
  }

  private grow(): void {
    const old = this.capacity;
    const capacity = old * 2;
    this.capacity = capacity;
    this.integers = widen(this.integers, new Int32Array(capacity << TOKEN_BITS));
    this.doubles = new Float64Array(this.integers.buffer);
    this.generation = widen(this.generation, new Uint32Array(capacity));
    this.free = new Int32Array(capacity);
    for (let i = capacity - 1; i >= old; i--) this.free[this.freeCount++] = i;
  }
}
