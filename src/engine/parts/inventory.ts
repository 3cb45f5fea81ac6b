import type { ComponentOf } from "../../model/index.ts";
import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { Carts } from "./cart.ts";
import { Lock, RowLocks } from "./row-locks.ts";
import { OWN_EVENT, Service } from "./service.ts";
import type { StockNotice } from "./stock-notice.ts";
import { Turns } from "./turns.ts";
import type { World } from "./world.ts";

const RESERVE = 0;
const CONFIRM = 1;
const RELEASE = 2;

const EXPIRED = OWN_EVENT;
const EXPIRED_LATER = OWN_EVENT + 1;
const BEAT = OWN_EVENT + 2;
const LOCK_TIMEOUT = OWN_EVENT + 3;

/** How the inventory knows an order. */
const NONE = 0;
const HELD = 1;
const LAPSED = 2;
const SOLD = 3;

/** Bits of a tombstone. */
const NO_RESERVE = 1;
const NO_CONFIRM = 2;

/**
 * Stock with reservations. A reservation is one atomic conditional decrement, taken at the end of its operation; updates
 * of one item's count take turns, so a hot item stretches the operations that change it.
 */
export class Inventory extends Service {
  private readonly config: ComponentOf<"inventory">["config"];
  private readonly available: number[];
  /** Numbers of the items in the books. */
  private readonly entries: number[];
  private readonly turns: Turns;
  private readonly carts: Carts;
  private readonly locks: RowLocks | null;
  private readonly lockTimeout: Timer | null;
  private readonly state;
  /** Holds beside the first, where repeated reservations are not recognised. */
  private readonly extra;
  private readonly tombstone;
  /** 1 if the units were there when the reservation looked, for check-then-act. */
  private readonly seen;
  private readonly generations: { readonly generation: Int32Array };
  private readonly expiry: Timer | null;
  private readonly beat: Timer | null;
  /** Where changes of the stock are made known; null when nobody asks. */
  private readonly notice: StockNotice | null;
  /** Coordinators whose holds do not expire: who has voted yes to them waits for the outcome. */
  private readonly binding: ReadonlySet<number>;
  /** How far the service's own clock runs ahead, in seconds. */
  private skew = 0;

  constructor(world: World, self: number, component: ComponentOf<"inventory">) {
    super(world, self, component);
    const { config, id } = component;
    const { items, hold } = config;
    this.config = config;
    this.available = items.map((item) => item.stock);
    this.entries = items.map((item) => world.ledger.stockItem(item.stock));
    this.turns = new Turns(items.length, config.shards, config.updateTime);
    this.carts = new Carts(
      items.map((item) => item.popularity),
      world.purpose(`${id}/item`),
    );
    const { calls } = world.scheduler;
    const { timeout, detection } = config.rowLocks;
    this.locks =
      config.control === "rowLocks"
        ? new RowLocks(items.length, detection, (call) => calls.order[call] as number)
        : null;
    this.lockTimeout =
      this.locks === null || timeout === null ? null : world.scheduler.lane([timeout], Class.timeout, calls);
    this.state = world.orders.bytes();
    this.extra = world.orders.integers();
    this.tombstone = world.orders.bytes();
    this.seen = world.orders.bytes();
    const generation = world.orders.integers();
    this.generations = {
      get generation() {
        return generation.data;
      },
    };
    const isWatched = world.scenario.architecture.components.some(
      (other) => other.kind === "gateway" && other.config.soldOut !== null,
    );
    this.notice = isWatched ? world.noticeOf(id) : null;
    const { scheduler } = world;
    this.expiry = hold.ttl === null ? null : scheduler.lane([hold.ttl], Class.expiry, this.generations);
    const beats = world.scenario.architecture.components
      .filter(
        (other) =>
          other.kind === "orchestrator" &&
          other.config.coordination === "saga" &&
          other.config.saga.some((step) => step.component === id),
      )
      .flatMap((other) =>
        other.kind === "orchestrator" && other.config.heartbeat !== null ? [other.config.heartbeat] : [],
      );
    this.beat =
      beats.length === 0 || this.expiry === null
        ? null
        : scheduler.lane([Math.min(...beats)], Class.delivery, this.generations);
    this.binding = new Set(
      world.scenario.architecture.components.flatMap((other, index) =>
        other.kind === "orchestrator" && other.config.coordination === "twoPhaseCommit" ? [index] : [],
      ),
    );
    if (hold.from === "click" && hold.ttl !== null) {
      world.deadlineAfterClick = Math.min(world.deadlineAfterClick, hold.ttl);
    }
    const prices = items.map((item) => item.price);
    const [price = 0] = prices;
    // With one item there is one cart, and nothing to look up.
    world.pricedBy(
      prices.length === 1
        ? () => price
        : (number) => this.carts.of(number, world.itemsOf(number)).reduce((sum, item) => sum + (prices[item] ?? 0), 0),
    );
    this.events[EXPIRED] = (order) => this.expire(order);
    this.events[EXPIRED_LATER] = (call) => this.expireLater(call);
    this.events[LOCK_TIMEOUT] = (call) => this.stopWaiting(call);
    this.events[BEAT] = (order) => this.renew(order);
    world.remembers((order) => this.forget(order));
  }

  private forget(order: number): void {
    this.state.set(order, NONE);
    this.extra.data[order] = 0;
    this.tombstone.set(order, 0);
    this.seen.set(order, 0);
  }

  /** The service's own clock moves ahead (or back) by `seconds`. */
  skewClock(seconds: number): void {
    this.skew += seconds;
  }

  override crash(): void {
    super.crash();
    // Those that waited for a lock are in service, but nothing would ever end it.
    for (const call of this.locks?.clear() ?? []) this.world.vanish(call);
  }

  protected override admits(call: number): boolean {
    if (this.config.control !== "checkThenAct") return true;
    // The check is a read of its own; what it saw may be wrong by the time the units are taken.
    const { calls } = this.world.scheduler;
    const order = calls.order[call] as number;
    if (calls.operation[call] === RESERVE) this.seen.set(order, this.isShort(order) ? 0 : 1);
    return true;
  }

  protected effect(call: number, order: number, operation: number): OutcomeCode {
    if (operation === RESERVE && this.locks !== null) {
      const answer = this.lock(this.locks, call, order);
      if (answer !== Outcome.ok) return answer;
    }
    if (this.changesCount(order, operation) && !this.hasTurn(call, order)) return Outcome.pending;
    if (operation === RESERVE) return this.reserve(order, call);
    if (operation === CONFIRM) return this.confirm(order);
    return operation === RELEASE ? this.release(order) : this.restock(order);
  }

  /** Whether the operation changes what is available, and so must take its turn. */
  private changesCount(order: number, operation: number): boolean {
    if (operation === RESERVE) return this.sees(order);
    const state = this.state.of(order);
    return operation !== CONFIRM || (state !== HELD && state !== SOLD);
  }

  private reserve(order: number, call: number): OutcomeCode {
    if ((this.tombstone.of(order) & NO_RESERVE) !== 0) {
      this.unlock(order);
      return Outcome.tombstoned;
    }
    const state = this.state.of(order);
    if (this.config.idempotencyKeys && state !== NONE) {
      // What holds the units keeps its rows; a repeat of what is over must not.
      if (state !== HELD) this.unlock(order);
      return state === LAPSED ? Outcome.holdExpired : Outcome.ok;
    }
    if (!this.sees(order)) {
      this.unlock(order);
      return Outcome.outOfStock;
    }
    this.world.keep(order);
    this.book(order, RESERVED);
    if (state === HELD || state === SOLD) {
      this.extra.data[order] = (this.extra.data[order] as number) + 1;
      if (this.binds(call)) return Outcome.ok;
      if (this.config.hold.ttl !== null) this.expireIn(order, this.config.hold.ttl);
      return Outcome.ok;
    }
    const age = this.world.now - this.world.orders.click.of(order);
    this.state.set(order, HELD);
    if (this.binds(call)) return Outcome.ok;
    this.startHold(order, this.config.hold.from === "click" ? age : 0);
    return Outcome.ok;
  }

  private binds(call: number): boolean {
    return this.binding.size > 0 && this.binding.has(this.world.scheduler.calls.caller[call] as number);
  }

  private confirm(order: number): OutcomeCode {
    if ((this.tombstone.of(order) & NO_CONFIRM) !== 0) return Outcome.tombstoned;
    const state = this.state.of(order);
    if (state === SOLD) return Outcome.ok;
    if (state === HELD) {
      this.state.set(order, SOLD);
      this.endHold(order);
      this.book(order, CONFIRMED);
      this.world.release(order);
      return Outcome.ok;
    }
    // The hold has lapsed: what then, is policy.
    const policy = this.config.hold.confirmAfterExpiry;
    if (policy === "fail") return Outcome.holdExpired;
    if (policy === "takeAgain" && this.isShort(order)) return Outcome.holdExpired;
    this.state.set(order, SOLD);
    this.book(order, RETAKEN);
    return Outcome.ok;
  }

  private release(order: number): OutcomeCode {
    if (this.config.tombstones) this.tombstone.set(order, this.tombstone.of(order) | NO_RESERVE);
    if (this.state.of(order) !== HELD) return Outcome.ok;
    this.state.set(order, NONE);
    this.endHold(order);
    this.book(order, RELEASED);
    this.world.release(order);
    return Outcome.ok;
  }

  private restock(order: number): OutcomeCode {
    if (this.config.tombstones) this.tombstone.set(order, this.tombstone.of(order) | NO_CONFIRM);
    if (this.state.of(order) !== SOLD) return Outcome.ok;
    this.state.set(order, NONE);
    this.book(order, RESTOCKED);
    return Outcome.ok;
  }

  /** @param age what is gone of the time to live already, in seconds */
  private startHold(order: number, age: number): void {
    const { ttl, clock } = this.config.hold;
    if (this.expiry === null || ttl === null) return;
    const skew = clock === "perService" ? this.skew : 0;
    if (skew === 0 && age === 0) this.expiry.start(order, addressOf(this.self, EXPIRED));
    else this.expireIn(order, Math.max(0, ttl - skew - age));
    if (this.beat !== null) this.beat.start(order, addressOf(this.self, BEAT));
  }

  /** The timer of the order's hold must not fire any more, and its rows are free. */
  private endHold(order: number): void {
    const { generation } = this.generations;
    generation[order] = (generation[order] as number) + 1;
    this.unlock(order);
  }

  private expire(order: number): void {
    this.state.set(order, LAPSED);
    this.endHold(order);
    this.book(order, LAPSES);
    this.world.release(order);
  }

  /** A hold that ends at an instant of its own, or one hold of several. */
  private expireIn(order: number, seconds: number): void {
    const { world } = this;
    const call = world.openCall(order, this.self);
    world.scheduler.calls.context[call] = this.generations.generation[order] as number;
    world.scheduler.after(seconds, Class.expiry, call, addressOf(this.self, EXPIRED_LATER));
  }

  private expireLater(call: number): void {
    const { calls } = this.world.scheduler;
    const order = calls.order[call] as number;
    const first = calls.context[call] === this.generations.generation[order];
    if (this.state.of(order) === HELD && first) {
      this.expire(order);
    } else if ((this.extra.data[order] as number) > 0) {
      this.extra.data[order] = (this.extra.data[order] as number) - 1;
      this.book(order, LAPSES);
      this.world.release(order);
    }
    this.world.closeCall(call);
  }

  /** The driver is still at it: the hold begins anew. */
  private renew(order: number): void {
    const { world } = this;
    if (this.state.of(order) !== HELD || this.beat === null) return;
    if (!world.isDriven(order)) {
      // Nobody renews it now; whoever takes the order over will.
      this.beat.start(order, addressOf(this.self, BEAT));
      return;
    }
    const { generation } = this.generations;
    generation[order] = (generation[order] as number) + 1;
    world.ledger.renew(order, world.orders.number[order] as number, world.now);
    this.startHold(order, 0);
  }

  /** Changes the count of every item of the order, and tells the books. */
  private book(order: number, change: number): void {
    const { world } = this;
    const { ledger, now } = world;
    const number = world.orders.number[order] as number;
    const units = world.orders.units[order] as number;
    const cart = this.cartOf(number);
    for (let i = 0; i < cart.length; i++) {
      const item = cart[i] as number;
      const entry = this.entries[item] as number;
      this.available[item] = (this.available[item] as number) + (SIGNS[change] as number) * units;
      if (change === RESERVED) ledger.reserve(order, number, entry, units, now);
      else if (change === CONFIRMED) ledger.confirm(order, number, entry, units, now);
      else if (change === RETAKEN) ledger.retake(order, number, entry, units, now);
      else if (change === RELEASED) ledger.release(order, number, entry, units, now);
      else if (change === RESTOCKED) ledger.restock(order, number, entry, units, now);
      else ledger.expire(order, number, entry, units, now);
    }
    if (this.notice !== null) {
      const all = units * cart.length;
      this.notice.change((SIGNS[change] as number) * all, (HOLDS[change] as number) * all);
    }
  }

  private isShort(order: number): boolean {
    const units = this.world.orders.units[order] as number;
    if (this.available.length === 1) return (this.available[0] as number) < units;
    const cart = this.cartOf(this.world.orders.number[order] as number);
    for (let i = 0; i < cart.length; i++) {
      if ((this.available[cart[i] as number] as number) < units) return true;
    }
    return false;
  }

  /** Whether a reservation believes that the units are there. */
  private sees(order: number): boolean {
    return this.config.control === "checkThenAct" ? this.seen.of(order) === 1 : !this.isShort(order);
  }

  /** Whether this call's updates of the counts are through; if not, the service goes on until they are. */
  private hasTurn(call: number, order: number): boolean {
    const { calls, now } = this.world.scheduler;
    // A prolonged call comes back exactly when its turn is over.
    if (calls.outcome.of(call) === Outcome.updated) return true;
    const number = this.world.orders.number[order] as number;
    const cart = this.cartOf(number);
    let done = now;
    for (let i = 0; i < cart.length; i++) done = Math.max(done, this.turns.take(cart[i] as number, number, now));
    if (done <= now) return true;
    calls.outcome.set(call, Outcome.updated);
    this.prolong(call, done - now);
    return false;
  }

  /** Takes the locks on the order's rows, one after the other; a call that must wait keeps its server. */
  private lock(locks: RowLocks, call: number, order: number): OutcomeCode {
    const cart = this.cartOf(this.world.orders.number[order] as number);
    for (let i = 0; i < cart.length; i++) {
      const answer = locks.ask(cart[i] as number, order, call);
      if (answer === Lock.granted) continue;
      if (answer === Lock.waits) {
        this.lockTimeout?.start(call, addressOf(this.self, LOCK_TIMEOUT));
        return Outcome.pending;
      }
      this.unlock(order);
      return Outcome.deadlock;
    }
    return Outcome.ok;
  }

  private unlock(order: number): void {
    const { locks } = this;
    if (locks === null) return;
    const cart = [...this.cartOf(this.world.orders.number[order] as number)];
    for (const item of cart) {
      const next = locks.release(item, order);
      if (next >= 0) this.prolong(next, 0);
    }
  }

  /** A call has waited for a lock as long as it may. */
  private stopWaiting(call: number): void {
    const { locks, world } = this;
    const order = world.scheduler.calls.order[call] as number;
    if (locks === null || locks.waitingCall(order) !== call) return;
    locks.giveUp(order);
    this.unlock(order);
    this.conclude(call, Outcome.lockTimeout);
  }

  private cartOf(number: number): readonly number[] {
    return this.carts.of(number, this.world.itemsOf(number));
  }
}

/** A change of the count of what is available, as it is booked. */
const RESERVED = 0;
const CONFIRMED = 1;
const RETAKEN = 2;
const RELEASED = 3;
const RESTOCKED = 4;
const LAPSES = 5;
/** What each does to the count. */
const SIGNS = [-1, 0, -1, 1, 1, 1];
/** What each does to the units held. */
const HOLDS = [1, -1, 0, -1, 0, -1];
