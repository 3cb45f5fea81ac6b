import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { sourceOf } from "../kernel/orders.ts";
import type { Purpose } from "../kernel/random.ts";
import type { Scheduler, Timer } from "../kernel/scheduler.ts";
import { Event } from "../measure/ledger.ts";
import { Turns } from "../parts/turns.ts";
import type { World } from "../parts/world.ts";
import { addressAt, HOLD_OVER, SERVED } from "./addresses.ts";
import type { Books } from "./books.ts";
import type { Checkout } from "./checkout.ts";
import {
  AVAILABLE,
  CLICK,
  CLOCK,
  DOUBLES,
  FLAGS,
  Flag,
  INTEGERS,
  type Memory,
  NUMBER,
  ORDER,
  REFERENCES,
  SINCE,
} from "./memory.ts";

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
  /** Of each task that can fail by luck: how likely, and by which. */
  private readonly failing: number[] = [];
  private readonly luck: (Purpose | null)[] = [];
  private readonly units: readonly number[];
  private readonly turns: Turns;
  private readonly ttl: number = Infinity;
  private readonly fromClick: boolean = false;
  private readonly afterExpiry: "takeAgain" | "fail" | "confirmAnyway" = "fail";
  private readonly expiry: Timer | null = null;

  /** @param values what an order of each source is worth, in minor units */
  constructor(
    world: World,
    { services, orchestrator }: Checkout,
    private readonly memory: Memory,
    private readonly books: Books,
    private readonly values: readonly number[],
  ) {
    this.scheduler = world.scheduler;
    this.units = world.unitsBySource;
    const inventory = services.find(({ kind }) => kind === "inventory");
    this.turns = new Turns(1, 1, inventory?.kind === "inventory" ? inventory.config.updateTime : 0);
    if (inventory?.kind === "inventory") {
      const { hold } = inventory.config;
      this.ttl = hold.ttl ?? Infinity;
      this.fromClick = hold.from === "click";
      this.afterExpiry = hold.confirmAfterExpiry;
      if (hold.ttl !== null) this.expiry = world.scheduler.lane([hold.ttl], Class.expiry, memory);
    }
    const tasks = 2 * orchestrator.config.saga.length;
    this.failing = new Array<number>(tasks).fill(0);
    this.luck = new Array<Purpose | null>(tasks).fill(null);
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
        return this.reserve(token, task);
      case Effect.confirm:
        return this.confirm(token, task);
      case Effect.release:
        return this.giveBack(token, task);
      case Effect.restock:
        return this.restock(token, task);
      case Effect.charge:
        return this.charge(token, task);
      case Effect.refund:
        return this.refund(token);
      case Effect.create:
        return this.create(token, task);
      case Effect.cancel:
        return this.cancel(token);
      default:
        return this.fails(this.numberOf(token), task) ? Outcome.notificationFailed : Outcome.ok;
    }
  }

  /** The hold of the order has run out. The order loses a reference. */
  expire(order: number): void {
    const number = this.numberOf(order);
    this.endHold(order);
    this.books.unhold(Event.expired, number, this.units[sourceOf(number)]);
  }

  /** A hold with an end of its own may be over; returns whether it is, and was not before. */
  expireLater(token: number, order: number): boolean {
    const { ints, generation } = this.memory;
    const isSame = ints[(token << INTEGERS) + SINCE] === (generation[order] | 0);
    if (!isSame || (ints[(order << INTEGERS) + FLAGS] & Flag.held) === 0) return false;
    this.expire(order);
    return true;
  }

  private numberOf(token: number): number {
    return this.memory.ints[(token << INTEGERS) + NUMBER];
  }

  private fails(number: number, task: number): boolean {
    const probability = this.failing[task];
    return probability > 0 && (this.luck[task]?.uniform(number, 0) ?? 1) < probability;
  }

  private reserve(token: number, task: number): OutcomeCode {
    const { doubles, ints } = this.memory;
    const at = token << INTEGERS;
    const number = ints[at + NUMBER];
    const units = this.units[sourceOf(number)];
    if (doubles[AVAILABLE] < units) return Outcome.outOfStock;
    if (!this.hasTurn(token, task)) return Outcome.pending;
    ints[at + REFERENCES]++;
    ints[at + FLAGS] |= Flag.held;
    this.books.reserve(number, units);
    if (this.expiry !== null) this.startHold(token, this.expiry);
    return Outcome.ok;
  }

  private confirm(token: number, task: number): OutcomeCode {
    const { doubles, ints } = this.memory;
    const at = token << INTEGERS;
    const number = ints[at + NUMBER];
    const units = this.units[sourceOf(number)];
    if ((ints[at + FLAGS] & Flag.held) !== 0) {
      this.endHold(token);
      ints[at + FLAGS] |= Flag.sold;
      this.books.confirm(number, units);
      ints[at + REFERENCES]--;
      return Outcome.ok;
    }
    if (!this.hasTurn(token, task)) return Outcome.pending;
    // The hold has lapsed: what then, is policy.
    if (this.afterExpiry === "fail") return Outcome.holdExpired;
    if (this.afterExpiry === "takeAgain" && doubles[AVAILABLE] < units) return Outcome.holdExpired;
    ints[at + FLAGS] |= Flag.sold;
    this.books.retake(number, units);
    return Outcome.ok;
  }

  private giveBack(token: number, task: number): OutcomeCode {
    if (!this.hasTurn(token, task)) return Outcome.pending;
    const { ints } = this.memory;
    const at = token << INTEGERS;
    if ((ints[at + FLAGS] & Flag.held) === 0) return Outcome.ok;
    const number = ints[at + NUMBER];
    this.endHold(token);
    this.books.unhold(Event.released, number, this.units[sourceOf(number)]);
    ints[at + REFERENCES]--;
    return Outcome.ok;
  }

  private restock(token: number, task: number): OutcomeCode {
    if (!this.hasTurn(token, task)) return Outcome.pending;
    const { ints } = this.memory;
    const at = token << INTEGERS;
    if ((ints[at + FLAGS] & Flag.sold) === 0) return Outcome.ok;
    const number = ints[at + NUMBER];
    ints[at + FLAGS] &= ~Flag.sold;
    this.books.restock(number, this.units[sourceOf(number)]);
    return Outcome.ok;
  }

  private charge(token: number, task: number): OutcomeCode {
    const { ints } = this.memory;
    const at = token << INTEGERS;
    const number = ints[at + NUMBER];
    if (this.fails(number, task)) return Outcome.declined;
    // A charge of nothing is none that a refund or the auditor would look for.
    if (this.values[sourceOf(number)] > 0) ints[at + FLAGS] |= Flag.paid;
    this.books.charge(number);
    return Outcome.ok;
  }

  private refund(token: number): OutcomeCode {
    const { ints } = this.memory;
    const at = token << INTEGERS;
    const number = ints[at + NUMBER];
    if ((ints[at + FLAGS] & Flag.paid) === 0) return Outcome.ok;
    ints[at + FLAGS] &= ~Flag.paid;
    this.books.refund(number);
    return Outcome.ok;
  }

  private create(token: number, task: number): OutcomeCode {
    const { ints } = this.memory;
    const at = token << INTEGERS;
    const number = ints[at + NUMBER];
    if (this.fails(number, task)) return Outcome.shippingFailed;
    ints[at + FLAGS] |= Flag.shipped;
    this.books.ship(number);
    return Outcome.ok;
  }

  private cancel(token: number): OutcomeCode {
    const { ints } = this.memory;
    const at = token << INTEGERS;
    if ((ints[at + FLAGS] & Flag.shipped) === 0) return Outcome.ok;
    ints[at + FLAGS] &= ~Flag.shipped;
    this.books.cancelShipment(ints[at + NUMBER]);
    return Outcome.ok;
  }

  /** Whether this task's update of the count is through; if not, its service goes on until it is. */
  private hasTurn(token: number, task: number): boolean {
    const { doubles, ints } = this.memory;
    const at = (token << INTEGERS) + FLAGS;
    if ((ints[at] & Flag.updated) !== 0) return true;
    const now = doubles[CLOCK];
    const done = this.turns.take(0, token, now);
    if (done <= now) return true;
    ints[at] |= Flag.updated;
    this.scheduler.after(done - now, Class.finish, token, addressAt(SERVED, task));
    return false;
  }

  private startHold(token: number, expiry: Timer): void {
    const { memory, scheduler } = this;
    const click = memory.doubles[(token << DOUBLES) + CLICK];
    const age = this.fromClick ? scheduler.now - click : 0;
    if (age === 0) {
      expiry.start(token, 0);
      return;
    }
    const later = memory.open(this.numberOf(token), click);
    const { ints } = memory;
    ints[(later << INTEGERS) + ORDER] = token;
    ints[(later << INTEGERS) + SINCE] = memory.generation[token];
    ints[(token << INTEGERS) + REFERENCES]++;
    scheduler.after(Math.max(0, this.ttl - age), Class.expiry, later, addressAt(HOLD_OVER, 0));
  }

  /** The order holds nothing any more, and the timer of its hold must not fire. */
  private endHold(order: number): void {
    const { ints, generation } = this.memory;
    generation[order]++;
    ints[(order << INTEGERS) + FLAGS] &= ~Flag.held;
  }
}
