import { type ComponentOf, type ComponentResult, meanOf } from "../../model/index.ts";
import { Outcome } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { powerOfTwo } from "../kernel/math.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { Integral } from "../measure/integral.ts";
import type { Gateway } from "./gateway.ts";
import { reasonOf } from "./outcomes.ts";
import type { Part, PartGauges } from "./part.ts";
import { compileSaga, Hops, type Step } from "./saga.ts";
import type { WorkQueue } from "./work.ts";
import type { World } from "./world.ts";

const AT_STEP = 0;
const ENDED = 1;
const RECORDED = 2;
const TRY_AGAIN = 3;

/** What a call of a saga is for, beside the number of its step. */
const COMPENSATION = 1 << 8;
const DETACHED = 1 << 9;
const STEP_MASK = COMPENSATION - 1;

/** Wait before a compensation that was turned away is tried again: doubled each time, up to the cap. In seconds. */
const BACKOFF_FIRST = 0.1;
const BACKOFF_CAP = 10;

/** Drives orders through the saga: one worker holds one order from its first step to its last record. */
export class Orchestrator implements Part {
  readonly gauges: PartGauges;
  readonly events = [
    (call: number): void => this.world.deliver(call, this.stepOf(call).target),
    (call: number): void => this.end(call),
    (call: number): void => this.record(call),
    (call: number): void => {
      const step = (this.world.scheduler.calls.context[call] as number) & STEP_MASK;
      this.call(call, step, COMPENSATION, this.launches[step] as Timer);
    },
  ];
  private readonly steps: readonly Step[];
  private readonly hops: Hops;
  private readonly launches: readonly Timer[];
  private readonly firstRecord: Timer;
  private readonly workers: number;
  private readonly busy = new Integral();
  private readonly waiting = new Integral();
  private readonly queues: number[];
  private head = -1;
  private tail = -1;
  /** Whether {@link freeWorker} is at work further up the stack. */
  private freeing = false;
  private ended = 0;
  private refused = 0;
  private before = 0;
  private taken = 0;
  private waited = 0;
  private restarted = 0;

  /** One bit a step that has completed. */
  private readonly done;
  /** Outcome of the step that failed; 0 while the order goes forward. */
  private readonly failure;
  /** How often the present compensation was turned away. */
  private readonly tries;
  /** The held connection's call, plus one; 0 for none. */
  private readonly intake;
  /** The queue it came from, plus one; 0 for none. */
  private readonly origin;

  constructor(
    private readonly world: World,
    private readonly self: number,
    private readonly component: ComponentOf<"orchestrator">,
  ) {
    const { config, id } = component;
    const logWrite = config.logWrite ?? 0;
    this.steps = compileSaga(world, component);
    this.hops = new Hops(world, this.steps, logWrite);
    this.launches = this.steps.map((step) => world.scheduler.lane([step.latency], Class.delivery));
    this.firstRecord = world.scheduler.lane([logWrite], Class.delivery);
    this.workers = config.workers ?? Infinity;
    this.queues = world.scenario.architecture.links
      .filter((link) => link.to === id && world.component(world.indexOf(link.from)).kind === "queue")
      .map((link) => world.indexOf(link.from));
    this.done = world.column((n) => new Int32Array(n));
    this.failure = world.column((n) => new Uint8Array(n));
    this.tries = world.column((n) => new Int32Array(n));
    this.intake = world.column((n) => new Int32Array(n));
    this.origin = world.column((n) => new Int32Array(n));
    world.remembers(this);
    this.gauges = {
      queue: () => this.waiting.value,
      busy: () => this.busy.value,
      servers: () => this.workers,
      completed: () => this.ended,
      refused: () => this.refused,
      busyTime: (now) => this.busy.total(now),
      serverTime: (now) => (this.workers === Infinity ? NaN : this.workers * (now - this.restarted)),
    };
  }

  /** Orders a second that all workers together could finish if no service made them wait; Infinity when unlimited. */
  idealRate(): number {
    const { config } = this.component;
    let seconds = config.logWrite ?? 0;
    for (const step of this.steps) {
      if (step.bestEffort) continue;
      const callee = this.world.component(step.target);
      const times = "operations" in callee.config ? Object.values(callee.config.operations) : [];
      const time = times[step.operation];
      seconds += 2 * step.latency + (config.logWrite ?? 0) + (time === undefined ? 0 : meanOf(time));
    }
    return this.workers / seconds;
  }

  /** Takes a worker for a message of a queue; false when none is free. */
  takeWorker(): boolean {
    if (this.busy.value >= this.workers) return false;
    this.busy.add(1, this.world.now);
    return true;
  }

  /** The shopper's connection is held: `call` is answered when the order ends. */
  answerAtEnd(order: number, call: number): void {
    this.intake.data[order] = call + 1;
  }

  /** The order came as a message of this queue, which is acknowledged when the order has ended. */
  cameFrom(order: number, queue: number): void {
    this.origin.data[order] = queue + 1;
  }

  /** An order straight from the gateway: it waits for a worker. */
  readonly receive = (call: number): void => {
    const { world } = this;
    const { calls } = world.scheduler;
    if (this.takeWorker()) {
      this.admit(call);
      return;
    }
    const room = this.component.config.waitingRoom;
    if (room !== null && this.waiting.value >= room) {
      this.refused++;
      calls.outcome[call] = Outcome.full;
      world.giveBack(call);
      return;
    }
    calls.entered[call] = world.now;
    calls.next[call] = -1;
    if (this.tail < 0) this.head = call;
    else calls.next[this.tail] = call;
    this.tail = call;
    this.waiting.add(1, world.now);
  };

  /** A worker has the order of this call, which it will use for every step: the saga begins. */
  begin(call: number): void {
    this.world.orders.touched[this.world.scheduler.calls.order[call] as number] = 1;
    this.forward(call, -1, 0);
  }

  /** A service has the outcome of a step. */
  readonly returned = (call: number): void => {
    const { calls } = this.world.scheduler;
    const context = calls.context[call] as number;
    if ((context & DETACHED) !== 0) {
      this.world.closeCall(call);
      return;
    }
    const order = calls.order[call] as number;
    const step = context & STEP_MASK;
    const outcome = calls.outcome[call] as number;
    if ((context & COMPENSATION) !== 0) {
      if (outcome !== Outcome.ok) {
        this.tryAgain(call);
        return;
      }
      this.tries.data[order] = 0;
      this.backward(call, step, step - 1);
    } else if (outcome === Outcome.ok) {
      this.done.data[order] = (this.done.data[order] as number) | (1 << step);
      this.forward(call, step, step + 1);
    } else {
      this.failure.data[order] = outcome;
      this.backward(call, step, step - 1);
    }
  };

  forget(order: number): void {
    this.done.data[order] = 0;
    this.failure.data[order] = 0;
    this.tries.data[order] = 0;
    this.intake.data[order] = 0;
    this.origin.data[order] = 0;
  }

  restart(now: number): void {
    this.busy.restart(now);
    this.waiting.restart(now);
    this.before = this.ended;
    this.taken = 0;
    this.waited = 0;
    this.restarted = now;
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    return {
      completed: this.ended - this.before,
      utilization: this.workers === Infinity || now === this.restarted ? null : this.busy.mean(now) / this.workers,
      meanQueue: this.waiting.mean(now),
      peakQueue: this.waiting.peak,
      meanWait: this.taken === 0 ? null : this.waited / this.taken,
      meanService: this.ended === this.before ? null : this.busy.total(now) / (this.ended - this.before),
    };
  }

  /** The order of a held connection has a worker: its record is written, which makes it accepted. */
  private admit(call: number): void {
    const gateway = this.gatewayOf(call);
    const order = this.world.scheduler.calls.order[call] as number;
    this.taken++;
    if (gateway.holdsConnections) this.answerAtEnd(order, call);
    if (this.firstRecord.immediate) this.record(call);
    else this.firstRecord.start(call, addressOf(this.self, RECORDED));
  }

  private record(intake: number): void {
    const { world } = this;
    const { calls } = world.scheduler;
    const order = calls.order[intake] as number;
    const gateway = this.gatewayOf(intake);
    world.ledger.accept(order, world.orders.number[order] as number, world.now);
    const call = world.openCall(order, this.self);
    world.orders.touched[order] = 1;
    calls.outcome[intake] = Outcome.ok;
    if (!gateway.holdsConnections) gateway.returned(intake);
    // The first record was the intent of the first step as well: only the way to it is left.
    const first = this.nextCritical(0);
    this.launch(order, 0, first, null);
    if (first < 0) this.end(call);
    else this.call(call, first, 0, this.launches[first] as Timer);
  }

  /** Goes on with the first step from `next` that somebody waits for; best-effort ones before it are let go. */
  private forward(call: number, from: number, next: number): void {
    const step = this.nextCritical(next);
    if (step < 0) {
      this.finish(call, from);
      return;
    }
    this.launch(this.world.scheduler.calls.order[call] as number, next, step, from);
    this.call(call, step, 0, this.hops.between(from, step));
  }

  /** Undoes the nearest completed step at or before `next`. */
  private backward(call: number, from: number, next: number): void {
    const done = this.done.data[this.world.scheduler.calls.order[call] as number] as number;
    for (let step = next; step >= 0; step--) {
      if ((done & (1 << step)) === 0 || (this.steps[step] as Step).compensation < 0) continue;
      this.call(call, step, COMPENSATION, this.hops.between(from, step));
      return;
    }
    this.finish(call, from);
  }

  private nextCritical(from: number): number {
    for (let step = from; step < this.steps.length; step++) {
      if (!(this.steps[step] as Step).bestEffort) return step;
    }
    return -1;
  }

  /** Lets the best-effort steps in [first, end) go, each as a call of its own that nobody waits for. */
  private launch(order: number, first: number, end: number, from: number | null): void {
    for (let step = first; step < end; step++) {
      if (!(this.steps[step] as Step).bestEffort) continue;
      const call = this.world.openCall(order, this.self);
      const way = from === null ? (this.launches[step] as Timer) : this.hops.between(from, step);
      this.call(call, step, DETACHED, way);
    }
  }

  private call(call: number, step: number, purpose: number, way: Timer): void {
    const { calls } = this.world.scheduler;
    const { operation, compensation, occurrence, occurrences, target } = this.steps[step] as Step;
    const tries = this.tries.data[calls.order[call] as number] as number;
    calls.caller[call] = this.self;
    calls.context[call] = step | purpose;
    calls.operation[call] = purpose === COMPENSATION ? compensation : operation;
    calls.attempt[call] = occurrence + occurrences * tries;
    calls.outcome[call] = Outcome.pending;
    if (way.immediate) this.world.deliver(call, target);
    else way.start(call, addressOf(this.self, AT_STEP));
  }

  /** A compensation was turned away: it is tried until it succeeds. */
  private tryAgain(call: number): void {
    const order = this.world.scheduler.calls.order[call] as number;
    const tries = (this.tries.data[order] as number) + 1;
    this.tries.data[order] = tries;
    const wait = Math.min(BACKOFF_CAP, BACKOFF_FIRST * powerOfTwo(Math.min(tries - 1, 10)));
    this.world.scheduler.after(wait, Class.delivery, call, addressOf(this.self, TRY_AGAIN));
  }

  private finish(call: number, from: number): void {
    const way = this.hops.toEnd(from);
    if (way.immediate) this.end(call);
    else way.start(call, addressOf(this.self, ENDED));
  }

  /** The terminal record is in the log. */
  private end(call: number): void {
    const { world } = this;
    const { calls } = world.scheduler;
    const order = calls.order[call] as number;
    const number = world.orders.number[order] as number;
    const click = world.orders.click[order] as number;
    const failure = this.failure.data[order] as number;
    this.ended++;
    if (failure === 0) {
      world.ledger.complete(order, number, click, world.valueOf(order), world.now);
      world.meters.completion.add(world.now - click, world.now);
      this.launch(order, this.lastCritical() + 1, this.steps.length, null);
    } else {
      world.ledger.fail(order, number, click, world.now);
      world.countFailure(reasonOf(failure));
      world.meters.refusal.add(world.now - click, world.now);
    }
    const intake = (this.intake.data[order] as number) - 1;
    const origin = (this.origin.data[order] as number) - 1;
    if (intake >= 0) {
      calls.outcome[intake] = failure === 0 ? Outcome.ok : Outcome.orderFailed;
      this.gatewayOf(intake).returned(intake);
    }
    world.closeCall(call);
    if (origin >= 0) (world.part(origin) as unknown as WorkQueue).acknowledge();
    this.freeWorker();
  }

  private lastCritical(): number {
    for (let step = this.steps.length - 1; step >= 0; step--) {
      if (!(this.steps[step] as Step).bestEffort) return step;
    }
    return -1;
  }

  /** A worker has nothing to do: the next waiting order is its. */
  private freeWorker(): void {
    const { world } = this;
    this.busy.add(-1, world.now);
    // An order that ends at once frees its worker inside this loop; the loop goes on instead of a deeper call.
    if (this.freeing) return;
    this.freeing = true;
    const { calls } = world.scheduler;
    while (this.head >= 0 && this.takeWorker()) {
      const call = this.head;
      this.head = calls.next[call] as number;
      if (this.head < 0) this.tail = -1;
      this.waiting.add(-1, world.now);
      this.waited += world.now - (calls.entered[call] as number);
      this.admit(call);
    }
    this.freeing = false;
    for (let i = 0; i < this.queues.length; i++) (world.part(this.queues[i] as number) as unknown as WorkQueue).hand();
  }

  private gatewayOf(call: number): Gateway {
    return this.world.part(this.world.scheduler.calls.caller[call] as number) as Gateway;
  }

  private stepOf(call: number): Step {
    return this.steps[(this.world.scheduler.calls.context[call] as number) & STEP_MASK] as Step;
  }
}
