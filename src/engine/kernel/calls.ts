import { widen } from "./columns.ts";
import type { Generations } from "./lanes.ts";

/** Ways a call can end, as the caller sees them. */
export const Outcome = {
  pending: 0,
  ok: 1,
  /** The business says no: final, not retried. */
  outOfStock: 2,
  declined: 3,
  shippingFailed: 4,
  notificationFailed: 5,
  holdExpired: 6,
  /** Turned away before any work was done. */
  rateLimited: 7,
  full: 8,
  queueFull: 9,
  /** Of a held connection: the order was accepted, and failed later. */
  orderFailed: 10,
  /** Not an outcome yet: the update of an item has had its turn. */
  updated: 11,
  /** Transient: another attempt may succeed. */
  timedOut: 12,
  unavailable: 13,
  serverError: 14,
  circuitOpen: 15,
  bulkheadFull: 16,
  throttled: 17,
  lockTimeout: 18,
  deadlock: 19,
  /** The effect was compensated before it began, and is refused. */
  tombstoned: 20,
  deadlinePassed: 21,
  /** Of a two-phase commit whose coordinator had died before it decided. */
  aborted: 22,
  /** A service has said no: final. */
  refused: 30,
  /** It has waited so long that it is not served any more; another attempt may succeed. */
  shed: 31,
  /** Turned away for good: nothing is left to buy, or enough orders have been let in. */
  soldOut: 32,
  admissionClosed: 33,
  /** The shopper has called the order off: final. */
  cancelled: 40,
  /** The customer has placed all the orders that one customer may: final. */
  customerLimit: 41,
} as const;
export type OutcomeCode = (typeof Outcome)[keyof typeof Outcome];

/** Whether another attempt may succeed. */
export function isTransient(outcome: number): boolean {
  return (
    outcome === Outcome.full || (outcome >= Outcome.timedOut && outcome <= Outcome.deadlock) || outcome === Outcome.shed
  );
}

/** What still comes of a call. */
export const Fate = {
  /** The callee has it, and its answer will be awaited. */
  awaited: 0,
  /** Request or answer is lost or late: nothing comes but the timeout. */
  silent: 1,
  /** Its caller has given up or died; the callee works on, and nobody hears the answer. */
  orphaned: 2,
  /** It was never sent: its caller died first. */
  unsent: 3,
} as const;

/**
 * Everything under way: a request, a command or a message for one order, as one row of typed columns.
 * A call is in one place at a time (a lane, the wheel, a waiting room), so one `next` column serves every queue.
 */
export class Calls implements Generations {
  generation: Uint32Array;
  /** The order's row in {@link Orders}. */
  order: Int32Array;
  /** Following call in the queue this one waits in. */
  next: Int32Array;
  /** Part and event kind that a pending event of this call fires at. */
  address: Uint16Array;
  /** Part that called, and gets the answer. */
  caller: Uint16Array;
  /** Operation asked for; numbers are the callee's own. */
  operation: Uint16Array;
  /** How many draws for the same purpose came before, redeliveries included. */
  attempt: Uint16Array;
  outcome: Uint8Array;
  /** What the caller wants to remember of it. */
  context: Int32Array;
  /** When it came to the station it is at, in seconds. */
  entered: Float64Array;
  /** Row of the driver that made it: the order's own, unless an order has two drivers. */
  driver: Int32Array;
  /** One of {@link Fate}. */
  fate: Uint8Array;
  /** 1 while a guard counts it among the calls under way. */
  guarded: Uint8Array;
  /** When its caller stops waiting, in seconds; only where there is a timeout. */
  deadline: Float64Array;
  live = 0;
  private free: Int32Array;
  private freeCount = 0;

  constructor(capacity = 128) {
    this.generation = new Uint32Array(capacity);
    this.order = new Int32Array(capacity);
    this.next = new Int32Array(capacity);
    this.address = new Uint16Array(capacity);
    this.caller = new Uint16Array(capacity);
    this.operation = new Uint16Array(capacity);
    this.attempt = new Uint16Array(capacity);
    this.outcome = new Uint8Array(capacity);
    this.context = new Int32Array(capacity);
    this.entered = new Float64Array(capacity);
    this.driver = new Int32Array(capacity);
    this.fate = new Uint8Array(capacity);
    this.guarded = new Uint8Array(capacity);
    this.deadline = new Float64Array(capacity);
    this.free = new Int32Array(capacity);
    for (let i = capacity - 1; i >= 0; i--) this.free[this.freeCount++] = i;
  }

  open(order: number): number {
    if (this.freeCount === 0) this.grow();
    const call = this.free[--this.freeCount] as number;
    this.order[call] = order;
    this.attempt[call] = 0;
    this.outcome[call] = Outcome.pending;
    this.driver[call] = order;
    this.fate[call] = Fate.awaited;
    this.live++;
    return call;
  }

  /** Cancels what waits for this call by its generation, its timeout. */
  renew(call: number): void {
    this.generation[call] = ((this.generation[call] as number) + 1) >>> 0;
    this.fate[call] = Fate.awaited;
  }

  close(call: number): void {
    this.generation[call] = ((this.generation[call] as number) + 1) >>> 0;
    this.free[this.freeCount++] = call;
    this.live--;
  }

  private grow(): void {
    const old = this.order.length;
    const capacity = old * 2;
    this.generation = widen(this.generation, new Uint32Array(capacity));
    this.order = widen(this.order, new Int32Array(capacity));
    this.next = widen(this.next, new Int32Array(capacity));
    this.address = widen(this.address, new Uint16Array(capacity));
    this.caller = widen(this.caller, new Uint16Array(capacity));
    this.operation = widen(this.operation, new Uint16Array(capacity));
    this.attempt = widen(this.attempt, new Uint16Array(capacity));
    this.outcome = widen(this.outcome, new Uint8Array(capacity));
    this.context = widen(this.context, new Int32Array(capacity));
    this.entered = widen(this.entered, new Float64Array(capacity));
    this.driver = widen(this.driver, new Int32Array(capacity));
    this.fate = widen(this.fate, new Uint8Array(capacity));
    this.guarded = widen(this.guarded, new Uint8Array(capacity));
    this.deadline = widen(this.deadline, new Float64Array(capacity));
    this.free = new Int32Array(capacity);
    for (let i = capacity - 1; i >= old; i--) this.free[this.freeCount++] = i;
  }
}
