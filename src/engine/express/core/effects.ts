import { addressAt, HOLD_OVER, SERVED } from "./address.ts";
import {
  noteCharged,
  noteConfirmed,
  noteExpired,
  noteRefunded,
  noteReleased,
  noteReserved,
  noteRestocked,
  noteRetaken,
  noteShipmentCancelled,
  noteShipped,
} from "./books.ts";
import { uniform } from "./chance.ts";
import { addHold } from "./holds.ts";
import { CLASS_STEP, EXPIRY, settings, taskAt } from "./settings.ts";
import { sourceOf } from "./sources.ts";
import { state } from "./state.ts";
import { Flag, open, Token } from "./token.ts";
import { place } from "./wheel.ts";

/** What a task does to an order. */
export namespace Effect {
  /** The gateway only checks. */
  export const check: i32 = 0;
  export const reserve: i32 = 1;
  export const confirm: i32 = 2;
  export const release: i32 = 3;
  export const restock: i32 = 4;
  export const charge: i32 = 5;
  export const refund: i32 = 6;
  export const create: i32 = 7;
  export const cancel: i32 = 8;
  export const send: i32 = 9;
}

/** How a task may end; the engine's own numbers. */
export namespace Outcome {
  export const pending: i32 = 0;
  export const ok: i32 = 1;
  export const outOfStock: i32 = 2;
  export const declined: i32 = 3;
  export const shippingFailed: i32 = 4;
  export const notificationFailed: i32 = 5;
  export const holdExpired: i32 = 6;
  export const rateLimited: i32 = 7;
  export const full: i32 = 8;
  export const queueFull: i32 = 9;
  export const deadlinePassed: i32 = 21;
}

/** When the hold has lapsed before the confirmation. */
const FAIL: f64 = 0;
const TAKE_AGAIN: f64 = 1;

/** When the last update of the item's count ends, in seconds. */
let lastUpdate: f64 = 0;

/** What a task does at the end of its service; `pending` when the service goes on until the item's update has had its turn. */
// @inline
export function carryOut(effect: i32, token: Token, task: i32): i32 {
  switch (effect) {
    case Effect.reserve:
      return reserve(token, task);
    case Effect.confirm:
      return confirm(token, task);
    case Effect.release:
      return giveBack(token, task);
    case Effect.restock:
      return restock(token, task);
    case Effect.charge:
      return charge(token, task);
    case Effect.refund:
      return refund(token);
    case Effect.create:
      return create(token, task);
    case Effect.cancel:
      return cancel(token);
    default:
      return fails(token.number, task) ? Outcome.notificationFailed : Outcome.ok;
  }
}

/** The hold of the order has run out. */
export function expire(order: Token): void {
  endHold(order);
  noteExpired(order.number, sourceOf(order.number).units);
}

/** A hold with an end of its own may be over; returns whether it is, and was not before. */
export function expireLater(token: Token, order: Token): bool {
  if ((token.done as u32) !== order.generation || (order.flags & Flag.held) === 0) return false;
  expire(order);
  return true;
}

// @inline
function fails(number: i32, task: i32): bool {
  const row = taskAt(task);
  return row.failing > 0 && uniform(row.luck0, row.luck1, number) < row.failing;
}

// @inline
function reserve(token: Token, task: i32): i32 {
  const units = sourceOf(token.number).units;
  if (state.available < units) return Outcome.outOfStock;
  if (!hasTurn(token, task)) return Outcome.pending;
  token.references++;
  token.flags |= Flag.held;
  noteReserved(token.number, units);
  if (settings.ttl !== Infinity) startHold(token);
  return Outcome.ok;
}

// @inline
function confirm(token: Token, task: i32): i32 {
  const units = sourceOf(token.number).units;
  if ((token.flags & Flag.held) !== 0) {
    endHold(token);
    token.flags |= Flag.sold;
    noteConfirmed(token.number, units);
    token.references--;
    return Outcome.ok;
  }
  if (!hasTurn(token, task)) return Outcome.pending;
  // The hold has lapsed: what then, is policy.
  if (settings.afterExpiry === FAIL) return Outcome.holdExpired;
  if (settings.afterExpiry === TAKE_AGAIN && state.available < units) return Outcome.holdExpired;
  token.flags |= Flag.sold;
  noteRetaken(token.number, units);
  return Outcome.ok;
}

function giveBack(token: Token, task: i32): i32 {
  if (!hasTurn(token, task)) return Outcome.pending;
  if ((token.flags & Flag.held) === 0) return Outcome.ok;
  endHold(token);
  noteReleased(token.number, sourceOf(token.number).units);
  token.references--;
  return Outcome.ok;
}

function restock(token: Token, task: i32): i32 {
  if (!hasTurn(token, task)) return Outcome.pending;
  if ((token.flags & Flag.sold) === 0) return Outcome.ok;
  token.flags &= ~Flag.sold;
  noteRestocked(token.number, sourceOf(token.number).units);
  return Outcome.ok;
}

// @inline
function charge(token: Token, task: i32): i32 {
  if (fails(token.number, task)) return Outcome.declined;
  const value = sourceOf(token.number).value;
  // A charge of nothing is none that a refund or the auditor would look for.
  if (value > 0) token.flags |= Flag.paid;
  noteCharged(token.number, value);
  return Outcome.ok;
}

function refund(token: Token): i32 {
  if ((token.flags & Flag.paid) === 0) return Outcome.ok;
  token.flags &= ~Flag.paid;
  noteRefunded(token.number, sourceOf(token.number).value);
  return Outcome.ok;
}

// @inline
function create(token: Token, task: i32): i32 {
  if (fails(token.number, task)) return Outcome.shippingFailed;
  token.flags |= Flag.shipped;
  noteShipped(token.number);
  return Outcome.ok;
}

function cancel(token: Token): i32 {
  if ((token.flags & Flag.shipped) === 0) return Outcome.ok;
  token.flags &= ~Flag.shipped;
  noteShipmentCancelled(token.number);
  return Outcome.ok;
}

/** Whether this task's update of the count is through; if not, its service goes on until it is. */
function hasTurn(token: Token, task: i32): bool {
  const updateTime = settings.updateTime;
  if (updateTime === 0 || (token.flags & Flag.updated) !== 0) return true;
  const now = state.clock;
  const done = max(now - updateTime, lastUpdate) + updateTime;
  lastUpdate = done;
  if (done <= now) return true;
  token.flags |= Flag.updated;
  token.time = now + (done - now);
  token.rank = state.sequence++;
  token.address = addressAt(SERVED, task);
  place(token);
  return false;
}

function startHold(token: Token): void {
  const now = state.clock;
  const age: f64 = settings.holdsFromClick !== 0 ? now - token.click : 0;
  if (age === 0) {
    addHold(token, now + settings.ttl, EXPIRY * CLASS_STEP + state.sequence++);
    return;
  }
  const later = open(token.number, token.click);
  later.order = token;
  later.done = token.generation as i32;
  token.references++;
  later.time = now + max(0, settings.ttl - age);
  later.rank = EXPIRY * CLASS_STEP + state.sequence++;
  later.address = addressAt(HOLD_OVER, 0);
  place(later);
}

/** The order holds nothing any more, and the timer of its hold must not fire. */
function endHold(order: Token): void {
  order.generation++;
  order.flags &= ~Flag.held;
}
