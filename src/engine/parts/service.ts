import type { Autoscaling, ComponentResult, Distribution, Shedding } from "../../model/index.ts";
import { Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { Sampler } from "../kernel/distributions.ts";
import { Class } from "../kernel/lanes.ts";
import type { Purpose } from "../kernel/random.ts";
import { addressOf, type Handler } from "../kernel/scheduler.ts";
import { Autoscaler } from "./autoscaler.ts";
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
    readonly instances: number;
    readonly concurrency: number | null;
    readonly shedding: Shedding | null;
    readonly autoscaling: Autoscaling | null;
    readonly operations: Readonly<Record<string, Distribution>>;
  };
}

/** Calls that fail while a fault lasts. */
export interface Trouble {
  /** Number of the operation it strikes, -1 for all. */
  readonly operation: number;
  /** Of the calls that fail, 0..1. */
  readonly share: number;
  /** No answer at all, instead of an error. */
  readonly silent: boolean;
  readonly luck: Purpose;
}

/**
 * A station whose operations do something to an order. A subclass says what, in {@link effect}: it happens at the end of
 * the service, whether or not anybody still waits for the answer.
 */
export abstract class Service implements Part {
  readonly gauges: PartGauges;
  /** A subclass adds its own from {@link OWN_EVENT} on. */
  readonly events: Handler[] = [(call) => this.finish(call)];
  readonly station: Station;
  private readonly scaler: Autoscaler | null;
  /** Whether anything has gone wrong here in this run; keeps the test of a healthy service short. */
  private troubled = false;
  private down = 0;
  /** When the instances last died, in seconds. */
  lastDeath = -Infinity;
  private readonly slowdowns: number[] = [];
  private readonly limits: number[] = [];
  private readonly troubles: Trouble[] = [];

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
      addressOf(self, SERVED),
      config.shedding,
      (call) => this.turnAway(call, Outcome.shed),
    );
    this.gauges = this.station.gauges;
    this.scaler = Autoscaler.ofStation(world, config, this.station);
  }

  /**
   * Carries out the operation of this call, which has just been served.
   * @returns its outcome, or `pending` if the subclass has scheduled {@link finish} for later and keeps the server
   */
  protected abstract effect(call: number, order: number, operation: number): OutcomeCode;

  readonly receive = (call: number): void => {
    if (this.troubled && !this.isWell(call)) return;
    if (!this.admits(call)) return;
    if (this.station.enter(call)) return;
    this.turnAway(call, Outcome.full);
  };

  readonly returned: Handler = () => {
    throw new Error("this service calls nobody");
  };

  /** The instances die: what waits and what is in service is lost. They take no call until {@link recover}. */
  crash(): void {
    this.troubled = true;
    this.down++;
    this.lastDeath = this.world.now;
    this.fitServers();
    this.station.crash((call) => {
      this.lost(call);
      this.world.vanish(call);
    });
  }

  recover(): void {
    this.down--;
    this.fitServers();
  }

  /** Service times are multiplied from now on, until {@link speedUp}. */
  slowDown(factor: number): void {
    this.slowdowns.push(factor);
    this.station.slowness = this.slowdowns.reduce((product, f) => product * f, 1);
  }

  speedUp(factor: number): void {
    this.slowdowns.splice(this.slowdowns.indexOf(factor), 1);
    this.station.slowness = this.slowdowns.reduce((product, f) => product * f, 1);
  }

  /** Only a share of the servers works from now on, until {@link restoreServers}; of several, the smallest counts. */
  limitServers(share: number): void {
    this.limits.push(share);
    this.fitServers();
  }

  restoreServers(share: number): void {
    this.limits.splice(this.limits.indexOf(share), 1);
    this.fitServers();
  }

  private fitServers(): void {
    this.station.limit(this.down > 0 ? 0 : Math.min(1, ...this.limits));
  }

  /** Calls fail with a transient error: of one operation or all (-1), a share of them, or get no answer at all. */
  addTrouble(trouble: Trouble): void {
    this.troubled = true;
    this.troubles.push(trouble);
  }

  removeTrouble(trouble: Trouble): void {
    this.troubles.splice(this.troubles.indexOf(trouble), 1);
  }

  restart(now: number): void {
    this.scaler?.restart(now);
    this.station.restart(now);
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    const figures = this.station.figures(now);
    return this.scaler === null ? figures : { ...figures, peakServers: this.station.peakServers };
  }

  /** The service of this call ends after `delay` more seconds. */
  protected prolong(call: number, delay: number): void {
    this.world.scheduler.after(delay, Class.finish, call, addressOf(this.self, SERVED));
  }

  /** A call that waited when the servers died. */
  protected lost(_call: number): void {}

  /** Whether a call goes to the station at all; if not, the subclass has dealt with it. */
  protected admits(_call: number): boolean {
    return true;
  }

  /** A call that was admitted is answered without a server: the waiting room is full, or it has waited too long. */
  protected turnAway(call: number, outcome: OutcomeCode): void {
    const { calls } = this.world.scheduler;
    calls.outcome.set(call, outcome);
    this.answered(call, calls.order[call] as number, calls.operation[call] as number);
    this.world.giveBack(call);
  }

  /** The call is turned away. */
  protected refuse(call: number, outcome: OutcomeCode): void {
    this.world.scheduler.calls.outcome.set(call, outcome);
    this.world.giveBack(call);
  }

  /** The call has been answered; the subclass may have others that waited for the same answer. */
  protected answered(_call: number, _order: number, _operation: number): void {}

  /** A call whose servers died while they worked on it. What has reached the outside world all the same is the subclass's to say. */
  protected perish(_call: number): void {}

  /** Whether the call gets through to the station; if not, it has been dealt with. */
  private isWell(call: number): boolean {
    const { world } = this;
    const { calls } = world.scheduler;
    if (this.down > 0) {
      this.refuse(call, Outcome.unavailable);
      return false;
    }
    const number = calls.number[call] as number;
    for (const { operation, share, silent, luck } of this.troubles) {
      if (operation >= 0 && operation !== calls.operation[call]) continue;
      if (share < 1 && luck.uniform(number, calls.attempt[call] as number, calls.operation[call]) >= share) continue;
      if (silent) world.vanish(call);
      else this.refuse(call, share < 1 ? Outcome.serverError : Outcome.unavailable);
      return false;
    }
    return true;
  }

  private finish(call: number): void {
    const { calls } = this.world.scheduler;
    if (!this.survives(call)) return;
    const order = calls.order[call] as number;
    const operation = calls.operation[call] as number;
    const outcome = this.effect(call, order, operation);
    if (outcome !== Outcome.pending) this.conclude(call, outcome);
  }

  /** What this call, which has kept its server, waited for is over; false when the server has died in the meantime. */
  protected survives(call: number): boolean {
    if (!this.troubled || !this.station.perished(call)) return true;
    this.perish(call);
    this.world.vanish(call);
    return false;
  }

  /** The service of this call is over, with this outcome. */
  protected conclude(call: number, outcome: OutcomeCode): void {
    const { calls } = this.world.scheduler;
    const order = calls.order[call] as number;
    const operation = calls.operation[call] as number;
    calls.outcome.set(call, outcome);
    this.station.leave(call);
    this.answered(call, order, operation);
    this.world.giveBack(call);
  }
}
