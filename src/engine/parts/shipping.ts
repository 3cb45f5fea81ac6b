import type { ComponentOf } from "../../model/index.ts";
import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import type { Purpose } from "../kernel/random.ts";
import { Service } from "./service.ts";
import type { World } from "./world.ts";

const CREATE = 0;

/** Creates and cancels shipments. */
export class Shipping extends Service {
  private readonly luck: Purpose;
  private readonly config: ComponentOf<"shipping">["config"];
  /** Shipments of the order that were created and not cancelled. */
  private readonly shipments;
  /** 1 once the order's shipment was cancelled. */
  private readonly tombstone;

  constructor(world: World, self: number, component: ComponentOf<"shipping">) {
    super(world, self, component);
    this.config = component.config;
    this.luck = world.purpose(`${component.id}/failure`);
    this.shipments = world.orders.integers();
    this.tombstone = world.orders.bytes();
    world.remembers((order) => this.forget(order));
  }

  private forget(order: number): void {
    this.shipments.data[order] = 0;
    this.tombstone.set(order, 0);
  }

  protected effect(call: number, order: number, operation: number): OutcomeCode {
    const number = this.world.orders.number[order] as number;
    return operation === CREATE ? this.create(call, order, number) : this.cancel(order, number);
  }

  private create(call: number, order: number, number: number): OutcomeCode {
    const { failureProbability, idempotencyKeys } = this.config;
    const shipments = this.shipments.data[order] as number;
    if (this.tombstone.of(order) === 1) return Outcome.tombstoned;
    if (idempotencyKeys && shipments > 0) return Outcome.ok;
    const attempt = this.world.scheduler.calls.attempt[call] as number;
    if (failureProbability > 0 && this.luck.uniform(number, attempt) < failureProbability)
      return Outcome.shippingFailed;
    this.shipments.data[order] = shipments + 1;
    this.world.ledger.ship(order, number, this.world.now);
    return Outcome.ok;
  }

  private cancel(order: number, number: number): OutcomeCode {
    const shipments = this.shipments.data[order] as number;
    if (this.config.tombstones) this.tombstone.set(order, 1);
    if (shipments > 0) {
      this.shipments.data[order] = shipments - 1;
      this.world.ledger.cancelShipment(order, number, this.world.now);
    }
    return Outcome.ok;
  }
}
