import { type ComponentOf, KINDS } from "../../model/index.ts";
import { isTransient, Outcome, type OutcomeCode } from "../kernel/calls.ts";
import type { Purpose } from "../kernel/random.ts";
import type { Handler } from "../kernel/scheduler.ts";
import { Errands } from "./errands.ts";
import { OWN_EVENT, Service } from "./service.ts";
import type { World } from "./world.ts";

const CALL = 0;

/** A service like any other: does its work, asks others while its server waits, and says yes or no. */
export class GenericService extends Service {
  override readonly returned: Handler;
  private readonly errands: Errands;
  /** The errands of each operation, by number. */
  private readonly plans: readonly (readonly number[])[];
  private readonly luck: Purpose;
  private readonly failureProbability: number;

  constructor(world: World, self: number, component: ComponentOf<"service">) {
    super(world, self, component);
    const { calls, failureProbability } = component.config;
    this.failureProbability = failureProbability;
    this.luck = world.purpose(`${component.id}/failure`);
    const errands = new Errands(world, self, OWN_EVENT, calls, (parent, which, outcome) =>
      this.goOn(parent, which, outcome),
    );
    this.errands = errands;
    this.returned = (call) => errands.returned(call);
    this.events.push(...errands.handlers);
    this.plans = Object.keys(KINDS.service.operations).map((operation) =>
      calls.flatMap(({ during }, index) => (during === operation ? index : [])),
    );
  }

  protected effect(call: number, _order: number, operation: number): OutcomeCode {
    const first = this.plans[operation]?.[0];
    if (first === undefined) return this.verdict(call, operation);
    this.errands.send(call, first);
    return Outcome.pending;
  }

  /** An errand is over: the next one, or the answer. */
  private goOn(call: number, which: number, outcome: number): void {
    if (!this.survives(call)) return;
    const operation = this.world.scheduler.calls.operation[call] as number;
    const plan = this.plans[operation] ?? [];
    const next = plan[plan.indexOf(which) + 1];
    if (outcome !== Outcome.ok) this.conclude(call, isTransient(outcome) ? Outcome.serverError : Outcome.refused);
    else if (next !== undefined) this.errands.send(call, next);
    else this.conclude(call, this.verdict(call, operation));
  }

  private verdict(call: number, operation: number): OutcomeCode {
    if (this.failureProbability === 0 || operation !== CALL) return Outcome.ok;
    const { calls } = this.world.scheduler;
    const number = calls.number[call] as number;
    const u = this.luck.uniform(number, calls.attempt[call] as number);
    return u < this.failureProbability ? Outcome.refused : Outcome.ok;
  }
}
