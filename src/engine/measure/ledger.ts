import { intentNumber } from "../kernel/orders.ts";
import type { Rows } from "../kernel/rows.ts";
import type { Digest } from "./digest.ts";
import { Integral } from "./integral.ts";
import type { Sighting } from "./sighting.ts";

/** What can happen to an order that the books must know of. The numbers are part of every digest: never change one. */
export const Event = {
  arrived: 1,
  submitted: 2,
  accepted: 3,
  rejected: 4,
  reserved: 5,
  renewed: 6,
  expired: 7,
  retaken: 8,
  confirmed: 9,
  released: 10,
  restocked: 11,
  charged: 12,
  refunded: 13,
  voided: 14,
  shipped: 15,
  cancelled: 16,
  completed: 17,
  failed: 18,
  stuck: 19,
  lost: 20,
} as const;
export type EventCode = (typeof Event)[keyof typeof Event];

/** A breach of the books, its number of cases and the first of them. */
export interface Breach {
  count: number;
  firstOrder: number;
  firstTime: number;
}

const VIOLATIONS = [
  "oversoldUnits",
  "doubleCharges",
  "chargedWithoutOrder",
  "shippedWithoutPayment",
  "doubleShipments",
  "duplicateOrders",
  "leakedHolds",
  "lostOrders",
  "stuckSagas",
] as const;
export type ViolationName = (typeof VIOLATIONS)[number];

export type FirstName = "rejected" | "failed" | "stuck" | "refunded";

/** How an order stands in the auditor's own books. */
const OPEN = 0;
const COMPLETED = 1;
const FAILED = 2;
const GONE = 3;

/** Told of every domain event of an order that somebody follows. */
export interface Witness {
  saw(code: EventCode, row: number, number: number, time: number, amount: number): void;
}

/**
 * The auditor. It is told domain events and nothing else, recomputes units, money and orders from them, and names what
 * does not add up. No component reads it. Rows are those of the table of active orders; a row is opened when an order
 * becomes active and closed when nothing can happen to it any more. A negative number is a further order of an intent: its
 * units and money count, but no intent arrives or ends with it.
 */
export class Ledger {
  arrived = 0;
  submitted = 0;
  accepted = 0;
  rejected = 0;
  completed = 0;
  failed = 0;
  stuck = 0;
  lost = 0;
  /** Further orders of intents, accepted and not ended. */
  duplicatesInFlight = 0;
  captured = 0;
  refunded = 0;
  completedValue = 0;
  /** Of completed orders, captured less refunded. */
  completedNet = 0;
  readonly stock: number[] = [];
  readonly available: number[] = [];
  readonly held: number[] = [];
  readonly sold: number[] = [];
  readonly breaches: Record<ViolationName, Breach>;
  /** The first orders that were rejected, failed, got stuck and were refunded. */
  readonly firsts: Record<FirstName, Sighting | null> = { rejected: null, failed: null, stuck: null, refunded: null };
  /** Orders between click and end, for Little's law. */
  readonly inSystem = new Integral();
  /** Sum of the times from click to end, in seconds. */
  sojourns = 0;
  witness: Witness | null = null;
  /** Whether the architecture charges at all; without a charge, shipping unpaid is no breach. */
  expectsPayment = false;

  private readonly rowHeld;
  private readonly rowSold;
  private readonly rowCaptured;
  private readonly rowCaptures;
  private readonly rowLeaked;
  private readonly rowShipments;
  private readonly rowState;

  /** @param orders the table whose rows it is told of */
  constructor(
    private readonly digest: Digest,
    orders: Rows,
  ) {
    this.rowCaptured = orders.reals();
    this.rowHeld = orders.integers();
    this.rowSold = orders.integers();
    this.rowCaptures = orders.integers();
    this.rowLeaked = orders.bytes();
    this.rowShipments = orders.integers();
    this.rowState = orders.bytes();
    const none = (): Breach => ({ count: 0, firstOrder: -1, firstTime: NaN });
    this.breaches = {
      oversoldUnits: none(),
      doubleCharges: none(),
      chargedWithoutOrder: none(),
      shippedWithoutPayment: none(),
      doubleShipments: none(),
      duplicateOrders: none(),
      leakedHolds: none(),
      lostOrders: none(),
      stuckSagas: none(),
    };
  }

  /** Registers an item with its stock (units); returns its number in the books. */
  stockItem(units: number): number {
    this.stock.push(units);
    this.available.push(units);
    this.held.push(0);
    this.sold.push(0);
    return this.stock.length - 1;
  }

  /** Orders that have arrived and not ended. */
  get inFlight(): number {
    return this.inSystem.value;
  }

  /** Number of all breaches so far. */
  get violations(): number {
    let sum = 0;
    for (const name of VIOLATIONS) sum += this.breaches[name].count;
    return sum;
  }

  /** A row is used for an order from now on. */
  open(row: number): void {
    this.rowHeld.data[row] = 0;
    this.rowSold.data[row] = 0;
    this.rowCaptured.set(row, 0);
    this.rowCaptures.data[row] = 0;
    this.rowLeaked.set(row, 0);
    this.rowShipments.data[row] = 0;
    this.rowState.set(row, OPEN);
  }

  arrive(row: number, number: number, now: number): void {
    this.arrived++;
    this.inSystem.add(1, now);
    this.note(Event.arrived, row, number, now, 0);
  }

  submit(row: number, number: number, now: number): void {
    this.submitted++;
    this.note(Event.submitted, row, number, now, 0);
  }

  accept(row: number, number: number, now: number): void {
    if (number < 0) {
      this.duplicatesInFlight++;
      this.breach("duplicateOrders", intentNumber(number), now);
    } else this.accepted++;
    this.note(Event.accepted, row, number, now, 0);
  }

  /** The shopper has been told that there will be no order. `row` is -1 where it has none. */
  reject(row: number, number: number, click: number, now: number): void {
    if (this.rejected++ === 0) this.firsts.rejected = { order: number, time: now };
    if (row >= 0) this.rowState.set(row, GONE);
    this.end(Event.rejected, row, number, click, now);
  }

  reserve(row: number, number: number, item: number, units: number, now: number): void {
    this.available[item] = (this.available[item] as number) - units;
    this.hold(row, item, units);
    if (this.rowState.of(row) !== OPEN) this.leak(row, number, now);
    this.note(Event.reserved, row, number, now, units);
  }

  expire(row: number, number: number, item: number, units: number, now: number): void {
    this.available[item] = (this.available[item] as number) + units;
    this.hold(row, item, -units);
    this.note(Event.expired, row, number, now, units);
  }

  renew(row: number, number: number, now: number): void {
    this.note(Event.renewed, row, number, now, 0);
  }

  release(row: number, number: number, item: number, units: number, now: number): void {
    this.available[item] = (this.available[item] as number) + units;
    this.hold(row, item, -units);
    this.note(Event.released, row, number, now, units);
  }

  confirm(row: number, number: number, item: number, units: number, now: number): void {
    this.hold(row, item, -units);
    this.sell(row, number, item, units, now);
    this.note(Event.confirmed, row, number, now, units);
  }

  /** Sold without a hold: taken again from what is available, or confirmed although nothing was left. */
  retake(row: number, number: number, item: number, units: number, now: number): void {
    this.available[item] = (this.available[item] as number) - units;
    this.sell(row, number, item, units, now);
    this.note(Event.retaken, row, number, now, units);
  }

  restock(row: number, number: number, item: number, units: number, now: number): void {
    this.available[item] = (this.available[item] as number) + units;
    this.sold[item] = (this.sold[item] as number) - units;
    this.rowSold.data[row] = (this.rowSold.data[row] as number) - units;
    this.note(Event.restocked, row, number, now, units);
  }

  charge(row: number, number: number, amount: number, now: number): void {
    if ((this.rowCaptures.data[row] as number) === 1) this.breach("doubleCharges", number, now);
    this.rowCaptures.data[row] = (this.rowCaptures.data[row] as number) + 1;
    this.capture(row, amount);
    this.captured += amount;
    this.note(Event.charged, row, number, now, amount);
  }

  refund(row: number, number: number, amount: number, now: number): void {
    this.giveMoneyBack(row, number, amount, now);
    this.note(Event.refunded, row, number, now, amount);
  }

  /** A charge that had been compensated before it landed is undone as it lands. */
  void(row: number, number: number, amount: number, now: number): void {
    this.giveMoneyBack(row, number, amount, now);
    this.note(Event.voided, row, number, now, amount);
  }

  ship(row: number, number: number, now: number): void {
    const shipments = (this.rowShipments.data[row] as number) + 1;
    this.rowShipments.data[row] = shipments;
    if (shipments > 1) this.breach("doubleShipments", number, now);
    this.note(Event.shipped, row, number, now, 0);
  }

  cancelShipment(row: number, number: number, now: number): void {
    this.rowShipments.data[row] = (this.rowShipments.data[row] as number) - 1;
    this.note(Event.cancelled, row, number, now, 0);
  }

  complete(row: number, number: number, click: number, value: number, now: number): void {
    if (number >= 0) this.completed++;
    this.completedValue += value;
    this.completedNet += this.rowCaptured.of(row);
    this.rowState.set(row, COMPLETED);
    if ((this.rowHeld.data[row] as number) > 0) this.leak(row, number, now);
    this.end(Event.completed, row, number, click, now);
  }

  fail(row: number, number: number, click: number, now: number): void {
    if (number >= 0 && this.failed++ === 0) this.firsts.failed = { order: number, time: now };
    this.rowState.set(row, FAILED);
    if ((this.rowHeld.data[row] as number) > 0) this.leak(row, number, now);
    this.end(Event.failed, row, number, click, now);
  }

  /** The order has not ended, and nothing scheduled can advance it. `row` is -1 for an order that only waited. */
  strand(row: number, number: number, click: number, now: number): void {
    if (number >= 0 && this.stuck++ === 0) this.firsts.stuck = { order: number, time: now };
    if (row >= 0) this.rowState.set(row, GONE);
    this.breach("stuckSagas", number, now);
    this.end(Event.stuck, row, number, click, now);
  }

  /** The order has been put aside for a person to look at: stuck, but nobody has lost sight of it. */
  deadLetter(row: number, number: number, click: number, now: number): void {
    if (number >= 0 && this.stuck++ === 0) this.firsts.stuck = { order: number, time: now };
    this.rowState.set(row, GONE);
    this.end(Event.stuck, row, number, click, now);
  }

  /** The order was accepted and no record of it is left. `row` is -1 for an order that only waited. */
  lose(row: number, number: number, click: number, now: number): void {
    if (number >= 0) this.lost++;
    if (row >= 0) {
      this.rowState.set(row, GONE);
      if ((this.rowHeld.data[row] as number) > 0) this.leak(row, number, now);
    }
    this.breach("lostOrders", number, now);
    this.end(Event.lost, row, number, click, now);
  }

  /** Nothing can happen to the order any more: its page is checked and put away. */
  close(row: number, number: number, now: number): void {
    const state = this.rowState.of(row);
    const net = this.rowCaptured.of(row);
    const taken = state === COMPLETED ? 0 : (this.rowSold.data[row] as number);
    if ((this.rowHeld.data[row] as number) > 0 || taken > 0) this.leak(row, number, now);
    if (state !== COMPLETED && net > 0) this.breach("chargedWithoutOrder", number, now);
    if (this.expectsPayment && net <= 0 && (this.rowShipments.data[row] as number) > 0) {
      this.breach("shippedWithoutPayment", number, now);
    }
  }

  /**
   * Checks the identities that must hold at every instant; returns what does not hold, empty when the books balance.
   * Money is compared exactly: amounts are integers below 2^53.
   */
  audit(): string[] {
    const wrong: string[] = [];
    const ends = this.rejected + this.completed + this.failed + this.stuck + this.lost;
    if (this.arrived !== ends + this.inFlight) wrong.push("orders do not add up");
    for (let i = 0; i < this.stock.length; i++) {
      const left = (this.stock[i] as number) - (this.held[i] as number) - (this.sold[i] as number);
      if (left !== this.available[i]) wrong.push(`units of item ${i} do not add up`);
      if ((this.held[i] as number) < 0) wrong.push(`item ${i} has a negative number of held units`);
    }
    if (this.captured < this.refunded) wrong.push("more was refunded than captured");
    return wrong;
  }

  /** Money captured less refunded of orders that did not complete (whatever became of them), in minor units. */
  get netOfOthers(): number {
    return this.captured - this.refunded - this.completedNet;
  }

  /** A double charge of which one is given back is mended. */
  private giveMoneyBack(row: number, number: number, amount: number, now: number): void {
    if (this.refunded === 0) this.firsts.refunded = { order: number, time: now };
    const captures = (this.rowCaptures.data[row] as number) - 1;
    this.rowCaptures.data[row] = captures;
    if (captures === 1) this.breaches.doubleCharges.count--;
    this.capture(row, -amount);
    this.refunded += amount;
  }

  private capture(row: number, amount: number): void {
    this.rowCaptured.set(row, this.rowCaptured.of(row) + amount);
    if (this.rowState.of(row) === COMPLETED) this.completedNet += amount;
  }

  private hold(row: number, item: number, units: number): void {
    this.held[item] = (this.held[item] as number) + units;
    this.rowHeld.data[row] = (this.rowHeld.data[row] as number) + units;
  }

  /** An order that has ended holds units: counted once an order. */
  private leak(row: number, number: number, now: number): void {
    if (this.rowLeaked.of(row) === 1) return;
    this.rowLeaked.set(row, 1);
    this.breach("leakedHolds", number, now);
  }

  private sell(row: number, number: number, item: number, units: number, now: number): void {
    const sold = (this.sold[item] as number) + units;
    this.sold[item] = sold;
    this.rowSold.data[row] = (this.rowSold.data[row] as number) + units;
    if (sold <= (this.stock[item] as number)) return;
    let over = 0;
    for (let i = 0; i < this.stock.length; i++) {
      over += Math.max(0, (this.sold[i] as number) - (this.stock[i] as number));
    }
    this.oversell(over, number, now);
  }

  /** More units are sold than there are, so many in all: counted where they are most. */
  private oversell(over: number, number: number, now: number): void {
    const breach = this.breaches.oversoldUnits;
    if (over <= breach.count) return;
    if (breach.count === 0) {
      breach.firstOrder = number;
      breach.firstTime = now;
    }
    breach.count = over;
  }

  private breach(name: ViolationName, number: number, now: number): void {
    const breach = this.breaches[name];
    if (breach.count++ === 0) {
      breach.firstOrder = number;
      breach.firstTime = now;
    }
  }

  private end(code: EventCode, row: number, number: number, click: number, now: number): void {
    if (number < 0) {
      this.duplicatesInFlight--;
    } else {
      this.inSystem.add(-1, now);
      this.sojourns += now - click;
    }
    this.note(code, row, number, now, 0);
  }

  private note(code: EventCode, row: number, number: number, now: number, amount: number): void {
    this.digest.event(code, number, now);
    if (this.witness !== null) this.witness.saw(code, row, number, now, amount);
  }
}
