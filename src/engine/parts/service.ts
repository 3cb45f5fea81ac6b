import type { ComponentResult, Distribution } from "../../model/index.ts";
import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { Sampler } from "../kernel/distributions.ts";
import { Class } from "../kernel/lanes.ts";
import { addressOf, type Handler } from "../kernel/scheduler.ts";
import type { Part, PartGauges } from "./part.ts";
import { Station } from "./station.ts";
import type { World } from "./world.ts";

const SERVED = 0;
/** First event number that a subclass may use. */
export const OWN_EVENT = 1;

/** What every service's configuration has. */
export interface ServiceSettings {
  readonly id: string;
  readonly config: {
    readonly servers: number | null;
    readonly waitingRoom: number | null;
    readonly operations: Readonly<Record<string, Distribution>>;
  };
}

/**
 * A station whose operations do something to an order. A subclass says what, in {@link effect}: it happens at the end of
 * the service, whether or not anybody still waits for the answer.
 */
export abstract class Service implements Part {
  readonly gauges: PartGauges;
  /** A subclass adds its own from {@link OWN_EVENT} on. */
  readonly events: Handler[] = [(call) => this.finish(call)];
  protected readonly station: Station;

  constructor(
    protected readonly world: World,
    protected readonly self: number,
    { id, config }: ServiceSettings,
  ) {
    const samplers = Object.entries(config.operations).map(
      ([operation, time]) => new Sampler(time, world.purpose(`${id}/${operation}`)),
    );
    this.station = new Station(
      world.scheduler,
      config.servers,
      config.waitingRoom,
      samplers,
      world.orders,
      addressOf(self, SERVED),
    );
    this.gauges = this.station.gauges;
  }

  /**
   * Carries out the operation of this call, which has just been served.
   * @returns its outcome, or `pending` if the subclass has scheduled {@link finish} for later and keeps the server
   */
  protected abstract effect(call: number, order: number, operation: number): OutcomeCode;

  readonly receive = (call: number): void => {
    if (this.station.enter(call)) return;
    this.world.scheduler.calls.outcome[call] = Outcome.full;
    this.world.giveBack(call);
  };

  readonly returned = (): void => {
    throw new Error("this service calls nobody");
  };

  forget(_order: number): void {}

  restart(now: number): void {
    this.station.restart(now);
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    return this.station.figures(now);
  }

  /** The service of this call ends after `delay` more seconds. */
  protected prolong(call: number, delay: number): void {
    this.world.scheduler.after(delay, Class.finish, call, addressOf(this.self, SERVED));
  }

  private finish(call: number): void {
    const { calls } = this.world.scheduler;
    const outcome = this.effect(call, calls.order[call] as number, calls.operation[call] as number);
    if (outcome === Outcome.pending) return;
    calls.outcome[call] = outcome;
    this.station.leave(call);
    this.world.giveBack(call);
  }
}
