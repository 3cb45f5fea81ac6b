import { Outcome, type OutcomeCode } from "../kernel/calls.ts";

const REASONS: Readonly<Record<OutcomeCode, string>> = {
  [Outcome.pending]: "no answer",
  [Outcome.ok]: "none",
  [Outcome.outOfStock]: "out of stock",
  [Outcome.declined]: "payment declined",
  [Outcome.shippingFailed]: "shipping failed",
  [Outcome.notificationFailed]: "notification failed",
  [Outcome.holdExpired]: "hold expired",
  [Outcome.rateLimited]: "rate limited",
  [Outcome.full]: "service full",
  [Outcome.queueFull]: "queue full",
  [Outcome.orderFailed]: "order failed",
  [Outcome.updated]: "no answer",
  [Outcome.timedOut]: "timed out",
  [Outcome.unavailable]: "service unavailable",
  [Outcome.serverError]: "service error",
  [Outcome.circuitOpen]: "circuit open",
  [Outcome.bulkheadFull]: "bulkhead full",
  [Outcome.throttled]: "processor busy",
  [Outcome.tombstoned]: "compensated before",
  [Outcome.deadlinePassed]: "deadline passed",
  [Outcome.aborted]: "transaction aborted",
  [Outcome.lockTimeout]: "lock timeout",
  [Outcome.deadlock]: "deadlock",
  [Outcome.refused]: "refused by a service",
  [Outcome.shed]: "load shed",
  [Outcome.soldOut]: "sold out",
  [Outcome.admissionClosed]: "admission closed",
  [Outcome.cancelled]: "cancelled by the shopper",
  [Outcome.customerLimit]: "limit per customer",
};

/** Why a call did not succeed, in the words of the result's `failures`. */
export function reasonOf(outcome: number): string {
  return REASONS[outcome as OutcomeCode];
}
