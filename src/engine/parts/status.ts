import type { ComponentOf } from "../../model/index.ts";
import { Class } from "../kernel/lanes.ts";
import { StatusMeter } from "../measure/status.ts";
import type { World } from "./world.ts";

/** What a call at the gateway asks for: an order to be placed, or how one stands. */
export const POLL = 1;

/**
 * How shoppers who were answered on acceptance learn how their order ended: over a connection that is held until then, or
 * by asking again and again.
 */
export class Status {
  private readonly meter: StatusMeter;
  /** Of orders whose shoppers poll, by number: when they ended, in seconds; Infinity before that. */
  private readonly ends = new Map<number, number>();
  private readonly polls: (number: number) => boolean;
  private readonly config: NonNullable<ComponentOf<"gateway">["config"]["status"]>;

  /**
   * @param newsWay from the one who drives the order to this gateway, in seconds
   * @param shopperWays from the gateway to each source, in seconds; by part
   * @param pollAddress fired when a poll has come to the gateway
   */
  constructor(
    private readonly world: World,
    private readonly self: number,
    id: string,
    config: NonNullable<ComponentOf<"gateway">["config"]["status"]>,
    private readonly newsWay: number,
    private readonly shopperWays: readonly number[],
    private readonly pollAddress: number,
  ) {
    this.config = config;
    const { push, fallbackShare } = config;
    const luck = world.purpose(`${id}/status`);
    this.polls = (number) => !push || (fallbackShare > 0 && luck.uniform(number, 0) < fallbackShare);
    world.status ??= new StatusMeter(world.scenario.run.warmUp);
    this.meter = world.status;
    const sources = world.scenario.architecture.components.filter(({ kind }) => kind === "shoppers");
    sources.forEach((source, rank) => {
      if (world.link(source.id, id) === undefined) return;
      const way = shopperWays[world.indexOf(source.id)] as number;
      world.endings[rank] = (number) => this.end(number, way);
    });
  }

  /** The positive answer to an order sets out to its shopper, who will have it at `due`. */
  begin(order: number, source: number, due: number): void {
    const { world, config, meter } = this;
    const { calls } = world.scheduler;
    const number = world.orders.number[order] as number;
    if (!this.polls(number)) {
      meter.connections.add(1, world.now);
      return;
    }
    if (this.ends.has(number)) return;
    this.ends.set(number, Infinity);
    // A row of its own, which keeps nothing of the order: whoever asks must not keep the order from being put away.
    const row = world.openOrder(number, world.orders.click.of(order), 0);
    world.orders.ended.set(row, 3);
    const call = world.openCall(row, this.self);
    calls.context[call] = source;
    calls.operation[call] = POLL;
    calls.deadline.set(call, due + config.pollFor);
    this.ask(call, due - world.now, this.shopperWays[source] as number);
  }

  /** A poll has come to the gateway. */
  arrive(call: number): void {
    const { calls } = this.world.scheduler;
    calls.attempt[call] = (calls.attempt[call] as number) + 1;
    this.meter.polls++;
  }

  /** A poll is answered, or was turned away. */
  answer(call: number, isHeard: boolean): void {
    const { world, config } = this;
    const { calls } = world.scheduler;
    const number = calls.number[call] as number;
    const way = this.shopperWays[calls.context[call] as number] as number;
    const end = this.ends.get(number) ?? Infinity;
    if (isHeard && world.now >= end + this.newsWay) {
      this.tell(number, end, world.now + way);
    } else if (world.now + way + config.pollEvery > calls.deadline.of(call)) {
      this.meter.untold++;
    } else {
      this.ask(call, way, way);
      return;
    }
    this.ends.delete(number);
    world.closeCall(call);
  }

  restart(now: number): void {
    this.meter.restart(now);
  }

  /** The shopper has an answer after `wait`, and asks again some time after that. */
  private ask(call: number, wait: number, way: number): void {
    this.world.scheduler.after(wait + this.config.pollEvery + way, Class.delivery, call, this.pollAddress);
  }

  private end(number: number, way: number): void {
    const { now } = this.world;
    if (this.ends.has(number)) {
      if (this.ends.get(number) === Infinity) this.ends.set(number, now);
    } else if (!this.polls(number)) {
      this.meter.connections.add(-1, now);
      this.tell(number, now, now + this.newsWay + way);
    }
  }

  private tell(number: number, end: number, due: number): void {
    if (due <= this.world.horizon) this.meter.staleness.add(due - end, due, number);
  }
}
