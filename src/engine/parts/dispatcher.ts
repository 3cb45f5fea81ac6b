import type { ComponentOf, ComponentResult } from "../../model/index.ts";
import { Outcome } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { Messages } from "../kernel/messages.ts";
import { addressOf, type Handler, type Timer } from "../kernel/scheduler.ts";
import { Integral } from "../measure/integral.ts";
import type { PartGauges } from "./part.ts";
import type { World } from "./world.ts";

const DELIVERED = 0;
const AGAIN = 1;
const VISIBLE = 2;
const LATER = 3;
/** First event number that the owner may use. */
export const OWNERS_EVENT = 4;

/** How long a consumer that cannot take a message is left in peace, in seconds. */
const PAUSE = 1;

/** Attempts of one delivery are numbered apart from those of the next, so that each has luck of its own. */
const ATTEMPTS_PER_DELIVERY = 64;

/** The messages for one service, in front of it. */
interface Line {
  readonly target: number;
  readonly way: Timer;
  /** Messages it may hold unacknowledged. */
  readonly limit: number;
  /** Message and ticket of each that is ready; of those acknowledged in the meantime, the ticket is void. */
  readonly messages: Messages;
  /** Handed out, and not heard of since. */
  out: number;
  /** Nothing is handed out for a moment, because its consumer could not take the last one. */
  paused: boolean;
  handing: boolean;
}

/** What a dispatcher needs to know of the queue it works for. */
export interface DispatcherSettings {
  readonly messageBytes: number;
  readonly prefetch: number | null;
  readonly visibilityTimeout: number | null;
  readonly maxDeliveries: number | null;
}

/** Whose messages a dispatcher hands out. */
export interface DispatcherOwner {
  /**
   * A service has done what the message asks for; its outcome stands in the call.
   * @param repeated whether the message was handed out more than once
   */
  done(message: number, repeated: boolean): void;
  /** The message was handed out as often as it may be. */
  dead(message: number): void;
  /** Whether a service's outcome is to be tried again by the queue, instead of being told. */
  retries(outcome: number): boolean;
}

/**
 * Hands messages to the services that consume them, at least once: a message is kept until its consumer has done what it
 * asks for. A message is a call that waits here; what goes to the service is a copy of it, one for each delivery.
 */
export class Dispatcher {
  readonly gauges: PartGauges;
  readonly events: Handler[];
  private readonly ready = new Integral();
  private readonly lines = new Map<number, Line>();
  private readonly visibility: Timer | null;
  /** By message: which one it is; 0 once it is acknowledged. */
  private readonly ticket;
  private readonly deliveries;
  /** 1 while a message is ready. */
  private readonly isReady;
  private tickets = 0;
  private down = 0;
  private unacknowledged = 0;
  private acknowledged = 0;
  private before = 0;
  private taken = 0;
  refused = 0;

  /** @param targets numbers of the services it hands messages to */
  constructor(
    private readonly world: World,
    private readonly self: number,
    id: string,
    private readonly settings: DispatcherSettings,
    targets: ReadonlySet<number>,
    private readonly owner: DispatcherOwner,
  ) {
    const { scheduler } = world;
    this.ticket = scheduler.calls.integers();
    this.deliveries = scheduler.calls.integers();
    this.isReady = scheduler.calls.bytes();
    this.visibility =
      settings.visibilityTimeout === null
        ? null
        : scheduler.lane([settings.visibilityTimeout], Class.timeout, scheduler.calls);
    for (const target of targets) {
      const service = world.component(target);
      const { servers, instances, autoscaling } = service.config as ComponentOf<"notification">["config"];
      // How many servers it will have is its own business: it takes all there is, and scales by its own line.
      const able = autoscaling === null ? (servers ?? Infinity) : Infinity;
      this.lines.set(target, {
        target,
        way: scheduler.lane([world.latency(id, service.id)], Class.delivery),
        limit: settings.prefetch === null ? able : settings.prefetch * instances,
        messages: new Messages(),
        out: 0,
        paused: false,
        handing: false,
      });
    }
    this.events = [
      (copy) => this.world.deliver(copy, this.lineFor(copy).target),
      (copy) => this.goOn(copy),
      (copy) => this.reappear(copy),
      (copy) => this.comeBack(copy),
    ];
    this.gauges = {
      queue: () => this.ready.value,
      busy: () => this.unacknowledged,
      servers: () => Infinity,
      completed: () => this.acknowledged,
      refused: () => this.refused,
      busyTime: () => NaN,
      serverTime: () => NaN,
    };
  }

  /** Messages that are ready, over all lines. */
  get depth(): number {
    return this.ready.value;
  }

  get isDown(): boolean {
    return this.down > 0;
  }

  /** A message for the service with this number: it waits for its turn. */
  put(message: number, target: number): void {
    this.ticket.data[message] = ++this.tickets;
    this.deliveries.data[message] = 0;
    const line = this.lines.get(target) as Line;
    line.messages.push(message, this.tickets, -1);
    this.count(message, 1);
    this.hand(line);
  }

  /** The broker dies; `lost` is told of each message that is gone with it. */
  crash(replicated: boolean, lost: (message: number) => void): void {
    this.down++;
    if (replicated) return;
    for (const { messages } of this.lines.values()) {
      for (; messages.size > 0; messages.shift()) {
        const message = this.fresh(messages.headNumber(), messages.headClick());
        if (message < 0) continue;
        this.remove(message);
        lost(message);
      }
    }
  }

  recover(): void {
    this.down--;
    for (const line of this.lines.values()) this.hand(line);
  }

  /** A service has answered a delivery. */
  returned(copy: number): void {
    const { calls } = this.world.scheduler;
    const outcome = calls.outcome.of(copy);
    const line = this.lineFor(copy);
    const message = this.messageOf(copy);
    this.end(line);
    if (message < 0) {
      // Another delivery of the same message was faster.
      this.world.closeCall(copy);
      this.hand(line);
      return;
    }
    if (outcome === Outcome.unavailable || outcome === Outcome.full) {
      // It cannot take anything now, which says nothing about the message.
      this.forgive(message);
      this.handBack(copy, message, line);
      return;
    }
    if (this.owner.retries(outcome)) {
      this.putOff(copy, message);
      this.hand(line);
      return;
    }
    this.world.closeCall(copy);
    this.remove(message);
    this.acknowledged++;
    calls.outcome.set(message, outcome);
    this.owner.done(message, (this.deliveries.data[message] as number) > 1);
    this.hand(line);
  }

  /** Nothing comes of a delivery. */
  bereft(copy: number): void {
    const line = this.lineFor(copy);
    const message = this.messageOf(copy);
    this.end(line);
    if (message < 0) this.world.closeCall(copy);
    else this.handBack(copy, message, line);
  }

  restart(now: number): void {
    this.ready.restart(now);
    this.before = this.acknowledged;
    this.taken = 0;
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    return {
      completed: this.acknowledged - this.before,
      utilization: null,
      meanQueue: this.ready.mean(now),
      peakQueue: this.ready.peak,
      meanWait: this.taken === 0 ? null : this.ready.total(now) / this.taken,
      meanService: null,
    };
  }

  private hand(line: Line): void {
    // A service that answers at once comes back here; the loop goes on instead of a deeper call.
    if (line.handing) return;
    line.handing = true;
    const { messages } = line;
    while (messages.size > 0 && line.out < line.limit && !line.paused && this.down === 0) {
      const message = this.fresh(messages.headNumber(), messages.headClick());
      messages.shift();
      if (message < 0) continue;
      this.count(message, -1);
      this.taken++;
      this.send(message, line);
    }
    line.handing = false;
  }

  private send(message: number, line: Line): void {
    const { world } = this;
    const { calls } = world.scheduler;
    const before = this.deliveries.data[message] as number;
    this.deliveries.data[message] = before + 1;
    line.out++;
    this.unacknowledged++;
    const copy = world.openCall(calls.order[message] as number, this.self);
    calls.context[copy] = message;
    calls.deadline.set(copy, this.ticket.data[message] as number);
    // Nobody drives a delivery: the column says where it went, since its message may be over before it is.
    calls.driver[copy] = line.target;
    calls.operation[copy] = calls.operation[message] as number;
    calls.attempt[copy] = (calls.attempt[message] as number) + before * ATTEMPTS_PER_DELIVERY;
    this.visibility?.start(copy, addressOf(this.self, VISIBLE));
    if (line.way.immediate) world.deliver(copy, line.target);
    else line.way.start(copy, addressOf(this.self, DELIVERED));
  }

  /** The message was not acknowledged: it goes before the others, once its consumer has had a pause. */
  private handBack(copy: number, message: number, line: Line): void {
    const { world } = this;
    world.scheduler.calls.renew(copy);
    if (this.isReady.of(message) === 0 && !this.isSpent(message)) {
      line.messages.unshift(message, this.ticket.data[message] as number, -1);
      this.count(message, 1);
    }
    if (line.paused) {
      world.closeCall(copy);
      return;
    }
    line.paused = true;
    world.scheduler.after(PAUSE, Class.delivery, copy, addressOf(this.self, AGAIN));
  }

  /** The message has failed for the moment: it is handed out again in a while. */
  private putOff(copy: number, message: number): void {
    const { world } = this;
    if (this.isReady.of(message) === 1 || this.isSpent(message)) {
      world.closeCall(copy);
      return;
    }
    world.scheduler.calls.renew(copy);
    world.scheduler.after(PAUSE, Class.delivery, copy, addressOf(this.self, LATER));
  }

  private comeBack(copy: number): void {
    const message = this.messageOf(copy);
    const line = this.lineFor(copy);
    this.world.closeCall(copy);
    if (message < 0 || this.isReady.of(message) === 1) return;
    line.messages.unshift(message, this.ticket.data[message] as number, -1);
    this.count(message, 1);
    this.hand(line);
  }

  private goOn(copy: number): void {
    const line = this.lineFor(copy);
    this.world.closeCall(copy);
    line.paused = false;
    this.hand(line);
  }

  /** A delivery has not been acknowledged in time: the message is there again, whatever its first consumer does. */
  private reappear(copy: number): void {
    const message = this.messageOf(copy);
    if (message < 0 || this.isReady.of(message) === 1 || this.isSpent(message)) return;
    const line = this.lineFor(copy);
    line.messages.push(message, this.ticket.data[message] as number, -1);
    this.count(message, 1);
    this.hand(line);
  }

  /** Whether the message was handed out as often as it may be; it is then put aside. */
  private isSpent(message: number): boolean {
    const { maxDeliveries } = this.settings;
    if (maxDeliveries === null || (this.deliveries.data[message] as number) < maxDeliveries) return false;
    this.remove(message);
    this.owner.dead(message);
    return true;
  }

  /** The last delivery does not count. */
  private forgive(message: number): void {
    this.deliveries.data[message] = (this.deliveries.data[message] as number) - 1;
  }

  private end(line: Line): void {
    line.out--;
    this.unacknowledged--;
  }

  private lineFor(copy: number): Line {
    return this.lines.get(this.world.scheduler.calls.driver[copy] as number) as Line;
  }

  /** The message that a delivery is of; -1 when it has been acknowledged already. */
  private messageOf(copy: number): number {
    const { calls } = this.world.scheduler;
    return this.fresh(calls.context[copy] as number, calls.deadline.of(copy));
  }

  private fresh(message: number, ticket: number): number {
    return this.ticket.data[message] === ticket ? message : -1;
  }

  /** The message is here no more; what is left of it in a line is void. */
  private remove(message: number): void {
    this.ticket.data[message] = 0;
    if (this.isReady.of(message) === 1) this.count(message, -1);
  }

  private count(message: number, change: 1 | -1): void {
    const { now, backlog } = this.world;
    this.isReady.set(message, change === 1 ? 1 : 0);
    this.ready.add(change, now);
    backlog.add(change, this.settings.messageBytes, now);
  }
}
