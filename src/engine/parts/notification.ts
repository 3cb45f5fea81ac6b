import type { ComponentOf } from "../../model/index.ts";
import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import type { Purpose } from "../kernel/random.ts";
import { Service } from "./service.ts";
import type { World } from "./world.ts";

/** Tells shoppers; a message that cannot be sent changes nothing else. */
export class Notification extends Service {
  private readonly luck: Purpose;
  private readonly failureProbability: number;

  constructor(world: World, self: number, component: ComponentOf<"notification">) {
    super(world, self, component);
    this.luck = world.purpose(`${component.id}/failure`);
    this.failureProbability = component.config.failureProbability;
  }

  protected effect(call: number, order: number): OutcomeCode {
    if (this.failureProbability === 0) return Outcome.ok;
    const attempt = this.world.scheduler.calls.attempt[call] as number;
    const u = this.luck.uniform(this.world.orders.number[order] as number, attempt);
    return u < this.failureProbability ? Outcome.notificationFailed : Outcome.ok;
  }
}
