import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { sourceOf } from "../kernel/orders.ts";
import type { Purpose } from "../kernel/random.ts";
import type { Scheduler, Timer } from "../kernel/scheduler.ts";
import type { Ledger } from "../measure/ledger.ts";
import { Turns } from "../parts/turns.ts";
import type { World } from "../parts/world.ts";
import { addressAt, HOLD_OVER, SERVED } from "./addresses.ts";
import type { Checkout } from "./checkout.ts";
import {
  CLICK,
  HOLD,
  Hold,
  NUMBER,
  ORDER,
  PAID,
  REFERENCES,
  SHIPPED,
  SINCE,
  TASK,
  TOKEN_BITS,
  type Tokens,
  UPDATED,
} from "./tokens.ts";

/** What a task does to an order, by the name of its operation. */
export const Effect = {
  reserve: 1,
  confirm: 2,
  release: 3,
  restock: 4,
  charge: 5,
  refund: 6,
  create: 7,
  cancel: 8,
  send: 9,
} as const;

/** What the services do to orders when nothing but business fails. */
export class Effects {
  private readonly scheduler: Scheduler;
  private readonly ledger: Ledger;
  /** Of each task that can fail by luck: how likely, and by which. */
  private readonly failing: number[] = [];
  private readonly luck: (Purpose | null)[] = [];
  private readonly units: readonly number[];
  private available = 0;
  /** Number of the item in the books. */
  private readonly item = 0;
  private readonly turns: Turns;
  private readonly ttl: number = Infinity;
  private readonly fromClick: boolean = false;
  private readonly afterExpiry: "takeAgain" | "fail" | "confirmAnyway" = "fail";
  private readonly expiry: Timer | null = null;

  /** @param values what an order of each source is worth, in minor units */
  constructor(
    world: World,
    { services, orchestrator }: Checkout,
    private readonly tokens: Tokens,
    private readonly values: readonly number[],
  ) {
    this.scheduler = world.scheduler;
    this.ledger = world.ledger;
    this.units = world.unitsBySource;
    const inventory = services.find(({ kind }) => kind === "inventory");
    this.turns = new Turns(1, 1, inventory?.kind === "inventory" ? inventory.config.updateTime : 0);
    if (inventory?.kind === "inventory") {
      const { items, hold } = inventory.config;
      this.available = items[0].stock;
      this.ttl = hold.ttl ?? Infinity;
      this.fromClick = hold.from === "click";
      this.afterExpiry = hold.confirmAfterExpiry;
      if (hold.ttl !== null) this.expiry = world.scheduler.lane([hold.ttl], Class.expiry, tokens);
    }
    orchestrator.config.saga.forEach(({ component }, step) => {
      const service = services.find(({ id }) => id === component);
      if (service === undefined || service.kind === "inventory") return;
      const isPayment = service.kind === "payment";
      this.failing[2 * step] = isPayment ? service.config.declineProbability : service.config.failureProbability;
      this.luck[2 * step] = world.purpose(`${component}/${isPayment ? "decline" : "failure"}`);
    });
  }

  /** What a task does at the end of its service; `pending` when the service goes on until the item's update has had its turn. */
  carryOut(effect: number, token: number, task: number): OutcomeCode {
    switch (effect) {
      case Effect.reserve:
        return this.reserve(token);
      case Effect.confirm:
        return this.confirm(token);
      case Effect.release:
        return this.giveBack(token);
      case Effect.restock:
        return this.restock(token);
      case Effect.charge:
        return this.charge(token, task);
      case Effect.refund:
        return this.refund(token);
      case Effect.create:
        return this.create(token, task);
      case Effect.cancel:
        return this.cancel(token);
      default:
        return this.fails(token, task) ? Outcome.notificationFailed : Outcome.ok;
    }
  }

  /** The hold of the order has run out. The order loses a reference. */
  expire(order: number): void {
    const at = order << TOKEN_BITS;
    const number = this.tokens.integers[at | NUMBER];
    const units = this.units[sourceOf(number)];
    this.endHold(order, Hold.lapsed);
    this.available += units;
    this.ledger.expire(order, number, this.item, units, this.scheduler.now);
  }

  /** A hold with an end of its own may be over; returns whether it is, and was not before. */
  expireLater(token: number, order: number): boolean {
    const { integers, generation } = this.tokens;
    const isSame = integers[(token << TOKEN_BITS) | SINCE] === (generation[order] | 0);
    if (!isSame || integers[(order << TOKEN_BITS) | HOLD] !== Hold.held) return false;
    this.expire(order);
    return true;
  }

  private fails(token: number, task: number): boolean {
    const probability = this.failing[task];
    if (probability === 0) return false;
    const number = this.tokens.integers[(token << TOKEN_BITS) | NUMBER];
    return (this.luck[task]?.uniform(number, 0) ?? 1) < probability;
  }

  private reserve(token: number): OutcomeCode {
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    const number = integers[at | NUMBER];
    const units = this.units[sourceOf(number)];
    if (this.available < units) return Outcome.outOfStock;
    if (!this.hasTurn(token)) return Outcome.pending;
    this.available -= units;
    integers[at | REFERENCES]++;
    integers[at | HOLD] = Hold.held;
    this.ledger.reserve(token, number, this.item, units, this.scheduler.now);
    this.startHold(token);
    return Outcome.ok;
  }

  private confirm(token: number): OutcomeCode {
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    const number = integers[at | NUMBER];
    const units = this.units[sourceOf(number)];
    if (integers[at | HOLD] === Hold.held) {
      this.endHold(token, Hold.sold);
      this.ledger.confirm(token, number, this.item, units, this.scheduler.now);
      integers[at | REFERENCES]--;
      return Outcome.ok;
    }
    if (!this.hasTurn(token)) return Outcome.pending;
    // The hold has lapsed: what then, is policy.
    if (this.afterExpiry === "fail") return Outcome.holdExpired;
    if (this.afterExpiry === "takeAgain" && this.available < units) return Outcome.holdExpired;
    integers[at | HOLD] = Hold.sold;
    this.available -= units;
    this.ledger.retake(token, number, this.item, units, this.scheduler.now);
    return Outcome.ok;
  }

  private giveBack(token: number): OutcomeCode {
    if (!this.hasTurn(token)) return Outcome.pending;
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    if (integers[at | HOLD] !== Hold.held) return Outcome.ok;
    const number = integers[at | NUMBER];
    const units = this.units[sourceOf(number)];
    this.endHold(token, Hold.none);
    this.available += units;
    this.ledger.release(token, number, this.item, units, this.scheduler.now);
    integers[at | REFERENCES]--;
    return Outcome.ok;
  }

  private restock(token: number): OutcomeCode {
    if (!this.hasTurn(token)) return Outcome.pending;
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    if (integers[at | HOLD] !== Hold.sold) return Outcome.ok;
    const number = integers[at | NUMBER];
    const units = this.units[sourceOf(number)];
    integers[at | HOLD] = Hold.none;
    this.available += units;
    this.ledger.restock(token, number, this.item, units, this.scheduler.now);
    return Outcome.ok;
  }

  private charge(token: number, task: number): OutcomeCode {
    if (this.fails(token, task)) return Outcome.declined;
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    const number = integers[at | NUMBER];
    integers[at | PAID] = 1;
    this.ledger.charge(token, number, this.values[sourceOf(number)], this.scheduler.now);
    return Outcome.ok;
  }

  private refund(token: number): OutcomeCode {
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    const number = integers[at | NUMBER];
    const amount = this.values[sourceOf(number)];
    if (integers[at | PAID] === 0 || amount <= 0) return Outcome.ok;
    integers[at | PAID] = 0;
    this.ledger.refund(token, number, amount, this.scheduler.now);
    return Outcome.ok;
  }

  private create(token: number, task: number): OutcomeCode {
    if (this.fails(token, task)) return Outcome.shippingFailed;
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    integers[at | SHIPPED] = 1;
    this.ledger.ship(token, integers[at | NUMBER], this.scheduler.now);
    return Outcome.ok;
  }

  private cancel(token: number): OutcomeCode {
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    if (integers[at | SHIPPED] === 0) return Outcome.ok;
    integers[at | SHIPPED] = 0;
    this.ledger.cancelShipment(token, integers[at | NUMBER], this.scheduler.now);
    return Outcome.ok;
  }

  /** Whether this task's update of the count is through; if not, its service goes on until it is. */
  private hasTurn(token: number): boolean {
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    if (integers[at | UPDATED] === 1) return true;
    const { scheduler } = this;
    const { now } = scheduler;
    const done = this.turns.take(0, token, now);
    if (done <= now) return true;
    integers[at | UPDATED] = 1;
    scheduler.after(done - now, Class.finish, token, addressAt(SERVED, integers[at | TASK]));
    return false;
  }

  private startHold(token: number): void {
    if (this.expiry === null) return;
    const { tokens, scheduler } = this;
    const at = token << TOKEN_BITS;
    const click = tokens.doubles[(at >> 1) | CLICK];
    const age = this.fromClick ? scheduler.now - click : 0;
    if (age === 0) {
      this.expiry.start(token, 0);
      return;
    }
    const later = tokens.open(tokens.integers[at | NUMBER], click);
    tokens.integers[(later << TOKEN_BITS) | ORDER] = token;
    tokens.integers[(later << TOKEN_BITS) | SINCE] = tokens.generation[token];
    tokens.integers[at | REFERENCES]++;
    scheduler.after(Math.max(0, this.ttl - age), Class.expiry, later, addressAt(HOLD_OVER, 0));
  }

  /** The timer of the order's hold must not fire any more. */
  private endHold(order: number, as: number): void {
    const { integers, generation } = this.tokens;
    generation[order]++;
    integers[(order << TOKEN_BITS) | HOLD] = as;
  }
}
