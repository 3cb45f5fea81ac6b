import type { ComponentOf } from "../../model/index.ts";
import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import type { Purpose } from "../kernel/random.ts";
import { Service } from "./service.ts";
import type { World } from "./world.ts";

const CHARGE = 0;

/** What is stored under an order's idempotency key. */
const NONE = 0;
const CAPTURED = 1;
const DECLINED = 2;

/** Charges and refunds through an external processor. */
export class Payment extends Service {
  private readonly luck: Purpose;
  private readonly declineProbability: number;
  private readonly keys: boolean;
  private readonly stored;
  /** Money captured and not refunded, in minor units. */
  private readonly captured;

  constructor(world: World, self: number, component: ComponentOf<"payment">) {
    super(world, self, component);
    const { declineProbability, idempotencyKeys } = component.config;
    this.luck = world.purpose(`${component.id}/decline`);
    this.declineProbability = declineProbability;
    this.keys = idempotencyKeys;
    this.stored = world.column((n) => new Uint8Array(n));
    this.captured = world.column((n) => new Float64Array(n));
    world.remembers(this);
  }

  override forget(order: number): void {
    this.stored.data[order] = NONE;
    this.captured.data[order] = 0;
  }

  protected effect(call: number, order: number, operation: number): OutcomeCode {
    const number = this.world.orders.number[order] as number;
    return operation === CHARGE ? this.charge(call, order, number) : this.refund(order, number);
  }

  private charge(call: number, order: number, number: number): OutcomeCode {
    const stored = this.keys ? (this.stored.data[order] as number) : NONE;
    if (stored === CAPTURED) return Outcome.ok;
    if (stored === DECLINED) return Outcome.declined;
    const attempt = this.world.scheduler.calls.attempt[call] as number;
    if (this.declineProbability > 0 && this.luck.uniform(number, attempt) < this.declineProbability) {
      this.stored.data[order] = DECLINED;
      return Outcome.declined;
    }
    const amount = this.world.valueOf(order);
    this.stored.data[order] = CAPTURED;
    this.captured.data[order] = (this.captured.data[order] as number) + amount;
    this.world.ledger.charge(order, number, amount, this.world.now);
    return Outcome.ok;
  }

  private refund(order: number, number: number): OutcomeCode {
    const amount = this.captured.data[order] as number;
    if (amount > 0) {
      this.captured.data[order] = 0;
      this.world.ledger.refund(order, number, amount, this.world.now);
    }
    return Outcome.ok;
  }
}
