import type { ComponentOf } from "../../model/index.ts";
import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import type { Purpose } from "../kernel/random.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { OWN_EVENT, Service } from "./service.ts";
import { Turns } from "./turns.ts";
import type { World } from "./world.ts";

const RESERVE = 0;
const CONFIRM = 1;
const RELEASE = 2;

const EXPIRED = OWN_EVENT;
const EXPIRED_LATER = OWN_EVENT + 1;
const BEAT = OWN_EVENT + 2;

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
  private readonly shares: number[];
  private readonly luck: Purpose;
  private readonly state;
  /** Holds beside the first, where repeated reservations are not recognised. */
  private readonly extra;
  private readonly tombstone;
  /** 1 if the units were there when the reservation looked, for check-then-act. */
  private readonly seen;
  private readonly generations: { readonly generation: Uint32Array };
  private readonly expiry: Timer | null;
  private readonly beat: Timer | null;
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
    this.luck = world.purpose(`${id}/item`);
    const total = items.reduce((sum, item) => sum + item.popularity, 0);
    let share = 0;
    this.shares = items.map((item) => {
      share += item.popularity / total;
      return share;
    });
    this.state = world.column((n) => new Uint8Array(n));
    this.extra = world.column((n) => new Int32Array(n));
    this.tombstone = world.column((n) => new Uint8Array(n));
    this.seen = world.column((n) => new Uint8Array(n));
    const generation = world.column((n) => new Uint32Array(n));
    this.generations = {
      get generation() {
        return generation.data;
      },
    };
    const { scheduler } = world;
    this.expiry = hold.ttl === null ? null : scheduler.lane([hold.ttl], Class.expiry, this.generations);
    const beats = world.scenario.architecture.components
      .filter((other) => other.kind === "orchestrator" && other.config.saga.some((step) => step.component === id))
      .flatMap((other) =>
        other.kind === "orchestrator" && other.config.heartbeat !== null ? [other.config.heartbeat] : [],
      );
    this.beat =
      beats.length === 0 || this.expiry === null
        ? null
        : scheduler.lane([Math.min(...beats)], Class.delivery, this.generations);
    if (hold.from === "click" && hold.ttl !== null) {
      world.deadlineAfterClick = Math.min(world.deadlineAfterClick, hold.ttl);
    }
    world.pricedBy((number) => (items[this.itemOf(number)] as (typeof items)[number]).price);
    this.events[EXPIRED] = (order) => this.expire(order);
    this.events[EXPIRED_LATER] = (call) => this.expireLater(call);
    this.events[BEAT] = (order) => this.renew(order);
    world.remembers(this);
  }

  override forget(order: number): void {
    this.state.data[order] = NONE;
    this.extra.data[order] = 0;
    this.tombstone.data[order] = 0;
    this.seen.data[order] = 0;
  }

  /** The service's own clock moves ahead (or back) by `seconds`. */
  skewClock(seconds: number): void {
    this.skew += seconds;
  }

  protected override admits(call: number): boolean {
    if (this.config.control !== "checkThenAct") return true;
    // The check is a read of its own; what it saw may be wrong by the time the units are taken.
    const { calls } = this.world.scheduler;
    const order = calls.order[call] as number;
    if (calls.operation[call] === RESERVE) {
      const item = this.itemOf(this.world.orders.number[order] as number);
      this.seen.data[order] = this.isShort(order, item) ? 0 : 1;
    }
    return true;
  }

  protected effect(call: number, order: number, operation: number): OutcomeCode {
    const number = this.world.orders.number[order] as number;
    const item = this.itemOf(number);
    const changes = operation !== CONFIRM && !(operation === RESERVE && !this.sees(order, item));
    if (changes && !this.hasTurn(call, item)) return Outcome.pending;
    if (operation === RESERVE) return this.reserve(order, number, item);
    if (operation === CONFIRM) return this.confirm(order, number, item);
    return operation === RELEASE ? this.release(order, number, item) : this.restock(order, number, item);
  }

  private reserve(order: number, number: number, item: number): OutcomeCode {
    if (((this.tombstone.data[order] as number) & NO_RESERVE) !== 0) return Outcome.tombstoned;
    const state = this.state.data[order] as number;
    if (this.config.idempotencyKeys && state !== NONE) return state === LAPSED ? Outcome.holdExpired : Outcome.ok;
    if (!this.sees(order, item)) return Outcome.outOfStock;
    const { world } = this;
    const units = world.orders.units[order] as number;
    this.give(item, -units);
    world.keep(order);
    world.ledger.reserve(order, number, this.entries[item] as number, units, world.now);
    if (state === HELD || state === SOLD) {
      this.extra.data[order] = (this.extra.data[order] as number) + 1;
      if (this.config.hold.ttl !== null) this.expireIn(order, this.config.hold.ttl);
      return Outcome.ok;
    }
    this.state.data[order] = HELD;
    this.startHold(order);
    return Outcome.ok;
  }

  private confirm(order: number, number: number, item: number): OutcomeCode {
    if (((this.tombstone.data[order] as number) & NO_CONFIRM) !== 0) return Outcome.tombstoned;
    const state = this.state.data[order] as number;
    if (state === SOLD) return Outcome.ok;
    const { ledger, now } = this.world;
    const units = this.world.orders.units[order] as number;
    const entry = this.entries[item] as number;
    if (state === HELD) {
      this.state.data[order] = SOLD;
      this.endHold(order);
      ledger.confirm(order, number, entry, units, now);
      this.world.release(order);
      return Outcome.ok;
    }
    // The hold has lapsed: what then, is policy.
    const policy = this.config.hold.confirmAfterExpiry;
    if (policy === "fail") return Outcome.holdExpired;
    if (policy === "takeAgain" && this.isShort(order, item)) return Outcome.holdExpired;
    this.give(item, -units);
    this.state.data[order] = SOLD;
    ledger.retake(order, number, entry, units, now);
    return Outcome.ok;
  }

  private release(order: number, number: number, item: number): OutcomeCode {
    if (this.config.tombstones) this.tombstone.data[order] = (this.tombstone.data[order] as number) | NO_RESERVE;
    if (this.state.data[order] !== HELD) return Outcome.ok;
    const units = this.world.orders.units[order] as number;
    this.state.data[order] = NONE;
    this.endHold(order);
    this.give(item, units);
    this.world.ledger.release(order, number, this.entries[item] as number, units, this.world.now);
    this.world.release(order);
    return Outcome.ok;
  }

  private restock(order: number, number: number, item: number): OutcomeCode {
    if (this.config.tombstones) this.tombstone.data[order] = (this.tombstone.data[order] as number) | NO_CONFIRM;
    if (this.state.data[order] !== SOLD) return Outcome.ok;
    const units = this.world.orders.units[order] as number;
    this.state.data[order] = NONE;
    this.give(item, units);
    this.world.ledger.restock(order, number, this.entries[item] as number, units, this.world.now);
    return Outcome.ok;
  }

  private startHold(order: number): void {
    const { ttl, from, clock } = this.config.hold;
    if (this.expiry === null || ttl === null) return;
    const skew = clock === "perService" ? this.skew : 0;
    const age = from === "click" ? this.world.now - (this.world.orders.click[order] as number) : 0;
    if (skew === 0 && age === 0) this.expiry.start(order, addressOf(this.self, EXPIRED));
    else this.expireIn(order, Math.max(0, ttl - skew - age));
    if (this.beat !== null) this.beat.start(order, addressOf(this.self, BEAT));
  }

  /** The timer of the order's hold must not fire any more. */
  private endHold(order: number): void {
    const { generation } = this.generations;
    generation[order] = ((generation[order] as number) + 1) >>> 0;
  }

  private expire(order: number): void {
    this.state.data[order] = LAPSED;
    this.endHold(order);
    this.giveBackHeld(order);
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
    const first = (calls.context[call] as number) >>> 0 === this.generations.generation[order];
    if (this.state.data[order] === HELD && first) {
      this.expire(order);
    } else if ((this.extra.data[order] as number) > 0) {
      this.extra.data[order] = (this.extra.data[order] as number) - 1;
      this.giveBackHeld(order);
    }
    this.world.closeCall(call);
  }

  private giveBackHeld(order: number): void {
    const { world } = this;
    const number = world.orders.number[order] as number;
    const item = this.itemOf(number);
    const units = world.orders.units[order] as number;
    this.give(item, units);
    world.ledger.expire(order, number, this.entries[item] as number, units, world.now);
    world.release(order);
  }

  /** The driver is still at it: the hold begins anew. */
  private renew(order: number): void {
    const { world } = this;
    if (this.state.data[order] !== HELD || !world.isDriven(order)) return;
    this.endHold(order);
    world.ledger.renew(order, world.orders.number[order] as number, world.now);
    this.startHold(order);
  }

  private give(item: number, units: number): void {
    this.available[item] = (this.available[item] as number) + units;
  }

  private isShort(order: number, item: number): boolean {
    return (this.available[item] as number) < (this.world.orders.units[order] as number);
  }

  /** Whether a reservation believes that the units are there. */
  private sees(order: number, item: number): boolean {
    return this.config.control === "checkThenAct" ? this.seen.data[order] === 1 : !this.isShort(order, item);
  }

  /** Whether this call's update of the item's count is through; if not, the service goes on until it is. */
  private hasTurn(call: number, item: number): boolean {
    const { calls, now } = this.world.scheduler;
    // A prolonged call comes back exactly when its turn is over.
    if (calls.outcome[call] === Outcome.updated) return true;
    const done = this.turns.take(item, calls.order[call] as number, now);
    if (done <= now) return true;
    calls.outcome[call] = Outcome.updated;
    this.prolong(call, done - now);
    return false;
  }

  /** Which item the order with this number wants: drawn by popularity. */
  private itemOf(number: number): number {
    if (this.shares.length === 1) return 0;
    const u = this.luck.uniform(number, 0);
    let low = 0;
    let high = this.shares.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.shares[middle] as number) < u) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
