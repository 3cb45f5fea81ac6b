import type { ComponentOf, ComponentResult } from "../../model/index.ts";
import { type Arrivals, arrivalsOf } from "../kernel/arrivals.ts";
import { Outcome } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { intentNumber, ORDERS_PER_SOURCE_MAX, orderNumber } from "../kernel/orders.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { Buyers } from "./buyers.ts";
import { reasonOf } from "./outcomes.ts";
import type { Part, PartGauges } from "./part.ts";
import type { World } from "./world.ts";

const AT_GATEWAY = 0;
const ANSWERED = 1;
const TIMED_OUT = 2;
const AGAIN = 3;

/** A source of orders: each click becomes a submission; its answer ends the wait, or the order. */
export class Shoppers implements Part {
  /** Instant of the next click, Infinity after the last one. */
  nextTime: number;
  readonly gauges: PartGauges;
  readonly events = [
    (call: number): void => this.world.deliver(call, this.gateway),
    (call: number): void => this.refuse(call),
    (call: number): void => this.buyers?.timeOut(call),
    (call: number): void => this.buyers?.submit(call),
  ];
  /** What shoppers do who may submit more than once; null where each clicks once and takes the answer. */
  private readonly buyers: Buyers | null;
  private readonly arrivals: Arrivals;
  private readonly source: number;
  private readonly gateway: number;
  readonly way: Timer;
  /** Clicks so far. */
  index = 0;
  /** Submissions that were answered with no. */
  turnedAway = 0;
  /** Count at the end of the warm-up. */
  private before = 0;

  constructor(
    private readonly world: World,
    readonly self: number,
    private readonly component: ComponentOf<"shoppers">,
  ) {
    this.source = world.unitsBySource.push(component.config.unitsPerOrder) - 1;
    world.itemsBySource.push(component.config.itemsPerOrder);
    const { poisonProbability } = component.config;
    const luck = world.purpose(`${component.id}/poison`);
    world.poisonBySource.push((number) => poisonProbability > 0 && luck.uniform(number, 0) < poisonProbability);
    const [gateway = ""] = world.linkedFrom(component.id);
    this.gateway = world.indexOf(gateway);
    this.way = world.scheduler.lane([world.latency(component.id, gateway)], Class.delivery);
    const { cancels } = component.config;
    const regrets = world.purpose(`${component.id}/cancel`);
    world.cancelsBySource.push(
      cancels === null
        ? null
        : (number, age) => age >= cancels.after && regrets.uniform(intentNumber(number), 0) < cancels.share,
    );
    this.buyers =
      world.intents === null
        ? null
        : new Buyers(world, self, component, this.gateway, this.way, world.intents, {
            atGateway: AT_GATEWAY,
            answered: ANSWERED,
            timedOut: TIMED_OUT,
            again: AGAIN,
          });
    this.arrivals = arrivalsOf(component.config.arrivals, world.purpose(`${component.id}/arrival`));
    this.nextTime = this.arrivals.next();
    this.gauges = {
      queue: () => 0,
      busy: () => 0,
      servers: () => Infinity,
      completed: () => this.index,
      refused: () => this.turnedAway + (this.buyers?.rejected ?? 0),
      busyTime: () => 0,
      serverTime: () => NaN,
    };
  }

  /** One shopper clicks, now. */
  click(): void {
    const { world } = this;
    const now = world.now;
    if (this.buyers !== null) {
      this.place(this.buyers, orderNumber(this.source, this.index++));
      return;
    }
    const number = orderNumber(this.source, this.index++);
    this.nextTime = this.index < ORDERS_PER_SOURCE_MAX ? this.arrivals.next() : Infinity;
    const order = world.openOrder(number, now, this.component.config.unitsPerOrder);
    world.ledger.arrive(order, number, now);
    world.ledger.submit(order, number, now);
    const call = world.openCall(order, this.self);
    world.scheduler.calls.context[call] = this.self;
    if (this.way.immediate) world.deliver(call, this.gateway);
    else this.way.start(call, addressOf(this.self, AT_GATEWAY));
  }

  /** Draws the instants (in seconds) of the clicks from the one with this number on, for who counts them in its place. */
  clicksFrom(index: number, instants: Float64Array): void {
    for (let i = 0; i < instants.length; i++) {
      instants[i] = this.nextTime;
      this.nextTime = index + i + 1 < ORDERS_PER_SOURCE_MAX ? this.arrivals.next() : Infinity;
    }
  }

  /** A customer places an order, or several at once. */
  private place(buyers: Buyers, first: number): void {
    const orders = buyers.ordersOf(first);
    const customer = orders > 1 ? first : -1;
    buyers.click(first, customer);
    for (let placed = 1; placed < orders && this.index < ORDERS_PER_SOURCE_MAX; placed++) {
      buyers.click(orderNumber(this.source, this.index++), customer);
    }
    this.nextTime = this.index < ORDERS_PER_SOURCE_MAX ? this.arrivals.next() : Infinity;
  }

  /**
   * The answer sets out from the service that gave it, and takes `way` to the shopper. A positive one changes nothing
   * any more, so that it needs no event of its own.
   */
  answer(call: number, way: Timer): void {
    const { world } = this;
    const { calls } = world.scheduler;
    if (this.buyers !== null) {
      this.buyers.answer(call, way);
      return;
    }
    if (calls.outcome.of(call) !== Outcome.ok) {
      if (calls.outcome.of(call) === Outcome.rateLimited) world.submissions.rateLimited++;
      if (way.immediate) this.refuse(call);
      else way.start(call, addressOf(this.self, ANSWERED));
      return;
    }
    const due = way.due();
    if (due <= world.horizon) {
      world.submissions.answered++;
      const order = calls.order[call] as number;
      const { number, click } = world.orders;
      world.meters.acceptance.add(due - click.of(order), due, number[order] as number);
    }
    world.closeCall(call);
  }

  readonly receive = (): void => {
    throw new Error("nobody calls shoppers");
  };

  readonly returned = (): void => {
    throw new Error("answers reach shoppers through answer()");
  };

  restart(): void {
    this.before = this.index;
  }

  figures(): Omit<ComponentResult, "kind"> {
    return {
      completed: this.index - this.before,
      utilization: null,
      meanQueue: null,
      peakQueue: 0,
      meanWait: null,
      meanService: null,
    };
  }

  /** The shopper reads that there will be no order. */
  private refuse(call: number): void {
    const { world } = this;
    if (this.buyers !== null) {
      this.buyers.hear(call);
      return;
    }
    const { calls } = world.scheduler;
    const order = calls.order[call] as number;
    const outcome = calls.outcome.of(call);
    if (outcome === Outcome.orderFailed) {
      // Its end is in the books already; only the connection was held until now.
      world.closeCall(call);
      return;
    }
    const click = world.orders.click.of(order);
    const number = world.orders.number[order] as number;
    this.turnedAway++;
    world.countFailure(reasonOf(outcome), number);
    world.meters.refusal.add(world.now - click, world.now, number);
    world.orders.ended.set(order, 3);
    world.ledger.reject(order, number, click, world.now);
    world.closeCall(call);
  }
}
