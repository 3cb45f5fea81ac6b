import { Outcome } from "../kernel/calls.ts";
import { orderNumber, sourceOf } from "../kernel/orders.ts";
import type { Scheduler, Timer } from "../kernel/scheduler.ts";
import { ADDRESS } from "../kernel/wheel.ts";
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
import { Books } from "./books.ts";
import type { Checkout } from "./checkout.ts";
import { Desks, type Task } from "./desks.ts";
import { Effect, Effects } from "./effects.ts";
import { fall, loadLevel, rise, storeLevel } from "./level.ts";
import {
  BACKLOG_DRAINED_AT,
  BACKLOG_PEAK,
  BACKLOG_PEAK_AT,
  CLICK,
  CLOCK,
  CREW,
  DONE,
  DOUBLES,
  FAILURE,
  FLAGS,
  Flag,
  INTEGERS,
  Memory,
  NUMBER,
  ORDER,
  READY,
  REFERENCES,
} from "./memory.ts";
import { Samples } from "./samples.ts";

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
  private readonly memory: Memory;
  private readonly books: Books;
  private readonly desks: Desks;
  private readonly effects: Effects;
  private readonly acceptances: Samples;
  private readonly completions: Samples;
  private readonly sources: readonly Shoppers[];
  /** By source: the way of the queue's answer. */
  private readonly backs: readonly Timer[];
  /** Whether nothing is between a click and the queue. */
  private readonly isStraight: boolean;
  private readonly gateway: Gateway;
  private readonly queue: Queue;
  private readonly orchestrator: Orchestrator;
  private readonly steps: readonly Step[];
  private readonly hops: Hops;
  private readonly criticalFrom: Int32Array;
  /** By task: twice the number of a step, one more for its compensation; the last one is the gateway's. */
  private readonly effectByTask: Int32Array;
  private readonly gatewayTask: number;
  private readonly workers: number;
  private readonly capacity: number;
  private readonly messageBytes: number;
  private readonly backPressureDepth: number;
  /** Whether {@link hand} is at work further up the stack. */
  private handing = false;

  constructor(
    private readonly world: World,
    checkout: Checkout,
  ) {
    const part = <T>({ id }: { readonly id: string }) => world.part(world.indexOf(id)) as unknown as T;
    this.scheduler = world.scheduler;
    this.sources = checkout.sources.map((source) => part<Shoppers>(source));
    this.gateway = part(checkout.gateway);
    this.queue = part(checkout.queue);
    this.orchestrator = part(checkout.orchestrator);
    const { limiter, station, way, backFromNext } = this.gateway;
    this.backs = this.sources.map(({ self }) => backFromNext[self] as Timer);
    const isNear = this.sources.every((source) => source.way.immediate) && way.immediate;
    this.isStraight = isNear && limiter === null && station.isPassage;
    const { saga } = this.orchestrator;
    this.steps = saga.steps;
    this.hops = saga.hops;
    this.criticalFrom = saga.criticalFrom;
    this.workers = checkout.orchestrator.config.workers ?? Infinity;
    const { capacity, messageBytes, backPressureDepth } = checkout.queue.config;
    this.capacity = capacity ?? Infinity;
    this.messageBytes = messageBytes;
    this.backPressureDepth = backPressureDepth ?? Infinity;

    this.gatewayTask = 2 * this.steps.length;
    this.effectByTask = new Int32Array(this.gatewayTask + 1);
    this.effectByTask[this.gatewayTask] = CHECK;
    const tasks: Task[] = this.steps.flatMap((step, number) => {
      const { station } = world.part(step.target) as Service;
      const { operation, compensation } = checkout.orchestrator.config.saga[number];
      this.effectByTask[2 * number] = Effect[operation as keyof typeof Effect];
      this.effectByTask[2 * number + 1] = Effect[compensation as keyof typeof Effect];
      const sampler = station.samplers[step.operation];
      // A step that nothing undoes has no such task; its row is not used.
      return [
        { station, sampler },
        { station, sampler: station.samplers[step.compensation] ?? sampler },
      ];
    });
    tasks.push({ station, sampler: station.samplers[0] });
    this.memory = new Memory(Desks.rows(tasks.length));
    this.scheduler.wheel.standIn(this.memory);
    this.desks = new Desks(this.scheduler, this.memory, tasks);
    const values = world.unitsBySource.map((units, rank) => world.worth(orderNumber(rank, 0), units));
    this.books = new Books(this.memory, world.ledger, world.digest, values);
    this.effects = new Effects(world, checkout, this.memory, this.books, values);
    this.acceptances = new Samples(world.meters.acceptance);
    this.completions = new Samples(world.meters.completion);
  }

  /**
   * Fires the events up to and at `until`, and lets the shoppers in who click until then, but stops when so many events
   * have been fired in all; returns whether all were.
   */
  run(until: number, last: number): boolean {
    this.load();
    const isDone = this.fireUntil(until, last);
    this.store();
    return isDone;
  }

  /** Time of the next event or click, Infinity when there is none. */
  nextTime(): number {
    return Math.min(this.scheduler.nextTime(), this.nextSource().nextTime);
  }

  /** Nothing is left to happen: every page of the books that is still open is checked. */
  settle(): void {
    const { ints } = this.memory;
    const numberOf = (token: number) => ints[(token << INTEGERS) + NUMBER];
    const tokens = this.memory.live().sort((a, b) => numberOf(a) - numberOf(b));
    this.load();
    for (const token of tokens) this.books.close(token);
    this.store();
  }

  /** Every order that has not ended, but for those in the queue, with its click. */
  eachInFlight(visit: (number: number, click: number) => void): void {
    const { doubles, ints } = this.memory;
    for (const token of this.memory.live()) {
      const at = token << INTEGERS;
      // What runs beside the saga is nobody's order, and an order that has ended may still have a hold.
      if (ints[at + ORDER] !== token || (ints[at + FLAGS] & Flag.ended) !== 0) continue;
      visit(ints[at + NUMBER], doubles[(token << DOUBLES) + CLICK]);
    }
  }

  /** Between two runs the parts have the figures, for whoever looks at them. */
  private load(): void {
    const { doubles } = this.memory;
    doubles[CLOCK] = this.scheduler.now;
    loadLevel(doubles, READY, this.queue.ready);
    loadLevel(doubles, CREW, this.orchestrator.crew.busy);
    const { backlog } = this.world;
    doubles[BACKLOG_PEAK] = backlog.peak;
    doubles[BACKLOG_PEAK_AT] = backlog.peakAt ?? Number.NaN;
    doubles[BACKLOG_DRAINED_AT] = backlog.drainedAt ?? Number.NaN;
    this.books.load();
    this.desks.load();
  }

  private store(): void {
    const { doubles } = this.memory;
    storeLevel(doubles, READY, this.queue.ready);
    storeLevel(doubles, CREW, this.orchestrator.crew.busy);
    const { backlog } = this.world;
    const orNull = (time: number) => (Number.isNaN(time) ? null : time);
    backlog.level = this.queue.ready.value;
    backlog.bytes = backlog.level * this.messageBytes;
    backlog.peak = doubles[BACKLOG_PEAK];
    backlog.peakAt = orNull(doubles[BACKLOG_PEAK_AT]);
    backlog.peakBytes = backlog.peak * this.messageBytes;
    backlog.drainedAt = orNull(doubles[BACKLOG_DRAINED_AT]);
    this.books.store();
    this.desks.store();
    this.acceptances.flush();
    this.completions.flush();
  }

  private fireUntil(until: number, last: number): boolean {
    const { scheduler, memory, desks } = this;
    const { wheel, lanes } = scheduler;
    let source = this.nextSource();
    while (scheduler.events < last) {
      const time = wheel.headTime();
      const isLane = lanes.headTime <= time && (lanes.headTime < time || lanes.headRank < wheel.headRank());
      const next = isLane ? lanes.headTime : time;
      if (source.nextTime < next) {
        if (source.nextTime > until) return true;
        this.moveTo(source.nextTime);
        this.click(source);
        if (this.sources.length > 1) source = this.nextSource();
        continue;
      }
      if (next > until || next === Infinity) return true;
      if (isLane) {
        this.fireLane();
        continue;
      }
      const token = wheel.pop();
      this.moveTo(time);
      const address = memory.ints[(token << INTEGERS) + ADDRESS];
      if (kindOf(address) === SERVED) this.served(token, taskOf(address));
      else if (kindOf(address) === AT_STEP) desks.enter(token, taskOf(address));
      else this.fire(token, kindOf(address));
    }
    return false;
  }

  /** An event is fired at this instant, in seconds. */
  private moveTo(time: number): void {
    this.memory.doubles[CLOCK] = time;
    this.scheduler.now = time;
    this.scheduler.events++;
  }

  private nextSource(): Shoppers {
    const { sources } = this;
    let first = sources[0];
    for (let i = 1; i < sources.length; i++) if (sources[i].nextTime < first.nextTime) first = sources[i];
    return first;
  }

  /** One shopper of a source clicks, now. */
  private click(source: Shoppers): void {
    const number = source.nextOrder();
    this.books.click(number);
    if (this.isStraight && this.queue.messages.size < this.capacity) {
      this.desks.pass(this.gatewayTask);
      this.accept(number, this.memory.doubles[CLOCK]);
      return;
    }
    const token = this.memory.open(number, this.memory.doubles[CLOCK]);
    if (source.way.immediate) this.atGateway(token);
    else source.way.start(token, AT_GATEWAY);
  }

  private fireLane(): void {
    const { lanes } = this.scheduler;
    const time = lanes.headTime;
    const token = lanes.pop();
    // Cancelled: it goes by without moving the clock.
    if (token < 0) return;
    this.moveTo(time);
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
      this.desks.pass(this.gatewayTask);
      this.onward(token);
    } else if (!this.desks.enter(token, this.gatewayTask)) {
      this.refuse(token, Outcome.full, gateway.back);
    }
  }

  private onward(token: number): void {
    const { way } = this.gateway;
    if (way.immediate) this.atQueue(token);
    else way.start(token, AT_QUEUE);
  }

  private atQueue(token: number): void {
    const { queue } = this;
    const { doubles, ints } = this.memory;
    if (queue.messages.size >= this.capacity) {
      queue.refused++;
      this.refuse(token, Outcome.queueFull, this.gateway.backFromNext);
      return;
    }
    this.memory.close(token);
    this.accept(ints[(token << INTEGERS) + NUMBER], doubles[(token << DOUBLES) + CLICK]);
  }

  /** The queue takes an order in, and hands it out if a worker is free. */
  private accept(number: number, click: number): void {
    const { queue, world } = this;
    const { doubles } = this.memory;
    const now = doubles[CLOCK];
    this.books.accept(number);
    queue.messages.push(number, click, -1);
    rise(doubles, READY, now);
    if (doubles[READY] > doubles[BACKLOG_PEAK]) {
      doubles[BACKLOG_PEAK] = doubles[READY];
      doubles[BACKLOG_PEAK_AT] = now;
      doubles[BACKLOG_DRAINED_AT] = Number.NaN;
    }
    if (queue.messages.size > this.backPressureDepth) queue.estimate();
    const due = this.backs[sourceOf(number)].due();
    if (due <= world.horizon) {
      world.submissions.answered++;
      this.acceptances.add(due - click, due, number);
    }
    this.hand();
  }

  private refuse(token: number, outcome: number, ways: readonly (Timer | undefined)[]): void {
    const { ints } = this.memory;
    const at = token << INTEGERS;
    ints[at + FLAGS] |= outcome << FAILURE;
    const way = ways[this.sources[sourceOf(ints[at + NUMBER])].self] as Timer;
    if (way.immediate) this.refused(token);
    else way.start(token, REFUSED);
  }

  /** The shopper reads that there will be no order. */
  private refused(token: number): void {
    const { world } = this;
    const { doubles, ints } = this.memory;
    const now = doubles[CLOCK];
    const number = ints[(token << INTEGERS) + NUMBER];
    const click = doubles[(token << DOUBLES) + CLICK];
    this.sources[sourceOf(number)].turnedAway++;
    world.countFailure(reasonOf(ints[(token << INTEGERS) + FLAGS] >> FAILURE), number);
    world.meters.refusal.add(now - click, now, number);
    this.books.reject(number, click);
    this.memory.close(token);
  }

  /** Hands out messages while there is a worker for them. */
  private hand(): void {
    // A saga that ends at once frees its worker inside this loop; the loop goes on instead of a deeper call.
    if (this.handing) return;
    this.handing = true;
    const { queue, memory } = this;
    const { messages, way } = queue;
    while (messages.size > 0 && memory.doubles[CREW] < this.workers) {
      const token = memory.open(messages.headNumber(), messages.headClick());
      const { doubles } = memory;
      const now = doubles[CLOCK];
      rise(doubles, CREW, now);
      messages.shift();
      fall(doubles, READY, now);
      if (doubles[READY] === 0 && Number.isNaN(doubles[BACKLOG_DRAINED_AT])) doubles[BACKLOG_DRAINED_AT] = now;
      queue.taken++;
      queue.unacknowledged++;
      if (way.immediate) this.begin(token);
      else way.start(token, DELIVERED);
    }
    this.handing = false;
  }

  /** A worker has the order: its saga begins. */
  private begin(token: number): void {
    const { doubles, ints } = this.memory;
    const age = doubles[CLOCK] - doubles[(token << DOUBLES) + CLICK];
    if (age >= this.world.deadlineAfterClick) {
      ints[(token << INTEGERS) + FLAGS] |= Outcome.deadlinePassed << FAILURE;
      this.finish(token, -1);
    } else {
      this.forward(token, -1, 0);
    }
  }

  /** A station has done what a token wanted of it. */
  private served(token: number, task: number): void {
    const effect = this.effectByTask[task];
    if (effect === CHECK) {
      this.desks.leave(token, task);
      this.onward(token);
      return;
    }
    const outcome = this.effects.carryOut(effect, token, task);
    if (outcome === Outcome.pending) return;
    this.desks.leave(token, task);
    const { ints } = this.memory;
    const at = token << INTEGERS;
    const order = ints[at + ORDER];
    if (order !== token) {
      // It ran beside the saga, and nobody waits for it.
      this.memory.close(token);
      this.release(order);
      return;
    }
    const step = task >> 1;
    if ((task & 1) === 1) {
      ints[at + DONE] &= ~(1 << step);
      this.backward(token, step);
    } else if (outcome === Outcome.ok) {
      ints[at + DONE] |= 1 << step;
      this.forward(token, step, step + 1);
    } else {
      ints[at + FLAGS] |= outcome << FAILURE;
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
    const done = this.memory.ints[(token << INTEGERS) + DONE];
    for (let step = this.steps.length - 1; step >= 0; step--) {
      if ((done & (1 << step)) === 0 || this.steps[step].compensation < 0) continue;
      this.call(token, 2 * step + 1, this.hops.between(from, step));
      return;
    }
    this.finish(token, from);
  }

  private call(token: number, task: number, way: Way): void {
    this.memory.ints[(token << INTEGERS) + FLAGS] &= ~Flag.updated;
    if (way.arrival.immediate) this.desks.enter(token, task);
    else way.arrival.start(token, addressAt(AT_STEP, task));
  }

  /** Lets the best-effort steps in [first, end) go, each with a token of its own. */
  private launch(order: number, first: number, end: number, from: number | null): void {
    const { memory } = this;
    for (let step = first; step < end; step++) {
      if (!this.steps[step].bestEffort) continue;
      const number = memory.ints[(order << INTEGERS) + NUMBER];
      const token = memory.open(number, memory.doubles[(order << DOUBLES) + CLICK]);
      memory.ints[(token << INTEGERS) + ORDER] = order;
      memory.ints[(order << INTEGERS) + REFERENCES]++;
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
    const { world, books, orchestrator, queue } = this;
    const { doubles, ints } = this.memory;
    const now = doubles[CLOCK];
    const number = ints[(token << INTEGERS) + NUMBER];
    const click = doubles[(token << DOUBLES) + CLICK];
    const failure = ints[(token << INTEGERS) + FLAGS] >> FAILURE;
    orchestrator.done++;
    if (failure === 0) {
      books.complete(token);
      this.completions.add(now - click, now, number);
      this.launchRest(token);
    } else {
      books.fail(token);
      world.failedAfter(number, click, reasonOf(failure));
    }
    this.release(token);
    queue.acknowledge(0);
    fall(this.memory.doubles, CREW, now);
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
    const order = this.memory.ints[(token << INTEGERS) + ORDER];
    if (this.effects.expireLater(token, order)) this.release(order);
    this.memory.close(token);
    this.release(order);
  }

  /** One thing less refers to the order; when none is left, it is put away. */
  private release(order: number): void {
    const { ints } = this.memory;
    const left = ints[(order << INTEGERS) + REFERENCES] - 1;
    ints[(order << INTEGERS) + REFERENCES] = left;
    if (left > 0) return;
    this.books.close(order);
    this.memory.close(order);
  }
}
