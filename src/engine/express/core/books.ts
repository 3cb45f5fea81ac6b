import { countFailure, FAILED, REJECTED } from "./failures.ts";
import { First, first } from "./host.ts";
import { refusal } from "./meters.ts";
import { settings } from "./settings.ts";
import { sourceOf } from "./sources.ts";
import { inSystem, state } from "./state.ts";
import { FAILURE, Flag, Token } from "./token.ts";

/*
 * The pages of the ledger (src/engine/measure/ledger.ts): the same identities, breaches and digest. What an order holds,
 * has paid and was sent is read off its flags, since each can happen to it once at most.
 */

/** The codes of the ledger's events. */
namespace Event {
  export const arrived: i32 = 1;
  export const submitted: i32 = 2;
  export const accepted: i32 = 3;
  export const rejected: i32 = 4;
  export const reserved: i32 = 5;
  export const expired: i32 = 7;
  export const retaken: i32 = 8;
  export const confirmed: i32 = 9;
  export const released: i32 = 10;
  export const restocked: i32 = 11;
  export const charged: i32 = 12;
  export const refunded: i32 = 13;
  export const shipped: i32 = 15;
  export const cancelled: i32 = 16;
  export const completed: i32 = 17;
  export const failed: i32 = 18;
}

/** Takes an event of the present instant into the digest. */
function note(code: i32, number: i32): void {
  const bits = reinterpret<u64>(state.clock);
  const a: i32 = (state.digest0 ^ (bits as i32) ^ number) * 0x9e3779b1;
  const b: i32 = (state.digest1 ^ ((bits >> 32) as i32) ^ (code << 24)) * 0x85ebca6b;
  state.digest0 = (a ^ (a >>> 15)) + b;
  state.digest1 = (b ^ (b >>> 13)) + (number ^ a) * 0xc2b2ae35;
}

/** A shopper has clicked, and the order is on its way. */
export function noteClick(number: i32): void {
  state.arrived++;
  inSystem.rise(state.clock);
  note(Event.arrived, number);
  state.submitted++;
  note(Event.submitted, number);
}

export function noteAccepted(number: i32): void {
  state.accepted++;
  note(Event.accepted, number);
}

export function noteRejected(order: Token): void {
  state.rejected++;
  refuse(order, REJECTED);
  end(Event.rejected, order.number, order.click);
}

export function noteReserved(number: i32, units: f64): void {
  state.available -= units;
  state.held += units;
  note(Event.reserved, number);
}

/** A hold ends without a sale: it has run out, */
export function noteExpired(number: i32, units: f64): void {
  unhold(units);
  note(Event.expired, number);
}

/** or is given back. */
export function noteReleased(number: i32, units: f64): void {
  unhold(units);
  note(Event.released, number);
}

export function noteConfirmed(number: i32, units: f64): void {
  state.held -= units;
  sell(number, units);
  note(Event.confirmed, number);
}

/** Sold without a hold. */
export function noteRetaken(number: i32, units: f64): void {
  state.available -= units;
  sell(number, units);
  note(Event.retaken, number);
}

export function noteRestocked(number: i32, units: f64): void {
  state.available += units;
  state.sold -= units;
  note(Event.restocked, number);
}

export function noteCharged(number: i32, value: f64): void {
  state.captured += value;
  note(Event.charged, number);
}

export function noteRefunded(number: i32, value: f64): void {
  if (state.refunded === 0) first(First.refunded, number, state.clock);
  state.refunded += value;
  note(Event.refunded, number);
}

export function noteShipped(number: i32): void {
  note(Event.shipped, number);
}

export function noteShipmentCancelled(number: i32): void {
  note(Event.cancelled, number);
}

export function noteCompleted(order: Token): void {
  const flags = order.flags;
  const value = sourceOf(order.number).value;
  state.completed++;
  state.completedValue += value;
  if ((flags & Flag.paid) !== 0) state.completedNet += value;
  order.flags = flags | Flag.completed | Flag.ended;
  if ((flags & Flag.held) !== 0) leak(order);
  end(Event.completed, order.number, order.click);
}

export function noteFailed(order: Token): void {
  const flags = order.flags;
  state.failed++;
  order.flags = flags | Flag.ended;
  if ((flags & Flag.held) !== 0) leak(order);
  refuse(order, FAILED);
  end(Event.failed, order.number, order.click);
}

/** Why, and how long its shopper waited for that. */
function refuse(order: Token, kind: i32): void {
  const now = state.clock;
  countFailure(kind, order.number, now);
  countFailure(order.flags >> FAILURE, order.number, now);
  refusal.addWhole(now - order.click, now, order.number);
}

/** Nothing can happen to the order any more: its page is checked. */
export function check(order: Token): void {
  const flags = order.flags;
  const isCompleted = (flags & Flag.completed) !== 0;
  const isPaid = (flags & Flag.paid) !== 0;
  if ((flags & (isCompleted ? Flag.held : Flag.held | Flag.sold)) !== 0) leak(order);
  if (isPaid && !isCompleted && state.chargedWithoutOrder++ === 0) {
    first(First.chargedWithoutOrder, order.number, state.clock);
  }
  const isUnpaid = !isPaid && (flags & Flag.shipped) !== 0 && settings.expectsPayment !== 0;
  if (isUnpaid && state.shippedWithoutPayment++ === 0) first(First.shippedWithoutPayment, order.number, state.clock);
}

function unhold(units: f64): void {
  state.available += units;
  state.held -= units;
}

function sell(number: i32, units: f64): void {
  state.sold += units;
  const over = state.sold - state.stock;
  if (over <= state.oversoldUnits) return;
  if (state.oversoldUnits === 0) first(First.oversoldUnits, number, state.clock);
  state.oversoldUnits = over;
}

/** An order that has ended holds units: counted once an order. */
function leak(order: Token): void {
  if ((order.flags & Flag.leaked) !== 0) return;
  order.flags |= Flag.leaked;
  if (state.leakedHolds++ === 0) first(First.leakedHolds, order.number, state.clock);
}

function end(code: i32, number: i32, click: f64): void {
  inSystem.fall(state.clock);
  state.sojourns += state.clock - click;
  note(code, number);
}
