import type { ComponentOf } from "../../model/index.ts";
import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import type { Purpose } from "../kernel/random.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { OWN_EVENT, Service } from "./service.ts";
import type { World } from "./world.ts";

const RESERVE = 0;
const CONFIRM = 1;
const RELEASE = 2;

const EXPIRED = OWN_EVENT;

/** How the inventory knows an order. */
const NONE = 0;
const HELD = 1;
const LAPSED = 2;
const SOLD = 3;

/**
 * Stock with reservations. A reservation is one atomic conditional decrement, taken at the end of its operation; updates
 * of one item's count are serialised, so a hot item stretches the operations that change it.
 */
export class Inventory extends Service {
  private readonly available: number[];
  /** Numbers of the items in the books. */
  private readonly entries: number[];
  /** When the update of each item's count that is under way ends, in seconds. */
  private readonly updating: number[];
  private readonly shares: number[];
  private readonly luck: Purpose;
  private readonly state;
  private readonly generations: { generation: Uint32Array };
  private readonly expiry: Timer | null;
  private readonly items;
  private readonly updateTime: number;
  private readonly afterExpiry;

  constructor(world: World, self: number, component: ComponentOf<"inventory">) {
    super(world, self, component);
    const { items, hold, updateTime } = component.config;
    this.items = items;
    this.updateTime = updateTime;
    this.afterExpiry = hold.confirmAfterExpiry;
    this.available = items.map((item) => item.stock);
    this.updating = items.map(() => 0);
    this.entries = items.map((item) => world.ledger.stockItem(item.stock));
    this.luck = world.purpose(`${component.id}/item`);
    const total = items.reduce((sum, item) => sum + item.popularity, 0);
    let share = 0;
    this.shares = items.map((item) => {
      share += item.popularity / total;
      return share;
    });
    this.state = world.column((n) => new Uint8Array(n));
    const generation = world.column((n) => new Uint32Array(n));
    this.generations = {
      get generation() {
        return generation.data;
      },
    };
    this.expiry = hold.ttl === null ? null : world.scheduler.lane([hold.ttl], Class.expiry, this.generations);
    world.pricedBy((number) => (this.items[this.itemOf(number)] as (typeof items)[number]).price);
    this.events[EXPIRED] = (order) => this.expire(order);
    world.remembers(this);
  }

  override forget(order: number): void {
    this.state.data[order] = NONE;
  }

  protected effect(call: number, order: number, operation: number): OutcomeCode {
    const number = this.world.orders.number[order] as number;
    const item = this.itemOf(number);
    const changes = operation !== CONFIRM && !(operation === RESERVE && this.isShort(order, item));
    if (changes && !this.update(call, item)) return Outcome.pending;
    if (operation === RESERVE) return this.reserve(order, number, item);
    if (operation === CONFIRM) return this.confirm(order, number, item);
    return operation === RELEASE ? this.release(order, number, item) : this.restock(order, number, item);
  }

  private expire(order: number): void {
    const number = this.world.orders.number[order] as number;
    const item = this.itemOf(number);
    const units = this.world.orders.units[order] as number;
    this.state.data[order] = LAPSED;
    this.endHold(order);
    this.give(item, units);
    this.world.ledger.expire(order, number, this.entries[item] as number, units, this.world.now);
    this.world.release(order);
  }

  private reserve(order: number, number: number, item: number): OutcomeCode {
    if (this.state.data[order] === HELD) return Outcome.ok;
    if (this.isShort(order, item)) return Outcome.outOfStock;
    const units = this.world.orders.units[order] as number;
    this.give(item, -units);
    this.state.data[order] = HELD;
    this.world.keep(order);
    if (this.expiry !== null) this.expiry.start(order, addressOf(this.self, EXPIRED));
    this.world.ledger.reserve(order, number, this.entries[item] as number, units, this.world.now);
    return Outcome.ok;
  }

  private confirm(order: number, number: number, item: number): OutcomeCode {
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
    if (this.afterExpiry === "fail") return Outcome.holdExpired;
    if (this.afterExpiry === "takeAgain" && this.isShort(order, item)) return Outcome.holdExpired;
    this.give(item, -units);
    this.state.data[order] = SOLD;
    ledger.retake(order, number, entry, units, now);
    return Outcome.ok;
  }

  private release(order: number, number: number, item: number): OutcomeCode {
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
    if (this.state.data[order] !== SOLD) return this.release(order, number, item);
    const units = this.world.orders.units[order] as number;
    this.state.data[order] = NONE;
    this.give(item, units);
    this.world.ledger.restock(order, number, this.entries[item] as number, units, this.world.now);
    return Outcome.ok;
  }

  /** The timer of the order's hold must not fire any more. */
  private endHold(order: number): void {
    const { generation } = this.generations;
    generation[order] = ((generation[order] as number) + 1) >>> 0;
  }

  private give(item: number, units: number): void {
    this.available[item] = (this.available[item] as number) + units;
  }

  private isShort(order: number, item: number): boolean {
    return (this.available[item] as number) < (this.world.orders.units[order] as number);
  }

  /**
   * Takes its turn at the item's count: the update is the last part of the operation, and waits for those before it.
   * Returns whether it is through; if not, the service has been prolonged until it is.
   */
  private update(call: number, item: number): boolean {
    const { calls, now } = this.world.scheduler;
    if (this.updateTime === 0) return true;
    // A prolonged call comes back exactly when its turn is over.
    if ((calls.outcome[call] as number) === Outcome.updated) return true;
    const done = Math.max(now - this.updateTime, this.updating[item] as number) + this.updateTime;
    this.updating[item] = done;
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
