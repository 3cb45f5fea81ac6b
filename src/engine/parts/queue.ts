import type { ComponentOf, ComponentResult } from "../../model/index.ts";
import { Fate, Outcome } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { Messages } from "../kernel/messages.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { Integral } from "../measure/integral.ts";
import type { Gateway } from "./gateway.ts";
import { reasonOf } from "./outcomes.ts";
import type { Part, PartGauges } from "./part.ts";
import { Prefetch } from "./prefetch.ts";
import { RateWindow } from "./rate-window.ts";
import type { OrderDriver, WorkQueue } from "./work.ts";
import type { World } from "./world.ts";

const DELIVERED = 0;
/** Acknowledgements of the last so many seconds tell how long the queue will take. */
const ESTIMATE_OVER = 10;

/** A durable FIFO of accepted orders: an order is accepted once it is in here, and handed out when a worker is free. */
export class Queue implements Part, WorkQueue {
  readonly gauges: PartGauges;
  readonly events;
  /** Null where a message is handed out when a worker is free for it. */
  private prefetch: Prefetch | null = null;
  readonly ready = new Integral();
  private readonly messages = new Messages();
  private readonly consumer: number;
  readonly way: Timer;
  private readonly acknowledgements = new RateWindow(ESTIMATE_OVER);
  private down = 0;
  /** Whether nothing is left to sell, as far as the queue has been told. */
  private soldOut = false;
  /** Messages handed out and not acknowledged. */
  private unacknowledged = 0;
  private acknowledged = 0;
  refused = 0;
  private before = 0;
  /** Messages handed out since the end of the warm-up. */
  taken = 0;
  private takenBefore = 0;
  /** Whether {@link hand} is at work further up the stack. */
  private handing = false;

  constructor(
    private readonly world: World,
    private readonly self: number,
    private readonly component: ComponentOf<"queue">,
  ) {
    const [consumer = ""] = world.linkedFrom(component.id);
    this.consumer = world.indexOf(consumer);
    this.way = world.scheduler.lane([world.latency(component.id, consumer)], Class.delivery);
    const { prefetch } = component.config;
    this.events =
      prefetch === null
        ? [(call: number): void => this.orchestrator.begin(call)]
        : [(call: number): void => this.arrive(call)];
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

  /** A new order from the gateway: stored, answered, and handed out as soon as a worker is free. */
  readonly receive = (call: number): void => {
    const { world, messages } = this;
    const { calls } = world.scheduler;
    const { capacity, backPressureDepth, messageBytes } = this.component.config;
    const order = calls.order[call] as number;
    const number = world.orders.number[order] as number;
    const gateway = world.part(calls.caller[call] as number) as Gateway;
    // The shopper has been told already: nobody waits for what becomes of the message.
    const claimed = calls.fate.of(call) === Fate.orphaned;
    if (this.down > 0 || (capacity !== null && messages.size >= capacity)) {
      this.refused++;
      calls.outcome.set(call, this.down > 0 ? Outcome.unavailable : Outcome.queueFull);
      if (claimed) gateway.undelivered(call);
      else world.giveBack(call);
      return;
    }
    calls.outcome.set(call, Outcome.ok);
    if (!claimed) world.ledger.accept(order, number, world.now);
    messages.push(number, world.orders.click.of(order), gateway.holdsConnections ? order : -1);
    this.ready.add(1, world.now);
    world.backlog.add(1, messageBytes, world.now);
    if (backPressureDepth !== null && messages.size > backPressureDepth) this.estimate();
    if (claimed) world.closeCall(call);
    else if (gateway.holdsConnections) this.orchestrator.answerAtEnd(order, call);
    else gateway.returned(call);
    if (this.soldOut) this.dismiss();
    this.hand();
  };

  /** When nothing is left to sell, orders that wait, and those that come, are told no at once. */
  hearSoldOut(soldOut: boolean): void {
    this.soldOut = soldOut;
    if (soldOut) this.dismiss();
  }

  hand(): void {
    // A saga that ends at once frees its worker inside this loop; the loop goes on instead of a deeper call.
    if (this.handing || this.down > 0) return;
    this.handing = true;
    const { world, messages } = this;
    const { messageBytes } = this.component.config;
    if (this.component.config.prefetch !== null) this.work();
    while (messages.size > 0) {
      const instance = this.prefetch === null ? this.orchestrator.takeWorker() : this.prefetch.take();
      if (instance < 0) break;
      const row = messages.headRow();
      const number = messages.headNumber();
      const order = row >= 0 ? row : world.openOrder(number, messages.headClick(), world.unitsOf(number));
      messages.shift();
      this.ready.add(-1, world.now);
      world.backlog.add(-1, messageBytes, world.now);
      this.taken++;
      this.unacknowledged++;
      const call = world.openCall(order, this.consumer);
      // A message handed out again kept the order's row until now.
      if (row >= 0 && this.orchestrator.isResumed(order)) world.release(order);
      if (this.prefetch !== null) {
        this.fetch(call, instance, row >= 0);
        continue;
      }
      this.orchestrator.cameFrom(order, this.self, instance);
      if (this.way.immediate) this.orchestrator.begin(call);
      else this.way.start(call, addressOf(this.self, DELIVERED));
    }
    this.handing = false;
  }

  /** The broker dies. Without a replica, the messages that waited are gone. */
  crash(): void {
    const { world, messages } = this;
    const { messageBytes, replicated } = this.component.config;
    this.down++;
    if (replicated) return;
    const gone = messages.size;
    while (messages.size > 0) {
      const row = messages.headRow();
      if (row >= 0) this.loseRow(row);
      else world.ledger.lose(-1, messages.headNumber(), messages.headClick(), world.now);
      messages.shift();
    }
    this.ready.add(-gone, world.now);
    world.backlog.add(-gone, messageBytes, world.now);
  }

  recover(): void {
    this.down--;
    if (this.soldOut) this.dismiss();
    this.hand();
  }

  /** Messages that no worker will ever take are stuck. */
  strand(): void {
    const { world, messages } = this;
    for (; messages.size > 0; messages.shift()) {
      if (messages.headRow() >= 0) continue;
      world.ledger.strand(-1, messages.headNumber(), messages.headClick(), world.now);
    }
  }

  eachWaiting(visit: (number: number, click: number) => void): void {
    this.messages.each((number, click, row) => {
      if (row < 0) visit(number, click);
    });
  }

  handOutAgain(order: number, instance: number): void {
    const { world } = this;
    this.prefetch?.drop(instance);
    const { maxDeliveries } = this.component.config;
    this.unacknowledged--;
    if (maxDeliveries !== null && this.orchestrator.deliveriesOf(order) >= maxDeliveries) {
      this.orchestrator.letGo(order);
      world.orders.ended.set(order, 3);
      world.ledger.deadLetter(order, world.orders.number[order] as number, world.orders.click.of(order), world.now);
      return;
    }
    world.keep(order);
    this.messages.unshift(world.orders.number[order] as number, world.orders.click.of(order), order);
    this.ready.add(1, world.now);
    world.backlog.add(1, this.component.config.messageBytes, world.now);
    this.hand();
  }

  acknowledge(instance: number): void {
    this.prefetch?.drop(instance);
    this.unacknowledged--;
    this.acknowledged++;
    if (this.component.config.backPressureDepth !== null) this.acknowledgements.count(this.world.now);
  }

  /** Who works in its place has handed out and acknowledged so many messages in all. */
  follow(taken: number, acknowledged: number): void {
    this.taken = taken - this.takenBefore;
    this.acknowledged = acknowledged;
    this.unacknowledged = taken - acknowledged;
  }

  readonly returned = (): void => {
    throw new Error("a queue calls nobody");
  };

  restart(now: number): void {
    this.ready.restart(now);
    this.before = this.acknowledged;
    this.takenBefore += this.taken;
    this.taken = 0;
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    return {
      completed: this.acknowledged - this.before,
      utilization: null,
      meanQueue: this.ready.mean(now),
      peakQueue: this.ready.peak,
      // Little's law, exact for whole visits: the integral of the queue is the sum of the waits.
      meanWait: this.taken === 0 ? null : this.ready.total(now) / this.taken,
      meanService: null,
    };
  }

  /** Ends the orders that wait, without a worker; those that had one before must be taken up where they stand, and stay. */
  private dismiss(): void {
    if (this.down > 0) return;
    const { world, messages } = this;
    const { messageBytes } = this.component.config;
    for (let left = messages.size; left > 0; left--) {
      const row = messages.headRow();
      const number = messages.headNumber();
      const click = messages.headClick();
      messages.shift();
      if (row >= 0 && this.orchestrator.isResumed(row)) {
        messages.push(number, click, row);
        continue;
      }
      this.taken++;
      this.ready.add(-1, world.now);
      world.backlog.add(-1, messageBytes, world.now);
      this.sayNo(number, click, row);
    }
  }

  private sayNo(number: number, click: number, row: number): void {
    const { world } = this;
    const order = row >= 0 ? row : world.openOrder(number, click, world.unitsOf(number));
    world.keep(order);
    world.orders.ended.set(order, 2);
    world.ledger.fail(order, number, click, world.now);
    world.failedAfter(number, click, reasonOf(Outcome.outOfStock));
    world.announceEnd(number);
    if (row >= 0) this.orchestrator.dropIntake(order);
    world.release(order);
  }

  consumerDied(instance: number): void {
    const calls = this.prefetch?.abandoned(instance) ?? [];
    for (const call of calls.reverse()) this.takeBack(call);
    if (calls.length > 0) this.hand();
  }

  /** Gives workers what their instances have fetched ahead. */
  private work(): void {
    const { world } = this;
    // Only when all parts are there can one of them be asked how many instances it has.
    this.prefetch ??= new Prefetch(this.component.config.prefetch ?? 1, this.orchestrator);
    for (let call = this.prefetch.ready(); call >= 0; call = this.prefetch.ready()) {
      this.begin(call, world.scheduler.calls.context[call] as number);
    }
  }

  /** @param active whether the order had a row before, which a held connection or a former delivery keeps */
  private fetch(call: number, instance: number, active: boolean): void {
    const { calls } = this.world.scheduler;
    calls.context[call] = instance;
    calls.operation[call] = active ? 1 : 0;
    if (this.way.immediate) this.arrive(call);
    else this.way.start(call, addressOf(this.self, DELIVERED));
  }

  private arrive(call: number): void {
    const instance = this.world.scheduler.calls.context[call] as number;
    if (!this.orchestrator.consumes(instance)) {
      this.takeBack(call);
      this.hand();
    } else if (this.prefetch?.arrive(call, instance)) {
      this.begin(call, instance);
    }
  }

  private begin(call: number, instance: number): void {
    this.orchestrator.cameFrom(this.world.scheduler.calls.order[call] as number, this.self, instance);
    this.orchestrator.begin(call);
  }

  /** A message that was fetched and not begun goes before the others again. */
  private takeBack(call: number): void {
    const { world } = this;
    const { calls } = world.scheduler;
    const order = calls.order[call] as number;
    const active = calls.operation[call] === 1;
    this.prefetch?.drop(calls.context[call] as number);
    this.unacknowledged--;
    if (this.orchestrator.isResumed(order)) world.keep(order);
    this.messages.unshift(world.orders.number[order] as number, world.orders.click.of(order), active ? order : -1);
    this.ready.add(1, world.now);
    world.backlog.add(1, this.component.config.messageBytes, world.now);
    world.closeCall(call);
  }

  /** An order that was active while it waited is gone with its message. */
  private loseRow(order: number): void {
    const { world } = this;
    const { orders } = world;
    orders.ended.set(order, 3);
    world.ledger.lose(order, orders.number[order] as number, orders.click.of(order), world.now);
    if (this.orchestrator.isResumed(order)) world.release(order);
    else this.orchestrator.dropIntake(order);
  }

  /** The wait that the answer names: depth over acknowledgements a second, or over what the workers could do at best. */
  private estimate(): void {
    const rate = this.acknowledgements.rate(this.world.now) || this.orchestrator.idealRate;
    const seconds = rate > 0 ? this.messages.size / rate : 0;
    this.world.backlog.told(seconds);
  }

  private get orchestrator(): OrderDriver {
    return this.world.part(this.consumer) as unknown as OrderDriver;
  }
}
