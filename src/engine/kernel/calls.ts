import type { Generations } from "./lanes.ts";
import { Rows } from "./rows.ts";

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
 * Everything under way: a request, a command or a message for one order, as one row.
 * A call is in one place at a time, so one `next` column serves every queue that is a chain of calls.
 */
export class Calls extends Rows implements Generations {
  /** When it came to the station it is at, in seconds. */
  readonly entered = this.reals();
  /** When its caller stops waiting, in seconds; only where there is a timeout. */
  readonly deadline = this.reals();
  private readonly fields = {
    generation: this.integers(),
    order: this.integers(),
    number: this.integers(),
    next: this.integers(),
    caller: this.integers(),
    operation: this.integers(),
    attempt: this.integers(),
    context: this.integers(),
    driver: this.integers(),
  };
  generation = this.fields.generation.data;
  /** The order's row in {@link Orders}. */
  order = this.fields.order.data;
  /** The order's number: it is here too because a station draws by it, for calls whose orders have nothing else to do. */
  number = this.fields.number.data;
  /** Following call in the chain this one waits in. */
  next = this.fields.next.data;
  /** Part that called, and gets the answer. */
  caller = this.fields.caller.data;
  /** Operation asked for; numbers are the callee's own. */
  operation = this.fields.operation.data;
  /** How many draws for the same purpose came before, redeliveries included. */
  attempt = this.fields.attempt.data;
  readonly outcome = this.bytes();
  /** What the caller wants to remember of it. */
  context = this.fields.context.data;
  /** Row of the driver that made it: the order's own, unless an order has two drivers. */
  driver = this.fields.driver.data;
  /** One of {@link Fate}. */
  readonly fate = this.bytes();
  /** 1 while a guard counts it among the calls under way. */
  readonly guarded = this.bytes();

  open(order: number, number: number): number {
    const call = this.take();
    this.order[call] = order;
    this.number[call] = number;
    this.attempt[call] = 0;
    this.outcome.set(call, Outcome.pending);
    this.driver[call] = order;
    this.fate.set(call, Fate.awaited);
    return call;
  }

  /** Cancels what waits for this call by its generation, its timeout. */
  renew(call: number): void {
    this.generation[call]++;
    this.fate.set(call, Fate.awaited);
  }

  close(call: number): void {
    this.generation[call]++;
    this.give(call);
  }

  protected override moved(): void {
    const { fields } = this;
    this.generation = fields.generation.data;
    this.order = fields.order.data;
    this.number = fields.number.data;
    this.next = fields.next.data;
    this.caller = fields.caller.data;
    this.operation = fields.operation.data;
    this.attempt = fields.attempt.data;
    this.context = fields.context.data;
    this.driver = fields.driver.data;
  }
}
