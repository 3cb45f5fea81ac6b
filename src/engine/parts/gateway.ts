import type { ComponentOf, ComponentResult } from "../../model/index.ts";
import { Fate, Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { Sampler } from "../kernel/distributions.ts";
import { Class } from "../kernel/lanes.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { Autoscaler } from "./autoscaler.ts";
import { ConcurrencyLimit, LeakyBucket, type Limiter, SlidingWindow, TokenBucket } from "./limiters.ts";
import type { Part, PartGauges } from "./part.ts";
import { Passage, Repeats } from "./repeats.ts";
import type { Shoppers } from "./shoppers.ts";
import { Station } from "./station.ts";
import type { World } from "./world.ts";

const SERVED = 0;
const FORWARDED = 1;
const SENT_AGAIN = 2;
const LEAKED = 3;

/** How often the outbox tries to publish a message that the queue did not take, in seconds. */
const OUTBOX_PERIOD = 1;

/** The way in: turns requests away above the limit, checks the others, forwards them, and passes answers back. */
export class Gateway implements Part {
  readonly gauges: PartGauges;
  readonly events = [
    (call: number): void => this.forward(call),
    (call: number): void => this.reach(call),
    (call: number): void => this.send(call),
    (call: number): void => this.check(call),
  ];
  /** Whether the shopper's connection is held until the order has ended. */
  readonly holdsConnections: boolean;
  /** Whether the shopper is told before the queue has confirmed: the order is in the outbox, or nobody asks. */
  private readonly answersFirst: boolean;
  private readonly outbox: boolean;
  private readonly station: Station;
  private readonly scaler: Autoscaler | null;
  private readonly limiter: Limiter | null;
  /** Those of {@link limiter} that do more than admit. */
  private readonly bucket: LeakyBucket | null;
  private readonly slots: ConcurrencyLimit | null;
  /** What it remembers of intents; null where nobody submits one twice. */
  private readonly repeats: Repeats | null;
  private readonly next: number;
  private readonly way: Timer;
  /** Back to each source of orders: from here, and from what stands behind. */
  private readonly back: (Timer | undefined)[] = [];
  private readonly backFromNext: (Timer | undefined)[] = [];
  private limited = 0;

  constructor(
    private readonly world: World,
    private readonly self: number,
    component: ComponentOf<"gateway">,
  ) {
    const { config, id } = component;
    const { scheduler } = world;
    const time = new Sampler(config.serviceTime, world.purpose(`${id}/check`));
    this.station = new Station(
      scheduler,
      config.servers,
      config.waitingRoom,
      [time],
      world.orders,
      addressOf(self, SERVED),
      config.shedding,
      (call) => this.turnAway(call, Outcome.shed),
    );
    this.scaler = Autoscaler.ofStation(world, config, this.station);
    this.limiter = limiterOf(config.rateLimit);
    this.bucket = this.limiter instanceof LeakyBucket ? this.limiter : null;
    this.slots = this.limiter instanceof ConcurrencyLimit ? this.limiter : null;
    this.repeats =
      world.intents === null ? null : new Repeats(world, world.intents, config.deduplicates, config.perCustomerLimit);
    const [next = ""] = world.linkedFrom(id);
    this.next = world.indexOf(next);
    const asynchronous = world.component(this.next).kind === "queue";
    this.outbox = config.outbox;
    this.answersFirst =
      asynchronous && config.answers !== "onCompletion" && (config.outbox || !config.publisherConfirms);
    this.holdsConnections = config.answers === "auto" ? !asynchronous : config.answers === "onCompletion";
    this.way = scheduler.lane([world.latency(id, next)], Class.delivery);
    world.scenario.architecture.components.forEach((other, index) => {
      const isSource = other.kind === "shoppers";
      const up = world.latency(other.id, id);
      this.back[index] = isSource ? scheduler.lane([up], Class.delivery) : undefined;
      this.backFromNext[index] = isSource ? scheduler.lane([world.latency(id, next), up], Class.delivery) : undefined;
    });
    this.gauges = { ...this.station.gauges, refused: () => this.limited + this.station.gauges.refused() };
  }

  readonly receive = (call: number): void => {
    const { calls } = this.world.scheduler;
    calls.operation[call] = 0;
    if (this.repeats !== null && !this.repeats.admits(call)) {
      this.limited++;
      calls.outcome[call] = Outcome.customerLimit;
      this.pass(call, this.back);
    } else if (this.limiter !== null && !this.limiter.admit(this.world.now)) {
      this.limited++;
      calls.outcome[call] = Outcome.rateLimited;
      this.pass(call, this.back);
    } else if (this.bucket !== null && this.bucket.wait > 0) {
      this.world.scheduler.after(this.bucket.wait, Class.delivery, call, addressOf(this.self, LEAKED));
    } else {
      this.check(call);
    }
  };

  readonly returned = (call: number): void => {
    this.slots?.free();
    if (this.repeats === null) {
      this.pass(call, this.backFromNext);
      return;
    }
    const joined = this.repeats.decided(call);
    const outcome = this.world.scheduler.calls.outcome[call] as OutcomeCode;
    this.pass(call, this.backFromNext);
    this.tellAll(joined, outcome);
  };

  /** Those that waited for what becomes of an earlier submission of their intent hear it too. */
  private tellAll(first: number, outcome: OutcomeCode): void {
    const { calls } = this.world.scheduler;
    for (let call = first; call >= 0; ) {
      const next = calls.next[call] as number;
      this.turnAway(call, outcome);
      call = next;
    }
  }

  private check(call: number): void {
    if (this.station.isPassage) {
      this.station.pass();
      this.onward(call);
    } else if (!this.station.enter(call)) {
      this.turnAway(call, Outcome.full);
    }
  }

  private forward(call: number): void {
    this.station.leave(call);
    this.onward(call);
  }

  private onward(call: number): void {
    this.world.scheduler.calls.caller[call] = this.self;
    if (this.repeats !== null) {
      const passage = this.repeats.check(call);
      if (passage === Passage.known) this.turnAway(call, this.world.scheduler.calls.outcome[call] as OutcomeCode);
      if (passage !== Passage.onward) return;
    }
    if (this.answersFirst) this.claim(call);
    else this.send(call);
  }

  private send(call: number): void {
    if (this.way.immediate) this.reach(call);
    else this.way.start(call, addressOf(this.self, FORWARDED));
  }

  private reach(call: number): void {
    // A claimed message stands for an order that was accepted already.
    if (this.repeats !== null && !this.answersFirst) this.repeats.arrives(call);
    this.world.deliver(call, this.next);
  }

  restart(now: number): void {
    this.scaler?.restart(now);
    this.station.restart(now);
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    const figures = this.station.figures(now);
    return this.scaler === null ? figures : { ...figures, peakServers: this.station.peakServers };
  }

  /** The queue did not take a message that the shopper has been promised. */
  undelivered(call: number): void {
    const { world } = this;
    const { orders } = world;
    const order = world.scheduler.calls.order[call] as number;
    if (this.outbox) {
      world.scheduler.after(OUTBOX_PERIOD, Class.delivery, call, addressOf(this.self, SENT_AGAIN));
      return;
    }
    orders.ended[order] = 3;
    world.ledger.lose(order, orders.number[order] as number, orders.click[order] as number, world.now);
    world.closeCall(call);
  }

  /** Tells the shopper at once; the message goes to the queue on its own. */
  private claim(call: number): void {
    const { world } = this;
    const { calls } = world.scheduler;
    this.repeats?.arrives(call);
    const order = calls.order[call] as number;
    world.ledger.accept(order, world.orders.number[order] as number, world.now);
    const message = world.openCall(order, this.self);
    calls.fate[message] = Fate.orphaned;
    calls.outcome[call] = Outcome.ok;
    this.slots?.free();
    // Nothing can have joined it: it was answered in the instant in which it was let on.
    this.repeats?.decided(call);
    this.pass(call, this.back);
    this.send(message);
  }

  /** Answers from here, without the part behind. */
  private turnAway(call: number, outcome: OutcomeCode): void {
    this.world.scheduler.calls.outcome[call] = outcome;
    this.slots?.free();
    this.pass(call, this.back);
  }

  private pass(call: number, ways: readonly (Timer | undefined)[]): void {
    const source = this.world.scheduler.calls.context[call] as number;
    (this.world.part(source) as Shoppers).answer(call, ways[source] as Timer);
  }
}

function limiterOf(limit: ComponentOf<"gateway">["config"]["rateLimit"]): Limiter | null {
  if (limit === null) return null;
  if ("tokenBucket" in limit) return new TokenBucket(limit.tokenBucket.rate, limit.tokenBucket.burst);
  if ("leakyBucket" in limit) return new LeakyBucket(limit.leakyBucket.rate, limit.leakyBucket.capacity);
  if ("slidingWindow" in limit) return new SlidingWindow(limit.slidingWindow.limit, limit.slidingWindow.window);
  return new ConcurrencyLimit(limit.concurrency.limit);
}
