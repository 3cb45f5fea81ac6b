import { type ComponentOf, type ComponentResult, sendsCommands } from "../../model/index.ts";
import { Fate, Outcome, type OutcomeCode } from "../kernel/calls.ts";
import { Sampler } from "../kernel/distributions.ts";
import { Class } from "../kernel/lanes.ts";
import { addressOf, type Handler, type Timer } from "../kernel/scheduler.ts";
import { Autoscaler } from "./autoscaler.ts";
import { Door } from "./door.ts";
import { ConcurrencyLimit, LeakyBucket, type Limiter, SlidingWindow, TokenBucket } from "./limiters.ts";
import type { Part, PartGauges } from "./part.ts";
import { Passage, Repeats } from "./repeats.ts";
import type { Shoppers } from "./shoppers.ts";
import { Station } from "./station.ts";
import { POLL, Status } from "./status.ts";
import { VirtualWaitingRoom } from "./virtual-waiting-room.ts";
import type { World } from "./world.ts";

const SERVED = 0;
const FORWARDED = 1;
const SENT_AGAIN = 2;
const LEAKED = 3;
const LET_IN = 4;
const POLLED = 5;

/** How often the outbox tries to publish a message that the queue did not take, in seconds. */
const OUTBOX_PERIOD = 1;

/** The way in: turns requests away above the limit, checks the others, forwards them, and passes answers back. */
export class Gateway implements Part {
  readonly gauges: PartGauges;
  readonly receive: Handler;
  readonly events = [
    (call: number): void => (this.status === null ? this.forward(call) : this.served(call, this.status)),
    (call: number): void => this.reach(call),
    (call: number): void => this.send(call),
    (call: number): void => this.check(call),
    (call: number): void => this.letIn(call),
    (call: number): void => this.poll(call),
  ];
  /** Whether the shopper's connection is held until the order has ended. */
  readonly holdsConnections: boolean;
  /** Whether the shopper is told before the queue has confirmed: the order is in the outbox, or nobody asks. */
  private readonly answersFirst: boolean;
  private readonly outbox: boolean;
  readonly station: Station;
  private readonly scaler: Autoscaler | null;
  readonly limiter: Limiter | null;
  /** Those of {@link limiter} that do more than admit. */
  private readonly bucket: LeakyBucket | null;
  private readonly slots: ConcurrencyLimit | null;
  private readonly door: Door | null;
  private readonly room: VirtualWaitingRoom | null;
  private readonly status: Status | null;
  /** What it remembers of intents; null where nobody submits one twice. */
  private readonly repeats: Repeats | null;
  private readonly next: number;
  readonly way: Timer;
  /** Back to each source of orders: from here, and from what stands behind. */
  readonly back: (Timer | undefined)[] = [];
  readonly backFromNext: (Timer | undefined)[] = [];
  /** Requests that were turned away before any work was done. */
  limited = 0;

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
      config.status === null ? [time] : [time, new Sampler(config.serviceTime, world.purpose(`${id}/poll`))],
      addressOf(self, SERVED),
      config.shedding,
      (call) => this.shed(call),
    );
    this.scaler = Autoscaler.ofStation(world, config, this.station);
    this.limiter = limiterOf(config.rateLimit);
    this.bucket = this.limiter instanceof LeakyBucket ? this.limiter : null;
    this.slots = this.limiter instanceof ConcurrencyLimit ? this.limiter : null;
    this.repeats =
      world.intents === null ? null : new Repeats(world, world.intents, config.deduplicates, config.perCustomerLimit);
    const [next = ""] = world.linkedFrom(id);
    this.next = world.indexOf(next);
    const asynchronous = ["queue", "eventQueue"].includes(world.component(this.next).kind);
    this.outbox = config.outbox;
    this.answersFirst =
      asynchronous && config.answers !== "onCompletion" && (config.outbox || !config.publisherConfirms);
    // Behind command queues, too, nobody waits for the end: the saga's record is the order's.
    const waits = !asynchronous && !sendsCommands(world.scenario.architecture, next);
    this.holdsConnections = config.answers === "auto" ? waits : config.answers === "onCompletion";
    this.way = scheduler.lane([world.latency(id, next)], Class.delivery);
    world.scenario.architecture.components.forEach((other, index) => {
      const isSource = other.kind === "shoppers";
      const up = world.latency(other.id, id);
      this.back[index] = isSource ? scheduler.lane([up], Class.delivery) : undefined;
      this.backFromNext[index] = isSource ? scheduler.lane([world.latency(id, next), up], Class.delivery) : undefined;
    });
    this.door =
      config.soldOut === null && config.admission === null
        ? null
        : new Door(world, component, (soldOut) => this.announceSoldOut(soldOut));
    this.room =
      config.virtualWaitingRoom === null
        ? null
        : new VirtualWaitingRoom(scheduler, config.virtualWaitingRoom.rate, addressOf(self, LET_IN));
    this.status = this.holdsConnections ? null : this.statusOf(component);
    this.receive = this.door === null && this.room === null ? this.enter : (call) => this.arrive(call);
    this.gauges = { ...this.station.gauges, refused: () => this.limited + this.station.gauges.refused() };
  }

  private statusOf({ id, config }: ComponentOf<"gateway">): Status | null {
    const { status } = config;
    if (status === null) return null;
    const { world } = this;
    const { components } = world.scenario.architecture;
    const next = world.component(this.next);
    // Back from the orchestrator, over the queue where one stands between.
    const [consumer = ""] = next.kind === "queue" ? world.linkedFrom(next.id) : [];
    const newsWay = world.latency(id, next.id) + world.latency(next.id, consumer);
    const ways = components.map((other) => world.latency(other.id, id));
    return new Status(world, this.self, id, status, newsWay, ways, addressOf(this.self, POLLED));
  }

  /** A request has come to a gateway that does not let everybody in at once. */
  private arrive(call: number): void {
    if (this.door !== null) {
      const order = this.world.scheduler.calls.order[call] as number;
      const answer = this.door.ask(order);
      if (answer !== Outcome.ok) {
        this.refuse(call, answer);
        return;
      }
    }
    if (this.room === null || this.room.enter(call)) this.enter(call);
  }

  /** A shopper's turn in the virtual waiting room has come. */
  private letIn(call: number): void {
    this.room?.leave();
    if (this.door?.isClosed === true) this.sendAway(call);
    else this.enter(call);
  }

  /** It has become known here that all is sold, or that something is back. */
  private announceSoldOut(soldOut: boolean): void {
    this.world.part(this.next).hearSoldOut?.(soldOut);
    if (soldOut) this.room?.empty((call) => this.sendAway(call));
  }

  /** Somebody who was let in leaves the virtual waiting room with nothing. */
  private sendAway(call: number): void {
    this.door?.giveBack(this.world.scheduler.calls.order[call] as number);
    this.refuse(call, Outcome.soldOut);
  }

  /** Turns a request away before any work is done. */
  private refuse(call: number, outcome: OutcomeCode): void {
    this.limited++;
    this.world.scheduler.calls.outcome.set(call, outcome);
    this.pass(call, this.back);
  }

  private readonly enter = (call: number): void => {
    const { calls } = this.world.scheduler;
    calls.operation[call] = 0;
    if (this.repeats !== null && !this.repeats.admits(call)) {
      this.door?.giveBack(calls.order[call] as number);
      this.refuse(call, Outcome.customerLimit);
    } else if (this.limiter !== null && !this.limiter.admit(this.world.now)) {
      this.door?.giveBack(calls.order[call] as number);
      this.refuse(call, Outcome.rateLimited);
    } else if (this.bucket !== null && this.bucket.wait > 0) {
      this.world.scheduler.after(this.bucket.wait, Class.delivery, call, addressOf(this.self, LEAKED));
    } else {
      this.check(call);
    }
  };

  readonly returned = (call: number): void => {
    this.slots?.free();
    const { calls } = this.world.scheduler;
    const outcome = calls.outcome.of(call) as OutcomeCode;
    if (outcome === Outcome.ok) this.watch(call, this.backFromNext);
    else if (outcome !== Outcome.orderFailed) this.door?.giveBack(calls.order[call] as number);
    if (this.repeats === null) {
      this.pass(call, this.backFromNext);
      return;
    }
    const joined = this.repeats.decided(call);
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

  /** The order's shopper wants to know how it ends. */
  private watch(call: number, ways: readonly (Timer | undefined)[]): void {
    if (this.status === null) return;
    const { calls } = this.world.scheduler;
    const source = calls.context[call] as number;
    this.status.begin(calls.order[call] as number, source, (ways[source] as Timer).due());
  }

  /** A poll has come over its link. */
  private poll(call: number): void {
    const { station, status } = this;
    if (status === null) return;
    status.arrive(call);
    if (station.isPassage) {
      station.pass();
      status.answer(call, true);
    } else if (!station.enter(call)) {
      status.answer(call, false);
    }
  }

  /** A server is done with an order or a poll. */
  private served(call: number, status: Status): void {
    if (this.world.scheduler.calls.operation[call] !== POLL) {
      this.forward(call);
      return;
    }
    this.station.leave(call);
    status.answer(call, true);
  }

  /** It has waited so long that it is not served any more. */
  private shed(call: number): void {
    if (this.status !== null && this.world.scheduler.calls.operation[call] === POLL) this.status.answer(call, false);
    else this.turnAway(call, Outcome.shed);
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
      if (passage === Passage.known) this.turnAway(call, this.world.scheduler.calls.outcome.of(call) as OutcomeCode);
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
    this.room?.restart(now);
    this.status?.restart(now);
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    return {
      ...this.station.figures(now),
      ...(this.scaler !== null && { peakServers: this.station.peakServers }),
      ...(this.room !== null && {
        peakWaitingRoom: this.room.waiting.peak,
        meanWaitingRoom: this.room.meanWait(now),
      }),
    };
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
    orders.ended.set(order, 3);
    world.ledger.lose(order, orders.number[order] as number, orders.click.of(order), world.now);
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
    calls.fate.set(message, Fate.orphaned);
    calls.outcome.set(call, Outcome.ok);
    this.slots?.free();
    this.watch(call, this.back);
    // Nothing can have joined it: it was answered in the instant in which it was let on.
    this.repeats?.decided(call);
    this.pass(call, this.back);
    this.send(message);
  }

  /** Answers from here, without the part behind. */
  private turnAway(call: number, outcome: OutcomeCode): void {
    const { calls } = this.world.scheduler;
    calls.outcome.set(call, outcome);
    this.slots?.free();
    this.door?.giveBack(calls.order[call] as number);
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
