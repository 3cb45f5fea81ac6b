import type { ComponentOf } from "../../model/index.ts";
import { Outcome } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { powerOfTwo } from "../kernel/math.ts";
import type { Purpose } from "../kernel/random.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { Intent, type Intents } from "./intents.ts";
import { reasonOf } from "./outcomes.ts";
import type { World } from "./world.ts";

/** Retries that a budget lets through before any click has paid in. */
const BUDGET_START = 10;
/** No shopper is back sooner, in seconds: else one could try for ever within an instant. */
const SHORTEST_BACKOFF = 1e-3;
/** In place of the deadline: the shopper has stopped waiting for this submission. */
const GIVEN_UP = -1;
/** In place of the deadline: the answer is on its way and will come too late. */
const LATE = -2;

/** Answers after which another try may succeed. */
const PASSING: ReadonlySet<number> = new Set([
  Outcome.rateLimited,
  Outcome.full,
  Outcome.queueFull,
  Outcome.unavailable,
  Outcome.timedOut,
  Outcome.shed,
]);

/** Numbers of the events, among those of the shoppers. */
interface Events {
  readonly atGateway: number;
  readonly answered: number;
  readonly timedOut: number;
  readonly again: number;
}

/** Shoppers who wait only so long, try again, click twice, or place several orders at once. */
export class Buyers {
  /** Intents that came to nothing. */
  rejected = 0;
  private readonly timeout: Timer | null;
  private readonly retryAfter: number;
  private readonly jitter: Purpose;
  private readonly doubles: Purpose;
  private readonly bots: Purpose;
  private budget = BUDGET_START;

  constructor(
    private readonly world: World,
    private readonly self: number,
    private readonly component: ComponentOf<"shoppers">,
    private readonly gateway: number,
    private readonly way: Timer,
    private readonly intents: Intents,
    private readonly events: Events,
  ) {
    const { id, config } = component;
    const { scheduler } = world;
    this.timeout = config.timeout === null ? null : scheduler.lane([config.timeout], Class.timeout, scheduler.calls);
    const entry = world.component(gateway);
    const asked = entry.kind === "gateway" ? (entry.config.retryAfter ?? 0) : 0;
    this.retryAfter = config.retries.honourRetryAfter ? asked : 0;
    this.jitter = world.purpose(`${id}/retry`);
    this.doubles = world.purpose(`${id}/double click`);
    this.bots = world.purpose(`${id}/bot`);
  }

  /** Orders that the customer of this click places. */
  ordersOf(number: number): number {
    const { bots } = this.component.config;
    return bots !== null && this.bots.uniform(number, 0) < bots.share ? bots.submissions : 1;
  }

  /** An intent is formed, and submitted. @param customer number of the first order of a customer who places several, else -1 */
  click(number: number, customer: number): void {
    const { world, intents } = this;
    const { doubleClick, unitsPerOrder, retries } = this.component.config;
    const order = world.openOrder(number, world.now, unitsPerOrder);
    world.ledger.arrive(order, number, world.now);
    intents.open(order, customer);
    world.keep(order);
    if (retries.budget !== null) this.budget = Math.min(this.budget + retries.budget, BUDGET_START);
    const twice = doubleClick !== null && this.doubles.uniform(number, 0) < doubleClick.share;
    if (twice) this.plan(order, doubleClick.after);
    this.expect(order);
    this.submit(world.openCall(order, this.self));
  }

  /** A submission sets out. */
  readonly submit = (call: number): void => {
    const { world, intents, timeout } = this;
    const { calls } = world.scheduler;
    const order = calls.order[call] as number;
    const sent = intents.sent.data[order] as number;
    world.ledger.submit(order, world.orders.number[order] as number, world.now);
    intents.sent.data[order] = sent + 1;
    calls.context[call] = this.self;
    calls.attempt[call] = sent;
    calls.deadline.set(call, timeout === null ? Infinity : timeout.due());
    timeout?.start(call, addressOf(this.self, this.events.timedOut));
    if (this.way.immediate) world.deliver(call, this.gateway);
    else this.way.start(call, addressOf(this.self, this.events.atGateway));
  };

  /** The answer to a submission sets out from the service that gave it, and takes `way` to the shopper. */
  answer(call: number, way: Timer): void {
    const { world, intents } = this;
    const { calls } = world.scheduler;
    const intent = intents.of(call);
    const outcome = calls.outcome.of(call);
    const deadline = calls.deadline.of(call);
    intents.underWay.data[intent] = (intents.underWay.data[intent] as number) - 1;
    if (outcome === Outcome.rateLimited) world.submissions.rateLimited++;
    const due = way.due();
    if (deadline === GIVEN_UP) {
      world.closeCall(call);
      this.settle(intent);
    } else if (due >= deadline) {
      calls.deadline.set(call, LATE);
      this.settle(intent);
    } else {
      // From here on no timeout strikes this submission.
      calls.renew(call);
      if (outcome === Outcome.ok) this.pleased(call, intent, due);
      else if (way.immediate) this.hear(call);
      else way.start(call, addressOf(this.self, this.events.answered));
    }
  }

  /** The shopper reads that this submission came to nothing. */
  readonly hear = (call: number): void => {
    const { world, intents } = this;
    const intent = intents.of(call);
    const outcome = world.scheduler.calls.outcome.of(call);
    intents.awaited.data[intent] = (intents.awaited.data[intent] as number) - 1;
    if (outcome === Outcome.orderFailed) intents.set(intent, Intent.answered);
    else this.disappoint(intent, outcome);
    this.settle(intent);
    world.closeCall(call);
  };

  /** The shopper does not wait for this submission any longer. */
  readonly timeOut = (call: number): void => {
    const { world, intents } = this;
    const { calls } = world.scheduler;
    const intent = intents.of(call);
    const answered = calls.deadline.of(call) === LATE;
    calls.deadline.set(call, GIVEN_UP);
    intents.awaited.data[intent] = (intents.awaited.data[intent] as number) - 1;
    this.disappoint(intent, Outcome.timedOut);
    this.settle(intent);
    if (answered) world.closeCall(call);
  };

  /** A positive answer is on its way: nothing can change it any more, so that it needs no event of its own. */
  private pleased(call: number, intent: number, due: number): void {
    const { world, intents } = this;
    if (due <= world.horizon) {
      world.submissions.answered++;
      const first = !intents.has(intent, Intent.answered);
      const { number, click } = world.orders;
      if (first) world.meters.acceptance.add(due - click.of(intent), due, number[intent] as number);
    }
    intents.set(intent, Intent.answered);
    world.closeCall(call);
    this.settle(intent);
  }

  /** One try less to hope for; after the last, the shopper tries again or gives up. */
  private disappoint(intent: number, outcome: number): void {
    const { world, intents } = this;
    if (intents.has(intent, Intent.answered | Intent.gaveUp) || (intents.awaited.data[intent] as number) > 0) return;
    const cancelled = world.isCancelled(intent);
    if (!cancelled && PASSING.has(outcome) && this.mayRetry(intent)) {
      this.plan(intent, this.backoff(intent, outcome));
      return;
    }
    intents.set(intent, Intent.gaveUp);
    intents.gaveUpAt.set(intent, world.now);
    intents.reason.data[intent] = cancelled ? Outcome.cancelled : outcome;
  }

  private mayRetry(intent: number): boolean {
    const { max, budget } = this.component.config.retries;
    const made = this.intents.retries.data[intent] as number;
    if (made >= max || (budget !== null && this.budget < 1)) return false;
    if (budget !== null) this.budget--;
    this.intents.retries.data[intent] = made + 1;
    return true;
  }

  /** Wait before the next try, in seconds: what the gateway asked for, and the backoff. */
  private backoff(intent: number, outcome: number): number {
    const { backoff, cap, jitter } = this.component.config.retries;
    const made = this.intents.retries.data[intent] as number;
    const wait = Math.min(cap, backoff * powerOfTwo(Math.min(made - 1, 30)));
    const number = this.world.orders.number[intent] as number;
    const spread = jitter ? wait * this.jitter.uniform(number, made) : wait;
    return Math.max(SHORTEST_BACKOFF, spread + (outcome === Outcome.timedOut ? 0 : this.retryAfter));
  }

  /** Another submission will set out. */
  private plan(intent: number, delay: number): void {
    const { world } = this;
    this.expect(intent);
    const call = world.openCall(intent, this.self);
    world.scheduler.after(delay, Class.delivery, call, addressOf(this.self, this.events.again));
  }

  private expect(intent: number): void {
    const { awaited, underWay } = this.intents;
    awaited.data[intent] = (awaited.data[intent] as number) + 1;
    underWay.data[intent] = (underWay.data[intent] as number) + 1;
  }

  /** When the shopper has decided and no submission is under way, it is known what has become of the intent. */
  private settle(intent: number): void {
    const { world, intents } = this;
    if ((intents.underWay.data[intent] as number) > 0 || intents.has(intent, Intent.settled)) return;
    if (!intents.has(intent, Intent.answered | Intent.gaveUp)) return;
    intents.set(intent, Intent.settled);
    if (!intents.has(intent, Intent.accepted)) this.reject(intent);
    world.release(intent);
  }

  private reject(intent: number): void {
    const { world, intents } = this;
    const click = world.orders.click.of(intent);
    const number = world.orders.number[intent] as number;
    this.rejected++;
    world.countFailure(reasonOf(intents.reason.data[intent] as number), number);
    world.meters.refusal.add(intents.gaveUpAt.of(intent) - click, world.now, number);
    world.orders.ended.set(intent, 3);
    world.ledger.reject(intent, number, click, world.now);
  }
}
