import { HIGH, LOW } from "../kernel/bits.ts";
import { sourceOf } from "../kernel/orders.ts";
import type { Digest } from "../measure/digest.ts";
import { Event, type EventCode, type Ledger } from "../measure/ledger.ts";
import { fall, loadLevel, rise, storeLevel } from "./level.ts";
import {
  ACCEPTED,
  ARRIVED,
  AVAILABLE,
  CAPTURED,
  CLICK,
  CLOCK,
  COMPLETED,
  COMPLETED_NET,
  COMPLETED_VALUE,
  DIGEST,
  DOUBLES,
  FLAGS,
  Flag,
  HELD,
  IN_SYSTEM,
  INTEGERS,
  type Memory,
  NUMBER,
  SOJOURNS,
  SOLD,
  SUBMITTED,
} from "./memory.ts";

/** Number of the item in the {@link Ledger}; the express lane knows one. */
const ITEM = 0;

/**
 * The pages of the {@link Ledger} as the express lane keeps them, in its memory: the same identities, breaches and digest.
 * What an order holds, has paid and was sent is read off its flags, since each can happen to it once at most.
 */
export class Books {
  /** @param values what an order of each source is worth, in minor units */
  constructor(
    private readonly memory: Memory,
    private readonly ledger: Ledger,
    private readonly digest: Digest,
    private readonly values: readonly number[],
  ) {}

  /** Takes over what the ledger has counted so far. */
  load(): void {
    const { ledger, digest } = this;
    const { doubles, ints } = this.memory;
    doubles[ARRIVED] = ledger.arrived;
    doubles[SUBMITTED] = ledger.submitted;
    doubles[ACCEPTED] = ledger.accepted;
    doubles[COMPLETED] = ledger.completed;
    doubles[CAPTURED] = ledger.captured;
    doubles[COMPLETED_VALUE] = ledger.completedValue;
    doubles[COMPLETED_NET] = ledger.completedNet;
    doubles[SOJOURNS] = ledger.sojourns;
    loadLevel(doubles, IN_SYSTEM, ledger.inSystem);
    if (ledger.stock.length > 0) {
      doubles[AVAILABLE] = ledger.available[ITEM];
      doubles[HELD] = ledger.held[ITEM];
      doubles[SOLD] = ledger.sold[ITEM];
    }
    ints[DIGEST] = digest.state[0];
    ints[DIGEST + 1] = digest.state[1];
  }

  /** Tells the ledger what has been counted. */
  store(): void {
    const { ledger, digest } = this;
    const { doubles, ints } = this.memory;
    ledger.arrived = doubles[ARRIVED];
    ledger.submitted = doubles[SUBMITTED];
    ledger.accepted = doubles[ACCEPTED];
    ledger.completed = doubles[COMPLETED];
    ledger.captured = doubles[CAPTURED];
    ledger.completedValue = doubles[COMPLETED_VALUE];
    ledger.completedNet = doubles[COMPLETED_NET];
    ledger.sojourns = doubles[SOJOURNS];
    storeLevel(doubles, IN_SYSTEM, ledger.inSystem);
    if (ledger.stock.length > 0) {
      ledger.available[ITEM] = doubles[AVAILABLE];
      ledger.held[ITEM] = doubles[HELD];
      ledger.sold[ITEM] = doubles[SOLD];
    }
    digest.state[0] = ints[DIGEST];
    digest.state[1] = ints[DIGEST + 1];
  }

  /** A shopper has clicked, and the order is on its way. */
  click(number: number): void {
    const { doubles } = this.memory;
    doubles[ARRIVED]++;
    rise(doubles, IN_SYSTEM, doubles[CLOCK]);
    this.note(Event.arrived, number);
    doubles[SUBMITTED]++;
    this.note(Event.submitted, number);
  }

  accept(number: number): void {
    this.memory.doubles[ACCEPTED]++;
    this.note(Event.accepted, number);
  }

  reject(number: number, click: number): void {
    const { ledger } = this;
    const now = this.memory.doubles[CLOCK];
    if (ledger.rejected++ === 0) ledger.firsts.rejected = { order: number, time: now };
    this.end(Event.rejected, number, click);
  }

  reserve(number: number, units: number): void {
    const { doubles } = this.memory;
    doubles[AVAILABLE] -= units;
    doubles[HELD] += units;
    this.note(Event.reserved, number);
  }

  /** A hold ends without a sale; `code` says how. */
  unhold(code: EventCode, number: number, units: number): void {
    const { doubles } = this.memory;
    doubles[AVAILABLE] += units;
    doubles[HELD] -= units;
    this.note(code, number);
  }

  confirm(number: number, units: number): void {
    const { doubles } = this.memory;
    doubles[HELD] -= units;
    this.sell(number, units);
    this.note(Event.confirmed, number);
  }

  /** Sold without a hold. */
  retake(number: number, units: number): void {
    this.memory.doubles[AVAILABLE] -= units;
    this.sell(number, units);
    this.note(Event.retaken, number);
  }

  restock(number: number, units: number): void {
    const { doubles } = this.memory;
    doubles[AVAILABLE] += units;
    doubles[SOLD] -= units;
    this.note(Event.restocked, number);
  }

  charge(number: number): void {
    this.memory.doubles[CAPTURED] += this.values[sourceOf(number)];
    this.note(Event.charged, number);
  }

  refund(number: number): void {
    const { ledger } = this;
    if (ledger.refunded === 0) ledger.firsts.refunded = { order: number, time: this.memory.doubles[CLOCK] };
    ledger.refunded += this.values[sourceOf(number)];
    this.note(Event.refunded, number);
  }

  ship(number: number): void {
    this.note(Event.shipped, number);
  }

  cancelShipment(number: number): void {
    this.note(Event.cancelled, number);
  }

  complete(order: number): void {
    const { doubles, ints } = this.memory;
    const number = ints[(order << INTEGERS) + NUMBER];
    const flags = ints[(order << INTEGERS) + FLAGS];
    const value = this.values[sourceOf(number)];
    doubles[COMPLETED]++;
    doubles[COMPLETED_VALUE] += value;
    if ((flags & Flag.paid) !== 0) doubles[COMPLETED_NET] += value;
    ints[(order << INTEGERS) + FLAGS] = flags | Flag.completed | Flag.ended;
    if ((flags & Flag.held) !== 0) this.leak(order, number);
    this.end(Event.completed, number, doubles[(order << DOUBLES) + CLICK]);
  }

  fail(order: number): void {
    const { ledger } = this;
    const { doubles, ints } = this.memory;
    const number = ints[(order << INTEGERS) + NUMBER];
    if (ledger.failed++ === 0) ledger.firsts.failed = { order: number, time: doubles[CLOCK] };
    const flags = ints[(order << INTEGERS) + FLAGS] | Flag.ended;
    ints[(order << INTEGERS) + FLAGS] = flags;
    if ((flags & Flag.held) !== 0) this.leak(order, number);
    this.end(Event.failed, number, doubles[(order << DOUBLES) + CLICK]);
  }

  /** Nothing can happen to the order any more: its page is checked. */
  close(order: number): void {
    const { ledger } = this;
    const { doubles, ints } = this.memory;
    const number = ints[(order << INTEGERS) + NUMBER];
    const flags = ints[(order << INTEGERS) + FLAGS];
    const isCompleted = (flags & Flag.completed) !== 0;
    const isPaid = (flags & Flag.paid) !== 0;
    if ((flags & (isCompleted ? Flag.held : Flag.held | Flag.sold)) !== 0) this.leak(order, number);
    if (isPaid && !isCompleted) ledger.breach("chargedWithoutOrder", number, doubles[CLOCK]);
    if (!isPaid && (flags & Flag.shipped) !== 0 && ledger.expectsPayment) {
      ledger.breach("shippedWithoutPayment", number, doubles[CLOCK]);
    }
  }

  private sell(number: number, units: number): void {
    const { doubles } = this.memory;
    const sold = doubles[SOLD] + units;
    doubles[SOLD] = sold;
    const over = sold - this.ledger.stock[ITEM];
    if (over > 0) this.ledger.oversell(over, number, doubles[CLOCK]);
  }

  /** An order that has ended holds units: counted once an order. */
  private leak(order: number, number: number): void {
    const { doubles, ints } = this.memory;
    const at = (order << INTEGERS) + FLAGS;
    if ((ints[at] & Flag.leaked) !== 0) return;
    ints[at] |= Flag.leaked;
    this.ledger.breach("leakedHolds", number, doubles[CLOCK]);
  }

  private end(code: EventCode, number: number, click: number): void {
    const { doubles } = this.memory;
    const now = doubles[CLOCK];
    fall(doubles, IN_SYSTEM, now);
    doubles[SOJOURNS] += now - click;
    this.note(code, number);
  }

  /** What {@link Digest.event} does with the present instant, whose words stand in the memory already. */
  private note(code: EventCode, number: number): void {
    const { ints } = this.memory;
    const a = Math.imul(ints[DIGEST] ^ ints[2 * CLOCK + LOW] ^ number, 0x9e3779b1);
    const b = Math.imul(ints[DIGEST + 1] ^ ints[2 * CLOCK + HIGH] ^ (code << 24), 0x85ebca6b);
    ints[DIGEST] = (a ^ (a >>> 15)) + b;
    ints[DIGEST + 1] = (b ^ (b >>> 13)) + Math.imul(number ^ a, 0xc2b2ae35);
  }
}
