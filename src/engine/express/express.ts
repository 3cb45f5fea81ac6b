import { Outcome } from "../kernel/calls.ts";
import type { Sampler } from "../kernel/distributions.ts";
import { orderNumber, sourceOf } from "../kernel/orders.ts";
import type { Scheduler, Timer } from "../kernel/scheduler.ts";
import type { Ledger } from "../measure/ledger.ts";
import type { Gateway } from "../parts/gateway.ts";
import type { Orchestrator } from "../parts/orchestrator.ts";
import { reasonOf } from "../parts/outcomes.ts";
import type { Queue } from "../parts/queue.ts";
import type { Hops, Step, Way } from "../parts/saga.ts";
import type { Service } from "../parts/service.ts";
import type { Shoppers } from "../parts/shoppers.ts";
import type { World } from "../parts/world.ts";
import {
  AT_GATEWAY,
  AT_QUEUE,
  AT_STEP,
  addressAt,
  DELIVERED,
  ENDED,
  kindOf,
  REFUSED,
  SERVED,
  taskOf,
} from "./addresses.ts";
import type { Checkout } from "./checkout.ts";
import { Desk } from "./desk.ts";
import { Effect, Effects } from "./effects.ts";
import { CLICK, DONE, FAILURE, NUMBER, ORDER, REFERENCES, TASK, TOKEN_BITS, Tokens, UPDATED } from "./tokens.ts";

/** In place of a task, once an order has ended. */
const NO_TASK = -1;
/** In place of an effect: the gateway only checks. */
const CHECK = 0;

/**
 * The run of a checkout in which nothing fails but by business, in one piece. What the parts do with calls that any other
 * part may lose, delay or repeat, this does with tokens that nobody else touches: the same events in the same order, the
 * same luck, the same books and figures, which it keeps in the parts' own meters. It must never differ from the parts; the
 * proof holds the two against each other.
 */
export class Express {
  private readonly scheduler: Scheduler;
  private readonly ledger: Ledger;
  private readonly tokens = new Tokens();
  private readonly sources: readonly Shoppers[];
  private readonly gateway: Gateway;
  private readonly queue: Queue;
  private readonly orchestrator: Orchestrator;
  private readonly steps: readonly Step[];
  private readonly hops: Hops;
  private readonly criticalFrom: Int32Array;
  private readonly effects: Effects;
  /** By task: twice the number of a step, one more for its compensation; the last one is the gateway's. */
  private readonly effectByTask: Int32Array;
  private readonly deskByTask: Desk[] = [];
  private readonly gatewayTask: number;
  private readonly workers: number;
  private readonly capacity: number;
  private readonly messageBytes: number;
  private readonly backPressureDepth: number;
  /** What an order of each source is worth, in minor units. */
  private readonly values: number[];
  /** Whether {@link hand} is at work further up the stack. */
  private handing = false;

  constructor(
    private readonly world: World,
    checkout: Checkout,
  ) {
    const part = <T>({ id }: { readonly id: string }) => world.part(world.indexOf(id)) as unknown as T;
    this.scheduler = world.scheduler;
    this.ledger = world.ledger;
    this.sources = checkout.sources.map((source) => part<Shoppers>(source));
    this.gateway = part(checkout.gateway);
    this.queue = part(checkout.queue);
    this.orchestrator = part(checkout.orchestrator);
    const { saga } = this.orchestrator;
    this.steps = saga.steps;
    this.hops = saga.hops;
    this.criticalFrom = saga.criticalFrom;
    this.workers = checkout.orchestrator.config.workers ?? Infinity;
    const { capacity, messageBytes, backPressureDepth } = checkout.queue.config;
    this.capacity = capacity ?? Infinity;
    this.messageBytes = messageBytes;
    this.backPressureDepth = backPressureDepth ?? Infinity;
    this.values = world.unitsBySource.map((units, rank) => world.worth(orderNumber(rank, 0), units));
    this.effects = new Effects(world, checkout, this.tokens, this.values);

    this.gatewayTask = 2 * this.steps.length;
    this.effectByTask = new Int32Array(this.gatewayTask + 1);
    const samplers: Sampler[] = [];
    const desks = new Map<number, Desk>();
    this.steps.forEach((step, number) => {
      const { station } = world.part(step.target) as Service;
      const desk = desks.get(step.target) ?? new Desk(this.scheduler, this.tokens, station, samplers);
      desks.set(step.target, desk);
      const { operation, compensation } = checkout.orchestrator.config.saga[number];
      this.effectByTask[2 * number] = Effect[operation as keyof typeof Effect];
      this.effectByTask[2 * number + 1] = Effect[compensation as keyof typeof Effect];
      samplers[2 * number] = station.samplers[step.operation];
      samplers[2 * number + 1] = station.samplers[step.compensation];
      this.deskByTask.push(desk, desk);
    });
    const { station } = this.gateway;
    this.effectByTask[this.gatewayTask] = CHECK;
    this.deskByTask[this.gatewayTask] = new Desk(this.scheduler, this.tokens, station, samplers);
    samplers[this.gatewayTask] = station.samplers[0];
  }

  /** Fires the events up to and at `until`, but stops when so many have been fired in all; returns whether all were. */
  run(until: number, last: number): boolean {
    const { scheduler } = this;
    const { wheel, lanes } = scheduler;
    while (scheduler.events < last) {
      const time = wheel.headTime();
      if (lanes.headTime <= time && lanes.headTime < Infinity) {
        if (lanes.headTime < time || lanes.headRank < wheel.headRank()) {
          if (lanes.headTime > until) return true;
          this.fireLane();
          continue;
        }
      }
      if (time > until || time === Infinity) return true;
      const token = wheel.pop();
      scheduler.now = time;
      scheduler.events++;
      const address = wheel.addressOf(token);
      if (kindOf(address) === SERVED) this.served(token, taskOf(address));
      else if (kindOf(address) === AT_STEP) this.deskByTask[taskOf(address)].enter(token);
      else this.fire(token, kindOf(address));
    }
    return false;
  }

  /** One shopper of a source clicks, now. */
  click(source: Shoppers): void {
    const { ledger, scheduler } = this;
    const { now } = scheduler;
    const number = source.nextOrder();
    const token = this.tokens.open(number, now);
    ledger.arrive(token, number, now);
    ledger.submit(token, number, now);
    if (source.way.immediate) this.atGateway(token);
    else source.way.start(token, AT_GATEWAY);
  }

  /** Nothing is left to happen: every page of the books that is still open is checked. */
  settle(): void {
    const { integers } = this.tokens;
    const numberOf = (token: number) => integers[(token << TOKEN_BITS) | NUMBER];
    const tokens = this.tokens.live().sort((a, b) => numberOf(a) - numberOf(b));
    for (const token of tokens) this.ledger.close(token, numberOf(token), this.scheduler.now);
  }

  /** Every order that has not ended, but for those in the queue, with its click. */
  eachInFlight(visit: (number: number, click: number) => void): void {
    const { integers, doubles } = this.tokens;
    for (const token of this.tokens.live()) {
      const at = token << TOKEN_BITS;
      // What runs beside the saga is nobody's order, and an order that has ended may still have a hold.
      if (integers[at | ORDER] !== token || integers[at | TASK] === NO_TASK) continue;
      visit(integers[at | NUMBER], doubles[(at >> 1) | CLICK]);
    }
  }

  private fireLane(): void {
    const { scheduler } = this;
    const { lanes } = scheduler;
    const time = lanes.headTime;
    const token = lanes.pop();
    if (token < 0) return;
    scheduler.now = time;
    scheduler.events++;
    this.effects.expire(token);
    this.release(token);
  }

  private fire(token: number, kind: number): void {
    if (kind === AT_GATEWAY) this.atGateway(token);
    else if (kind === AT_QUEUE) this.atQueue(token);
    else if (kind === REFUSED) this.refused(token);
    else if (kind === DELIVERED) this.begin(token);
    else if (kind === ENDED) this.ended(token);
    else this.holdOver(token);
  }

  private atGateway(token: number): void {
    const { gateway, scheduler } = this;
    const { limiter, station } = gateway;
    if (limiter !== null && !limiter.admit(scheduler.now)) {
      gateway.limited++;
      this.world.submissions.rateLimited++;
      this.refuse(token, Outcome.rateLimited, gateway.back);
    } else if (station.isPassage) {
      station.pass();
      this.onward(token);
    } else {
      this.tokens.integers[(token << TOKEN_BITS) | TASK] = this.gatewayTask;
      if (!this.deskByTask[this.gatewayTask].enter(token)) this.refuse(token, Outcome.full, gateway.back);
    }
  }

  private onward(token: number): void {
    const { way } = this.gateway;
    if (way.immediate) this.atQueue(token);
    else way.start(token, AT_QUEUE);
  }

  private atQueue(token: number): void {
    const { queue, world, scheduler } = this;
    const { now } = scheduler;
    if (queue.ring.size >= this.capacity) {
      queue.refused++;
      this.refuse(token, Outcome.queueFull, this.gateway.backFromNext);
      return;
    }
    const at = token << TOKEN_BITS;
    const number = this.tokens.integers[at | NUMBER];
    const click = this.tokens.doubles[(at >> 1) | CLICK];
    this.ledger.accept(token, number, now);
    queue.ring.push(number, click, -1);
    queue.ready.add(1, now);
    world.backlog.add(1, this.messageBytes, now);
    if (queue.ring.size > this.backPressureDepth) queue.estimate();
    const due = (this.gateway.backFromNext[this.sources[sourceOf(number)].self] as Timer).due();
    if (due <= world.horizon) {
      world.submissions.answered++;
      world.meters.acceptance.add(due - click, due, number);
    }
    this.tokens.close(token);
    this.hand();
  }

  private refuse(token: number, outcome: number, ways: readonly (Timer | undefined)[]): void {
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    integers[at | FAILURE] = outcome;
    const way = ways[this.sources[sourceOf(integers[at | NUMBER])].self] as Timer;
    if (way.immediate) this.refused(token);
    else way.start(token, REFUSED);
  }

  /** The shopper reads that there will be no order. */
  private refused(token: number): void {
    const { world, scheduler } = this;
    const { integers, doubles } = this.tokens;
    const at = token << TOKEN_BITS;
    const number = integers[at | NUMBER];
    const click = doubles[(at >> 1) | CLICK];
    this.sources[sourceOf(number)].turnedAway++;
    world.countFailure(reasonOf(integers[at | FAILURE]), number);
    world.meters.refusal.add(scheduler.now - click, scheduler.now, number);
    this.ledger.reject(-1, number, click, scheduler.now);
    this.tokens.close(token);
  }

  /** Hands out messages while there is a worker for them. */
  private hand(): void {
    // A saga that ends at once frees its worker inside this loop; the loop goes on instead of a deeper call.
    if (this.handing) return;
    this.handing = true;
    const { queue, scheduler, world } = this;
    const { ring, way } = queue;
    const { busy } = this.orchestrator.crew;
    while (ring.size > 0 && busy.value < this.workers) {
      const { now } = scheduler;
      busy.add(1, now);
      const token = this.tokens.open(ring.headNumber(), ring.headClick());
      this.ledger.open(token);
      ring.shift();
      queue.ready.add(-1, now);
      world.backlog.add(-1, this.messageBytes, now);
      queue.taken++;
      queue.unacknowledged++;
      if (way.immediate) this.begin(token);
      else way.start(token, DELIVERED);
    }
    this.handing = false;
  }

  /** A worker has the order: its saga begins. */
  private begin(token: number): void {
    const at = token << TOKEN_BITS;
    const age = this.scheduler.now - this.tokens.doubles[(at >> 1) | CLICK];
    if (age >= this.world.deadlineAfterClick) {
      this.tokens.integers[at | FAILURE] = Outcome.deadlinePassed;
      this.finish(token, -1);
    } else {
      this.forward(token, -1, 0);
    }
  }

  /** A station has done what a token wanted of it. */
  private served(token: number, task: number): void {
    const effect = this.effectByTask[task];
    if (effect === CHECK) {
      this.deskByTask[task].leave(token);
      this.onward(token);
      return;
    }
    const outcome = this.effects.carryOut(effect, token, task);
    if (outcome === Outcome.pending) return;
    this.deskByTask[task].leave(token);
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    const order = integers[at | ORDER];
    if (order !== token) {
      // It ran beside the saga, and nobody waits for it.
      this.tokens.close(token);
      this.release(order);
      return;
    }
    const step = task >> 1;
    if ((task & 1) === 1) {
      integers[at | DONE] &= ~(1 << step);
      this.backward(token, step);
    } else if (outcome === Outcome.ok) {
      integers[at | DONE] |= 1 << step;
      this.forward(token, step, step + 1);
    } else {
      integers[at | FAILURE] = outcome;
      this.backward(token, step);
    }
  }

  /** Goes on with the first step from `next` that somebody waits for; best-effort ones before it are let go. */
  private forward(token: number, from: number, next: number): void {
    const step = this.criticalFrom[next];
    if (step < 0) {
      this.finish(token, from);
      return;
    }
    if (step > next) this.launch(token, next, step, from);
    this.call(token, 2 * step, this.hops.between(from, step));
  }

  /** Undoes the last step that completed. */
  private backward(token: number, from: number): void {
    const done = this.tokens.integers[(token << TOKEN_BITS) | DONE];
    for (let step = this.steps.length - 1; step >= 0; step--) {
      if ((done & (1 << step)) === 0 || this.steps[step].compensation < 0) continue;
      this.call(token, 2 * step + 1, this.hops.between(from, step));
      return;
    }
    this.finish(token, from);
  }

  private call(token: number, task: number, way: Way): void {
    const { integers } = this.tokens;
    const at = token << TOKEN_BITS;
    integers[at | TASK] = task;
    integers[at | UPDATED] = 0;
    if (way.arrival.immediate) this.deskByTask[task].enter(token);
    else way.arrival.start(token, addressAt(AT_STEP, task));
  }

  /** Lets the best-effort steps in [first, end) go, each with a token of its own. */
  private launch(order: number, first: number, end: number, from: number | null): void {
    for (let step = first; step < end; step++) {
      if (!this.steps[step].bestEffort) continue;
      const { tokens } = this;
      const at = order << TOKEN_BITS;
      const token = tokens.open(tokens.integers[at | NUMBER], tokens.doubles[(at >> 1) | CLICK]);
      tokens.integers[(token << TOKEN_BITS) | ORDER] = order;
      tokens.integers[at | REFERENCES]++;
      this.call(token, 2 * step, from === null ? this.hops.to(step) : this.hops.between(from, step));
    }
  }

  private finish(token: number, from: number): void {
    const way = this.hops.toEnd(from);
    if (way.immediate) this.ended(token);
    else way.start(token, ENDED);
  }

  /** The terminal record is in the log: the order has ended, its message is acknowledged, and its worker is free. */
  private ended(token: number): void {
    const { world, ledger, orchestrator, queue } = this;
    const { now } = this.scheduler;
    const at = token << TOKEN_BITS;
    const number = this.tokens.integers[at | NUMBER];
    const click = this.tokens.doubles[(at >> 1) | CLICK];
    const failure = this.tokens.integers[at | FAILURE];
    orchestrator.done++;
    this.tokens.integers[at | TASK] = NO_TASK;
    if (failure === 0) {
      ledger.complete(token, number, click, this.values[sourceOf(number)], now);
      world.meters.completion.add(now - click, now, number);
      this.launchRest(token);
    } else {
      ledger.fail(token, number, click, now);
      world.failedAfter(number, click, reasonOf(failure));
    }
    this.release(token);
    queue.acknowledge(0);
    orchestrator.crew.busy.add(-1, now);
    this.hand();
  }

  /** Lets the best-effort steps after the last critical one go. */
  private launchRest(token: number): void {
    let last = this.steps.length - 1;
    while (last >= 0 && this.steps[last].bestEffort) last--;
    if (last < this.steps.length - 1) this.launch(token, last + 1, this.steps.length, null);
  }

  /** A hold with an end of its own is over, unless its units were sold or given back before. */
  private holdOver(token: number): void {
    const order = this.tokens.integers[(token << TOKEN_BITS) | ORDER];
    if (this.effects.expireLater(token, order)) this.release(order);
    this.tokens.close(token);
    this.release(order);
  }

  /** One thing less refers to the order; when none is left, it is put away. */
  private release(order: number): void {
    const { integers } = this.tokens;
    const at = order << TOKEN_BITS;
    const left = integers[at | REFERENCES] - 1;
    integers[at | REFERENCES] = left;
    if (left > 0) return;
    this.ledger.close(order, integers[at | NUMBER], this.scheduler.now);
    this.tokens.close(order);
  }
}
