import { Class } from "../kernel/lanes.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import type { World } from "./world.ts";

/**
 * The visibility timeouts of the queues in front of an orchestrator. A message that its worker has not deleted in time is
 * handed out again, although nothing need have happened to the worker. One token stands for each message that is watched.
 */
export class Visibility {
  private readonly tokens = new Map<number, number>();

  private constructor(
    private readonly world: World,
    private readonly self: number,
    private readonly event: number,
    /** By number of the queue. */
    private readonly timers: ReadonlyMap<number, Timer>,
  ) {}

  /** Null where no queue has such a timeout. */
  static of(world: World, self: number, event: number, queues: readonly number[]): Visibility | null {
    const { scheduler } = world;
    const timers = new Map<number, Timer>();
    for (const queue of queues) {
      const { kind, config } = world.component(queue);
      if (kind !== "queue" || config.visibilityTimeout === null) continue;
      timers.set(queue, scheduler.lane([config.visibilityTimeout], Class.timeout, scheduler.calls));
    }
    return timers.size === 0 ? null : new Visibility(world, self, event, timers);
  }

  /** A worker has the order's message, for the so-many-th time. */
  start(order: number, queue: number, delivery: number): void {
    const timer = this.timers.get(queue);
    if (timer === undefined) return;
    const token = this.world.openCall(order, this.self);
    this.tokens.set(order, token);
    this.world.scheduler.calls.context[token] = delivery;
    timer.start(token, addressOf(this.self, this.event));
  }

  /** Its time begins anew. */
  extend(token: number, queue: number): void {
    this.timers.get(queue)?.start(token, addressOf(this.self, this.event));
  }

  isWatching(order: number): boolean {
    return this.tokens.has(order);
  }

  /** The message is deleted, or handed out again: the token is no use any more. */
  stop(order: number): void {
    const token = this.tokens.get(order);
    if (token === undefined) return;
    this.tokens.delete(order);
    this.world.closeCall(token);
  }

  /** The token has fired and is its handler's from now on. */
  take(order: number): void {
    this.tokens.delete(order);
  }
}
