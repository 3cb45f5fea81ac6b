import type { ComponentOf } from "../../model/index.ts";
import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import type { Purpose } from "../kernel/random.ts";
import { TokenBucket } from "./limiters.ts";
import { Service } from "./service.ts";
import type { World } from "./world.ts";

const CHARGE = 0;
const AUTHORIZE = 1;
const CAPTURE = 2;
const VOID = 3;

/** What is stored under an order's idempotency key. */
const NOTHING = 0;
const SUCCESS = 1;
const DECLINED = 2;

/** Charges and refunds through an external processor. */
export class Payment extends Service {
  private readonly id: string;
  private readonly luck: Purpose;
  private readonly config: ComponentOf<"payment">["config"];
  private readonly processor: TokenBucket | null;
  /** Under the key of the charge or authorization, and when it was stored. */
  private readonly stored;
  private readonly storedAt;
  private readonly authorized;
  /** Money captured and not refunded, in minor units: what the processor knows. */
  private readonly captured;
  /** The charge in progress, plus one; repeats of it join the chain behind {@link joined}. */
  private readonly inProgress;
  private readonly joined;
  /** When the order's charge was compensated, in seconds plus one; 0 for never. */
  private readonly tombstone;
  /** Orders that the next reconciliation looks at. */
  private suspects: number[] = [];

  constructor(world: World, self: number, component: ComponentOf<"payment">) {
    super(world, self, component);
    this.id = component.id;
    this.config = component.config;
    const { processorRate } = component.config;
    this.processor = processorRate === null ? null : new TokenBucket(processorRate, Math.max(1, processorRate));
    this.luck = world.purpose(`${component.id}/decline`);
    this.stored = world.orders.bytes();
    this.storedAt = world.orders.reals();
    this.authorized = world.orders.bytes();
    this.captured = world.orders.reals();
    this.inProgress = world.orders.integers();
    this.joined = world.orders.integers();
    this.tombstone = world.orders.reals();
    world.remembers((order) => this.forget(order));
    if (component.config.reconciliation !== null) world.retains(this);
  }

  private forget(order: number): void {
    this.stored.set(order, NOTHING);
    this.authorized.set(order, 0);
    this.captured.set(order, 0);
    this.inProgress.data[order] = 0;
    this.joined.data[order] = 0;
    this.tombstone.set(order, 0);
  }

  /** Keeps an order whose money does not fit its end for the next reconciliation. */
  retain(order: number): boolean {
    const captured = this.captured.of(order);
    const due = this.world.orders.ended.of(order) === 1 ? this.world.valueOf(order) : 0;
    if (captured <= due) return false;
    this.world.keep(order);
    if (this.suspects.push(order) === 1) {
      const every = this.config.reconciliation as number;
      const next = (Math.floor(this.world.now / every) + 1) * every;
      this.world.agenda.at(next, () => this.reconcile());
    }
    return true;
  }

  protected override admits(call: number): boolean {
    const { calls } = this.world.scheduler;
    const operation = calls.operation[call] as number;
    if (operation > AUTHORIZE) return true;
    const order = calls.order[call] as number;
    if (this.config.idempotencyKeys) {
      const first = this.inProgress.data[order] as number;
      if (first !== 0) {
        calls.next[call] = (this.joined.data[order] as number) - 1;
        this.joined.data[order] = call + 1;
        this.tellJoined(order);
        return false;
      }
    }
    if (this.processor !== null && !this.processor.admit(this.world.now)) {
      this.refuse(call, Outcome.throttled);
      return false;
    }
    this.inProgress.data[order] = call + 1;
    return true;
  }

  protected override answered(call: number, order: number, operation: number): void {
    if (operation > AUTHORIZE || this.inProgress.data[order] !== call + 1) return;
    const { calls } = this.world.scheduler;
    const outcome = calls.outcome.of(call) as OutcomeCode;
    let other = (this.joined.data[order] as number) - 1;
    this.inProgress.data[order] = 0;
    this.joined.data[order] = 0;
    while (other >= 0) {
      const next = calls.next[other] as number;
      this.refuse(other, outcome);
      other = next;
    }
  }

  /** The service has died, but the processor has the charge: it lands. */
  protected override perish(call: number): void {
    const { calls } = this.world.scheduler;
    const order = calls.order[call] as number;
    const operation = calls.operation[call] as number;
    if (operation <= AUTHORIZE) this.effect(call, order, operation);
    this.dropJoined(call, order);
  }

  protected override lost(call: number): void {
    this.dropJoined(call, this.world.scheduler.calls.order[call] as number);
  }

  protected effect(call: number, order: number, operation: number): OutcomeCode {
    const number = this.world.orders.number[order] as number;
    if (operation === CHARGE || operation === AUTHORIZE) return this.charge(call, order, number, operation);
    if (operation === CAPTURE) return this.capture(order, number);
    if (operation === VOID) return this.void(order);
    return this.refund(order, number);
  }

  private charge(call: number, order: number, number: number, operation: number): OutcomeCode {
    const { calls, now } = this.world.scheduler;
    const buried = this.tombstone.of(order) - 1;
    if (buried >= 0 && calls.entered.of(call) >= buried) return Outcome.tombstoned;
    const stored = this.config.idempotencyKeys && this.isFresh(order, now) ? this.stored.of(order) : 0;
    if (stored === SUCCESS) return Outcome.ok;
    if (stored === DECLINED) return Outcome.declined;
    const { declineProbability } = this.config;
    if (declineProbability > 0 && this.luck.uniform(number, calls.attempt[call] as number) < declineProbability) {
      this.store(order, DECLINED, now);
      return Outcome.declined;
    }
    this.store(order, SUCCESS, now);
    if (operation === AUTHORIZE) {
      // No money has moved. If it was given up in the meantime, the tombstone refuses its capture.
      this.authorized.set(order, 1);
    } else {
      const amount = this.world.valueOf(order);
      this.world.ledger.charge(order, number, amount, now);
      // It was at the processor when it was compensated: it has landed, and is undone at once.
      if (buried >= 0) this.world.ledger.void(order, number, amount, now);
      else this.captured.set(order, this.captured.of(order) + amount);
    }
    return buried >= 0 ? Outcome.tombstoned : Outcome.ok;
  }

  private capture(order: number, number: number): OutcomeCode {
    if (this.config.tombstones && this.tombstone.of(order) > 0) return Outcome.tombstoned;
    if (this.authorized.of(order) !== 1) {
      return this.config.idempotencyKeys && this.captured.of(order) > 0 ? Outcome.ok : Outcome.declined;
    }
    const amount = this.world.valueOf(order);
    if (this.config.idempotencyKeys) this.authorized.set(order, 2);
    this.captured.set(order, this.captured.of(order) + amount);
    this.world.ledger.charge(order, number, amount, this.world.now);
    return Outcome.ok;
  }

  private void(order: number): OutcomeCode {
    this.authorized.set(order, 0);
    this.bury(order);
    return Outcome.ok;
  }

  private refund(order: number, number: number): OutcomeCode {
    const amount = this.refundable(order);
    this.bury(order);
    if (amount > 0) {
      this.captured.set(order, this.captured.of(order) - amount);
      this.world.ledger.refund(order, number, amount, this.world.now);
    }
    return Outcome.ok;
  }

  /** What one refund gives back: the price of the order, however often it was charged. */
  private refundable(order: number): number {
    return Math.min(this.captured.of(order), this.world.valueOf(order));
  }

  private bury(order: number): void {
    if (this.config.tombstones && this.tombstone.of(order) === 0) this.tombstone.set(order, this.world.now + 1);
  }

  private store(order: number, what: number, now: number): void {
    this.stored.set(order, what);
    this.storedAt.set(order, now);
  }

  private isFresh(order: number, now: number): boolean {
    return now < this.storedAt.of(order) + this.config.keyLifetime;
  }

  private tellJoined(order: number): void {
    const { stories, orders, now } = this.world;
    const moment = { component: this.id, step: null, compensation: false };
    stories?.noted("joined", orders.number[order] as number, now, moment);
  }

  /** Those that joined a call which has died get no answer either. */
  private dropJoined(call: number, order: number): void {
    if (this.inProgress.data[order] !== call + 1) return;
    const { world } = this;
    let other = (this.joined.data[order] as number) - 1;
    this.inProgress.data[order] = 0;
    this.joined.data[order] = 0;
    while (other >= 0) {
      const next = world.scheduler.calls.next[other] as number;
      world.vanish(other);
      other = next;
    }
  }

  /** Refunds what was captured beyond what is due, order by order. */
  private reconcile(): void {
    const { world } = this;
    const { orders } = world;
    const suspects = this.suspects;
    this.suspects = [];
    for (const order of suspects) {
      const value = world.valueOf(order);
      const due = orders.ended.of(order) === 1 ? value : 0;
      let excess = this.captured.of(order) - due;
      this.captured.set(order, due);
      // One refund for each charge too many.
      for (; excess > 0; excess -= value) {
        world.ledger.refund(order, orders.number[order] as number, Math.min(value, excess), world.now);
      }
      world.release(order);
    }
  }
}
