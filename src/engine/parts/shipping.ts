import type { ComponentOf } from "../../model/index.ts";
import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import type { Purpose } from "../kernel/random.ts";
import { Service } from "./service.ts";
import type { World } from "./world.ts";

const CREATE = 0;

/** Creates and cancels shipments. */
export class Shipping extends Service {
  private readonly luck: Purpose;
  private readonly failureProbability: number;
  private readonly shipped;

  constructor(world: World, self: number, component: ComponentOf<"shipping">) {
    super(world, self, component);
    this.luck = world.purpose(`${component.id}/failure`);
    this.failureProbability = component.config.failureProbability;
    this.shipped = world.column((n) => new Uint8Array(n));
    world.remembers(this);
  }

  override forget(order: number): void {
    this.shipped.data[order] = 0;
  }

  protected effect(call: number, order: number, operation: number): OutcomeCode {
    const { ledger, now, orders, scheduler } = this.world;
    const number = orders.number[order] as number;
    const shipped = this.shipped.data[order] === 1;
    if (operation === CREATE) {
      const attempt = scheduler.calls.attempt[call] as number;
      if (shipped) return Outcome.ok;
      if (this.failureProbability > 0 && this.luck.uniform(number, attempt) < this.failureProbability) {
        return Outcome.shippingFailed;
      }
      this.shipped.data[order] = 1;
      ledger.ship(order, number, now);
    } else if (shipped) {
      this.shipped.data[order] = 0;
      ledger.cancelShipment(order, number, now);
    }
    return Outcome.ok;
  }
}
