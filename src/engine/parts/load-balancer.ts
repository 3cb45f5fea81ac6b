import type { ComponentOf, ComponentResult } from "../../model/index.ts";
import { Class } from "../kernel/lanes.ts";
import type { Purpose } from "../kernel/random.ts";
import type { Integers } from "../kernel/rows.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import type { Part, PartGauges } from "./part.ts";
import type { World } from "./world.ts";

const ARRIVED = 0;
const BACK = 1;

/** Kinds that remember what they did for an order: its later calls go where the first one went. */
const REMEMBERING: readonly string[] = ["payment", "shipping"];

/** Passes each call on to one of several components of a kind, and its answer back. It has no servers and takes no time of its own. */
export class LoadBalancer implements Part {
  readonly gauges: PartGauges;
  readonly events = [
    (call: number): void => this.world.deliver(call, this.targetOf(call)),
    (call: number): void => this.answer(call),
  ];
  private readonly policy: ComponentOf<"loadBalancer">["config"]["policy"];
  private readonly targets: readonly number[];
  private readonly ways: readonly Timer[];
  /** Calls under way at each target. */
  private readonly connections: number[];
  /** Where the order's first call went, plus one; null where nothing is remembered. */
  private readonly homes: Integers | null;
  private readonly luck: Purpose;
  private turn = 0;
  private completed = 0;
  private before = 0;

  constructor(
    private readonly world: World,
    private readonly self: number,
    { id, config }: ComponentOf<"loadBalancer">,
  ) {
    const behind = world.linkedFrom(id);
    this.policy = config.policy;
    this.targets = behind.map((target) => world.indexOf(target));
    this.ways = behind.map((target) => world.scheduler.lane([world.latency(id, target)], Class.delivery));
    this.connections = behind.map(() => 0);
    this.luck = world.purpose(`${id}/choice`);
    const remembers = this.targets.some((target) => REMEMBERING.includes(world.component(target).kind));
    const homes = remembers ? world.orders.integers() : null;
    this.homes = homes;
    if (homes !== null) {
      world.remembers((order) => {
        homes.data[order] = 0;
      });
    }
    this.gauges = {
      queue: () => 0,
      busy: () => this.connections.reduce((sum, n) => sum + n, 0),
      servers: () => Infinity,
      completed: () => this.completed,
      refused: () => 0,
      busyTime: () => NaN,
      serverTime: () => NaN,
    };
  }

  readonly receive = (parent: number): void => {
    const { world } = this;
    const { calls } = world.scheduler;
    const which = this.choose(parent);
    const call = world.openCall(calls.order[parent] as number, this.self);
    calls.context[call] = parent;
    calls.driver[call] = which;
    calls.operation[call] = calls.operation[parent] as number;
    calls.attempt[call] = calls.attempt[parent] as number;
    this.connections[which] = (this.connections[which] as number) + 1;
    const way = this.ways[which] as Timer;
    if (way.immediate) world.deliver(call, this.targets[which] as number);
    else way.start(call, addressOf(this.self, ARRIVED));
  };

  readonly returned = (call: number): void => {
    const way = this.ways[this.world.scheduler.calls.driver[call] as number] as Timer;
    if (way.immediate) this.answer(call);
    else way.start(call, addressOf(this.self, BACK));
  };

  /** No answer will come: none will go back either. */
  bereft(call: number): void {
    this.world.vanish(this.close(call));
  }

  restart(): void {
    this.before = this.completed;
  }

  figures(): Omit<ComponentResult, "kind"> {
    const completed = this.completed - this.before;
    return { completed, utilization: null, meanQueue: null, peakQueue: 0, meanWait: null, meanService: null };
  }

  private answer(call: number): void {
    const { calls } = this.world.scheduler;
    const outcome = calls.outcome.of(call);
    const parent = this.close(call);
    calls.outcome.set(parent, outcome);
    this.world.giveBack(parent);
  }

  /** A call that was passed on is over; returns the one that it was passed on for. */
  private close(call: number): number {
    const { calls } = this.world.scheduler;
    const which = calls.driver[call] as number;
    this.connections[which] = (this.connections[which] as number) - 1;
    this.completed++;
    const parent = calls.context[call] as number;
    this.world.closeCall(call);
    return parent;
  }

  private targetOf(call: number): number {
    return this.targets[this.world.scheduler.calls.driver[call] as number] as number;
  }

  private choose(call: number): number {
    const order = this.world.scheduler.calls.order[call] as number;
    const home = this.homes === null ? 0 : (this.homes.data[order] as number);
    if (home > 0) return home - 1;
    const which = this.pick(call, order);
    if (this.homes !== null) this.homes.data[order] = which + 1;
    return which;
  }

  private pick(call: number, order: number): number {
    const { connections } = this;
    const count = connections.length;
    if (this.policy === "randomTwo") {
      const { calls } = this.world.scheduler;
      const number = this.world.orders.number[order] as number;
      const attempt = calls.attempt[call] as number;
      const stream = 2 * (calls.operation[call] as number);
      const one = Math.floor(this.luck.uniform(number, attempt, stream) * count);
      const step = 1 + Math.floor(this.luck.uniform(number, attempt, stream + 1) * (count - 1));
      const other = (one + step) % count;
      return (connections[other] as number) < (connections[one] as number) ? other : one;
    }
    let best = this.turn;
    if (this.policy === "leastConnections") {
      // Those with equally few are taken in turn.
      for (let i = 1; i < count; i++) {
        const which = (this.turn + i) % count;
        if ((connections[which] as number) < (connections[best] as number)) best = which;
      }
    }
    this.turn = (best + 1) % count;
    return best;
  }
}
