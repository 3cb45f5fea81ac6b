import { type ComponentOf, type ComponentResult, meanOf, type StoryEventName } from "../../model/index.ts";
import { Fate, isTransient, Outcome } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { Integral } from "../measure/integral.ts";
import { Crew } from "./crew.ts";
import type { Gateway } from "./gateway.ts";
import { defaultBackoff, Guard } from "./guard.ts";
import { reasonOf } from "./outcomes.ts";
import type { Part, PartGauges } from "./part.ts";
import { compileSaga, Hops, type Step, type Way } from "./saga.ts";
import type { WorkQueue } from "./work.ts";
import type { World } from "./world.ts";

const AT_STEP = 0;
const ENDED = 1;
const RECORDED = 2;
const TRY_AGAIN = 3;
const TIMED_OUT = 4;
const LEASE_OVER = 5;
const POISONED = 6;

/** How long a worker is at a poison message before it dies and is started again, in seconds. */
const POISON_TIME = 1;

/** What a call of a saga is for, beside the number of its step. */
const COMPENSATION = 1 << 8;
const DETACHED = 1 << 9;
const STEP_MASK = COMPENSATION - 1;

/** Attempts of one delivery are numbered apart from those of the next. */
const ATTEMPTS_PER_DELIVERY = 128;

/** Whether the caller came to this outcome by itself, without an answer. */
function isLocal(outcome: number): boolean {
  return outcome === Outcome.timedOut || outcome === Outcome.circuitOpen || outcome === Outcome.bulkheadFull;
}

/** How a driver stands; everything but `idle` holds the order's row. */
const IDLE = 0;
const DRIVING = 1;
/** Its instance has died; the lease on the message runs on. */
const LEASED = 2;
/** It waits for a worker to resume it. */
const WAITING = 3;

/**
 * Drives orders through the saga: one worker holds one order from its first step to its last record. What a driver has
 * in memory is lost with its instance; what it has logged is where the next one resumes.
 */
export class Orchestrator implements Part {
  readonly gauges: PartGauges;
  readonly events = [
    (call: number): void => this.arrive(call),
    (call: number): void => this.atEnd(call),
    (call: number): void => this.record(call),
    (call: number): void => this.retry(call),
    (call: number): void => this.timeOut(call),
    (call: number): void => this.leaseOver(call),
    (call: number): void => this.succumb(call),
  ];
  private readonly steps: readonly Step[];
  private readonly hops: Hops;
  /** By step; null where the wire is perfect and the caller waits for ever. */
  private readonly guards: readonly (Guard | null)[];
  private readonly firstRecord: Timer;
  private readonly lease: Timer;
  private readonly workers: number;
  private readonly crew: Crew;
  private readonly waiting = new Integral();
  private readonly queues: number[];
  /** Whether instances can die in this run, so that what is logged must be told from what is not. */
  private readonly fragile: boolean;
  private head = -1;
  private tail = -1;
  /** Orders whose lease is over and that no queue will hand out again. */
  private readonly recovering: number[] = [];
  /** Whether {@link pump} is at work further up the stack. */
  private pumping = false;
  private ended = 0;
  private refused = 0;
  private before = 0;
  private taken = 0;
  private waited = 0;
  private restarted = 0;

  /** One bit a step that has completed. */
  private readonly done;
  /** One bit a step whose outcome is unknown. */
  private readonly unknown;
  /** Outcome of the step that failed; 0 while the order goes forward. */
  private readonly failure;
  /** Failed attempts of the present call. */
  private readonly tries;
  /** The held connection's call, plus one; 0 for none. */
  private readonly intake;
  /** The queue it came from, plus one; 0 for none. */
  private readonly origin;
  private readonly instance;
  private readonly phase;
  private readonly deliveries;
  /** The call under way, plus one; 0 for none. */
  private readonly current;
  /** When the last hop began, where from, and what the log said before it. */
  private readonly hopAt;
  private readonly hopFrom;
  private readonly loggedContext;
  private readonly loggedDone;
  private readonly loggedUnknown;
  private readonly loggedFailure;

  constructor(
    private readonly world: World,
    private readonly self: number,
    private readonly component: ComponentOf<"orchestrator">,
  ) {
    const { config, id } = component;
    const { scheduler } = world;
    this.steps = compileSaga(world, component);
    this.hops = new Hops(world, this.steps, config.logWrite ?? 0);
    const { faults } = world.scenario;
    const charges = config.saga.some(({ operation }) => operation === "charge" || operation === "capture");
    if (charges) world.ledger.expectsPayment = true;
    const byTarget = new Map<number, Guard | null>();
    this.guards = this.steps.map(({ target }) => {
      const known = byTarget.get(target);
      if (known !== undefined) return known;
      const callee = world.component(target).id;
      const link = world.link(id, callee);
      const cut = faults.some((fault) => fault.kind === "partition" && fault.from === id && fault.to === callee);
      const guard = link !== undefined && Guard.isNeeded(link, cut) ? new Guard(world, link) : null;
      byTarget.set(target, guard);
      return guard;
    });
    this.firstRecord = scheduler.lane([config.logWrite ?? 0], Class.delivery);
    this.lease = scheduler.lane([config.lease], Class.timeout);
    this.workers = config.workers ?? Infinity;
    this.crew = new Crew(this.workers, config.instances);
    this.fragile = config.crashes !== null || faults.some((fault) => fault.kind === "crash" && fault.target === id);
    this.queues = world.scenario.architecture.links
      .filter((link) => link.to === id && world.component(world.indexOf(link.from)).kind === "queue")
      .map((link) => world.indexOf(link.from));
    const integers = () => world.column((n) => new Int32Array(n));
    const bytes = () => world.column((n) => new Uint8Array(n));
    this.done = integers();
    this.unknown = integers();
    this.failure = bytes();
    this.tries = integers();
    this.intake = integers();
    this.origin = integers();
    this.instance = integers();
    this.phase = bytes();
    this.deliveries = integers();
    this.current = integers();
    this.hopAt = world.column((n) => new Float64Array(n));
    this.hopFrom = integers();
    this.loggedContext = integers();
    this.loggedDone = integers();
    this.loggedUnknown = integers();
    this.loggedFailure = bytes();
    world.remembers(this);
    world.driving.push((order) => this.phase.data[order] === DRIVING);
    const { busy, live } = this.crew;
    this.gauges = {
      queue: () => this.waiting.value,
      busy: () => busy.value,
      servers: () => (this.workers === Infinity ? Infinity : live.value),
      completed: () => this.ended,
      refused: () => this.refused,
      busyTime: (now) => busy.total(now),
      serverTime: (now) => (this.workers === Infinity ? Number.NaN : live.total(now)),
    };
  }

  /** Orders a second that all workers together could finish if no service made them wait; Infinity when unlimited. */
  idealRate(): number {
    const logWrite = this.component.config.logWrite ?? 0;
    let seconds = logWrite;
    for (const step of this.steps) {
      if (step.bestEffort) continue;
      const { config } = this.world.component(step.target);
      const time = "operations" in config ? Object.values(config.operations)[step.operation] : undefined;
      seconds += 2 * step.latency + logWrite + (time === undefined ? 0 : meanOf(time));
    }
    return this.workers / seconds;
  }

  /** Takes a worker for a message of a queue; returns its instance, -1 when none is free. */
  takeWorker(): number {
    return this.crew.take(this.world.now);
  }

  /** How often the order was handed to a worker. */
  deliveriesOf(order: number): number {
    return this.deliveries.data[order] as number;
  }

  /** Nobody will take the order again. */
  letGo(order: number): void {
    this.phase.data[order] = IDLE;
    this.dropIntake(order);
  }

  /** Whether the order had a driver before, which has died. */
  isResumed(order: number): boolean {
    return this.phase.data[order] === WAITING;
  }

  /** The shopper's connection is held: `call` is answered when the order ends. */
  answerAtEnd(order: number, call: number): void {
    this.intake.data[order] = call + 1;
  }

  /** The order of a held connection is gone before it began: the shopper hears that there will be none. */
  dropIntake(order: number): void {
    const intake = (this.intake.data[order] as number) - 1;
    if (intake < 0) return;
    this.world.scheduler.calls.outcome[intake] = Outcome.orderFailed;
    this.gatewayOf(intake).returned(intake);
  }

  /** The order came as a message of this queue, which is acknowledged when the order has ended. */
  cameFrom(order: number, queue: number, instance: number): void {
    this.origin.data[order] = queue + 1;
    this.instance.data[order] = instance;
  }

  /** An order straight from the gateway: it waits for a worker. */
  readonly receive = (call: number): void => {
    const { world } = this;
    const { calls } = world.scheduler;
    const instance = this.takeWorker();
    if (instance >= 0) {
      this.admit(call, instance);
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

  /** A worker has the order of this call, which it will use for every step: the saga begins, or goes on. */
  begin(call: number): void {
    const order = this.world.scheduler.calls.order[call] as number;
    const resumed = this.phase.data[order] === WAITING;
    this.world.orders.touched[order] = 1;
    this.phase.data[order] = DRIVING;
    this.current.data[order] = call + 1;
    this.deliveries.data[order] = (this.deliveries.data[order] as number) + 1;
    if (this.fragile && !this.crew.isUp(this.instance.data[order] as number)) {
      // The instance died while the message was on its way.
      if (!resumed) this.startLog(call, order);
      this.crew.give(this.instance.data[order] as number, this.world.now);
      this.die(call, order);
      return;
    }
    if (this.world.isPoison(this.world.orders.number[order] as number)) {
      this.world.scheduler.after(POISON_TIME, Class.timeout, call, addressOf(this.self, POISONED));
      return;
    }
    if (resumed) {
      this.tellOfLog("resumed", call, order);
      this.resume(call, order);
      return;
    }
    if (this.fragile) this.startLog(call, order);
    if (this.isTooLate(order)) this.giveUp(call, order);
    else this.forward(call, -1, 0);
  }

  /** A service has the outcome of a step. */
  readonly returned = (call: number): void => {
    const { calls, now } = this.world.scheduler;
    if (calls.fate[call] === Fate.orphaned) {
      this.tell("unheard", call, calls.outcome[call] as number);
      this.world.closeCall(call);
      return;
    }
    const order = calls.order[call] as number;
    const context = calls.context[call] as number;
    const step = context & STEP_MASK;
    const outcome = calls.outcome[call] as number;
    const guard = this.guards[step] as Guard | null;
    if (this.world.stories !== null) this.tell("answered", call, outcome);
    if (guard !== null && !this.hears(guard, call, order, step, now)) return;
    if (isTransient(outcome)) {
      this.failTransiently(call, order, step);
    } else if ((context & COMPENSATION) !== 0) {
      // A business "no" to a compensation: there is nothing to undo.
      this.compensated(call, order, step);
    } else if (outcome === Outcome.ok) {
      const bit = 1 << step;
      this.remember(order, step);
      this.done.data[order] = (this.done.data[order] as number) | bit;
      this.unknown.data[order] = (this.unknown.data[order] as number) & ~bit;
      this.tries.data[order] = 0;
      this.forward(call, step, step + 1);
    } else {
      this.remember(order, step);
      this.failure.data[order] = outcome;
      this.tries.data[order] = 0;
      this.backward(call, step);
    }
  };

  forget(order: number): void {
    this.done.data[order] = 0;
    this.unknown.data[order] = 0;
    this.failure.data[order] = 0;
    this.tries.data[order] = 0;
    this.intake.data[order] = 0;
    this.origin.data[order] = 0;
    this.phase.data[order] = IDLE;
    this.deliveries.data[order] = 0;
    this.current.data[order] = 0;
  }

  restart(now: number): void {
    this.crew.busy.restart(now);
    this.crew.live.restart(now);
    this.waiting.restart(now);
    this.before = this.ended;
    this.taken = 0;
    this.waited = 0;
    this.restarted = now;
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    const { busy, live } = this.crew;
    const ended = this.ended - this.before;
    return {
      completed: ended,
      utilization: this.workers === Infinity || now === this.restarted ? null : busy.total(now) / live.total(now),
      meanQueue: this.waiting.mean(now),
      peakQueue: this.waiting.peak,
      meanWait: this.taken === 0 ? null : this.waited / this.taken,
      meanService: ended === 0 ? null : busy.total(now) / ended,
    };
  }

  /** An instance dies: what it had in memory is gone, and its messages are handed out again when their leases are over. */
  crash(instance: number): void {
    const { world } = this;
    const { now } = world.scheduler;
    this.crew.setUp(instance, false, now);
    const { phase } = this;
    for (let order = 0; order < phase.data.length; order++) {
      if (phase.data[order] !== DRIVING || this.instance.data[order] !== instance) continue;
      this.crew.give(instance, now);
      const call = world.openCall(order, this.self);
      this.abandon((this.current.data[order] as number) - 1, order);
      this.die(call, order);
    }
  }

  instanceNumbers(): number[] {
    return Array.from({ length: this.crew.instances }, (_, i) => i);
  }

  /** An instance is back, with nothing in memory. */
  recover(instance: number): void {
    this.crew.setUp(instance, true, this.world.now);
    this.pump();
  }

  /** The order of a held connection has a worker: its record is written, which makes it accepted. */
  private admit(call: number, instance: number): void {
    const gateway = this.gatewayOf(call);
    const order = this.world.scheduler.calls.order[call] as number;
    this.taken++;
    this.instance.data[order] = instance;
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
    this.phase.data[order] = DRIVING;
    this.current.data[order] = call + 1;
    this.deliveries.data[order] = 1;
    calls.outcome[intake] = Outcome.ok;
    if (!gateway.holdsConnections) gateway.returned(intake);
    if (this.fragile) {
      this.startLog(call, order);
      this.hopAt.data[order] = -Infinity;
      const instance = this.instance.data[order] as number;
      if (!this.crew.isUp(instance)) {
        // The instance died while the record was being written.
        this.crew.give(instance, world.now);
        this.die(call, order);
        return;
      }
    }
    // The first record was the intent of the first step as well: only the way to it is left.
    const first = this.nextCritical(0);
    this.launch(order, 0, first, null);
    if (first < 0) this.end(call);
    else this.call(call, first, 0, this.hops.to(first));
  }

  /** Goes on with the first step from `next` that somebody waits for; best-effort ones before it are let go. */
  private forward(call: number, from: number, next: number): void {
    const step = this.nextCritical(next);
    if (step < 0) {
      this.finish(call, from);
      return;
    }
    if (this.hasBestEffort(next, step)) {
      this.launch(this.world.scheduler.calls.order[call] as number, next, step, from);
    }
    this.call(call, step, 0, this.hops.between(from, step));
  }

  /** Undoes the last step that completed or whose outcome is unknown. */
  private backward(call: number, from: number): void {
    const order = this.world.scheduler.calls.order[call] as number;
    const touched = (this.done.data[order] as number) | (this.unknown.data[order] as number);
    for (let step = this.steps.length - 1; step >= 0; step--) {
      if ((touched & (1 << step)) === 0 || (this.steps[step] as Step).compensation < 0) continue;
      this.call(call, step, COMPENSATION, this.hops.between(from, step));
      return;
    }
    this.finish(call, from);
  }

  private compensated(call: number, order: number, step: number): void {
    const others = ~(1 << step);
    this.remember(order, step);
    this.done.data[order] = (this.done.data[order] as number) & others;
    this.unknown.data[order] = (this.unknown.data[order] as number) & others;
    this.tries.data[order] = 0;
    this.backward(call, step);
  }

  private nextCritical(from: number): number {
    for (let step = from; step < this.steps.length; step++) {
      if (!(this.steps[step] as Step).bestEffort) return step;
    }
    return -1;
  }

  private hasBestEffort(first: number, end: number): boolean {
    return end > first && (this.steps[first] as Step).bestEffort;
  }

  /** Lets the best-effort steps in [first, end) go, each as a call of its own that nobody waits for. */
  private launch(order: number, first: number, end: number, from: number | null): void {
    for (let step = first; step < end; step++) {
      if (!(this.steps[step] as Step).bestEffort) continue;
      const call = this.world.openCall(order, this.self);
      this.call(call, step, DETACHED, from === null ? this.hops.to(step) : this.hops.between(from, step));
    }
  }

  private call(call: number, step: number, purpose: number, way: Way): void {
    const { calls } = this.world.scheduler;
    const order = calls.order[call] as number;
    const { operation, compensation, occurrence, occurrences, target } = this.steps[step] as Step;
    calls.caller[call] = this.self;
    calls.context[call] = step | purpose;
    calls.operation[call] = purpose === COMPENSATION ? compensation : operation;
    calls.attempt[call] = occurrence + occurrences * this.attempts(order);
    calls.outcome[call] = Outcome.pending;
    calls.fate[call] = purpose === DETACHED ? Fate.orphaned : Fate.awaited;
    const guard = this.guards[step] as Guard | null;
    if (guard !== null && !this.sends(guard, call, order, step, purpose, way)) return;
    if (way.arrival.immediate) this.reach(call, target);
    else way.arrival.start(call, addressOf(this.self, AT_STEP));
  }

  private attempts(order: number): number {
    const deliveries = this.deliveries.data[order] as number;
    return (this.tries.data[order] as number) + (deliveries > 1 ? (deliveries - 1) * ATTEMPTS_PER_DELIVERY : 0);
  }

  /** Lets a guarded call out; false when it never arrives. */
  private sends(guard: Guard, call: number, order: number, step: number, purpose: number, way: Way): boolean {
    const { world } = this;
    const { calls, now } = world.scheduler;
    const number = world.orders.number[order] as number;
    const attempt = calls.attempt[call] as number;
    const operation = calls.operation[call] as number;
    if (purpose === DETACHED) {
      if (!guard.loses(number, attempt, operation, 0)) return true;
      this.tell("requestLost", call);
      world.closeCall(call);
      return false;
    }
    const refusal = guard.breakerLets(now) ? (guard.hasRoom() ? 0 : Outcome.bulkheadFull) : Outcome.circuitOpen;
    if (refusal !== 0) {
      calls.outcome[call] = refusal;
      this.tell("callRefused", call, refusal);
      this.failTransiently(call, order, step);
      return false;
    }
    guard.begin(this.tries.data[order] === 0);
    calls.guarded[call] = 1;
    calls.deadline[call] = way.timeout === null ? Infinity : way.timeout.start(call, addressOf(this.self, TIMED_OUT));
    if (!guard.loses(number, attempt, operation, 0)) return true;
    this.tell("requestLost", call);
    calls.fate[call] = Fate.silent;
    return false;
  }

  /** Whether the answer that a callee has given is heard: it is not lost, and comes before the timeout. */
  private hears(guard: Guard, call: number, order: number, step: number, now: number): boolean {
    const { calls } = this.world.scheduler;
    const number = this.world.orders.number[order] as number;
    const late = now + (this.steps[step] as Step).latency >= (calls.deadline[call] as number);
    if (late || guard.loses(number, calls.attempt[call] as number, calls.operation[call] as number, 1)) {
      this.tell(late ? "answerLate" : "answerLost", call);
      calls.fate[call] = Fate.silent;
      return false;
    }
    calls.renew(call);
    calls.guarded[call] = 0;
    guard.end(!isTransient(calls.outcome[call] as number), now);
    return true;
  }

  /** The call comes to its service, unless its caller died before it was sent. */
  private arrive(call: number): void {
    const { calls } = this.world.scheduler;
    if (calls.fate[call] === Fate.unsent) {
      this.world.closeCall(call);
      return;
    }
    this.reach(call, (this.steps[(calls.context[call] as number) & STEP_MASK] as Step).target);
  }

  private reach(call: number, target: number): void {
    if (this.world.stories !== null) this.tell("called", call);
    this.world.deliver(call, target);
  }

  /** One more moment of the order's story, if somebody follows it. */
  private tell(event: StoryEventName, call: number, outcome: number = Outcome.ok): void {
    const { stories, orders, now, scheduler } = this.world;
    if (stories === null) return;
    const { calls } = scheduler;
    const context = calls.context[call] as number;
    const step = this.steps[context & STEP_MASK];
    stories.noted(event, orders.number[calls.order[call] as number] as number, now, {
      component: step === undefined ? this.component.id : this.world.component(step.target).id,
      step: step?.name ?? null,
      compensation: (context & COMPENSATION) !== 0,
      ...(outcome !== Outcome.ok && { detail: reasonOf(outcome) }),
    });
  }

  /** The caller stops waiting: whether the call had its effect, or yet will, is not known. */
  private timeOut(silent: number): void {
    const { world } = this;
    const { calls, now } = world.scheduler;
    const order = calls.order[silent] as number;
    const context = calls.context[silent] as number;
    const step = context & STEP_MASK;
    let call = silent;
    this.tell("timedOut", silent);
    (this.guards[step] as Guard).counts.timeouts++;
    (this.guards[step] as Guard).end(false, now);
    calls.guarded[silent] = 0;
    if (calls.fate[silent] === Fate.silent) {
      calls.renew(silent);
    } else {
      calls.fate[silent] = Fate.orphaned;
      call = world.openCall(order, this.self);
      calls.context[call] = context;
      calls.caller[call] = this.self;
      calls.attempt[call] = calls.attempt[silent] as number;
      this.current.data[order] = call + 1;
    }
    calls.outcome[call] = Outcome.timedOut;
    if ((context & COMPENSATION) === 0) this.unknown.data[order] = (this.unknown.data[order] as number) | (1 << step);
    this.failTransiently(call, order, step);
  }

  /** An attempt has failed in a way that may pass: another one, or the end of patience. */
  private failTransiently(call: number, order: number, step: number): void {
    const { world } = this;
    const { calls } = world.scheduler;
    const guard = this.guards[step] as Guard | null;
    const tries = (this.tries.data[order] as number) + 1;
    const compensating = ((calls.context[call] as number) & COMPENSATION) !== 0;
    this.tries.data[order] = tries;
    if (compensating || (guard?.mayRetry(tries) ?? false)) {
      const number = world.orders.number[order] as number;
      const wait =
        (guard === null ? defaultBackoff(tries) : guard.backoff(number, calls.attempt[call] as number, tries)) +
        (isLocal(calls.outcome[call] as number) ? 0 : (this.steps[step] as Step).latency);
      world.scheduler.after(wait, Class.delivery, call, addressOf(this.self, TRY_AGAIN));
      return;
    }
    const outcome = calls.outcome[call] as number;
    const from = isLocal(outcome) ? -1 : step;
    // A call that was never let out leaves the log as it was.
    if (outcome !== Outcome.circuitOpen && outcome !== Outcome.bulkheadFull) this.remember(order, from);
    this.failure.data[order] = outcome;
    this.tries.data[order] = 0;
    this.backward(call, from);
  }

  private retry(call: number): void {
    const { calls } = this.world.scheduler;
    if (calls.fate[call] !== Fate.awaited) {
      this.world.closeCall(call);
      return;
    }
    const context = calls.context[call] as number;
    const step = context & STEP_MASK;
    this.call(call, step, context & COMPENSATION, this.hops.to(step));
  }

  private finish(call: number, from: number): void {
    const way = this.hops.toEnd(from);
    if (way.immediate) this.end(call);
    else way.start(call, addressOf(this.self, ENDED));
  }

  private atEnd(call: number): void {
    if (this.world.scheduler.calls.fate[call] === Fate.unsent) this.world.closeCall(call);
    else this.end(call);
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
    world.orders.ended[order] = failure === 0 ? 1 : 2;
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
    const instance = this.instance.data[order] as number;
    if (intake >= 0) {
      calls.outcome[intake] = failure === 0 ? Outcome.ok : Outcome.orderFailed;
      this.gatewayOf(intake).returned(intake);
    }
    this.phase.data[order] = IDLE;
    this.current.data[order] = 0;
    world.closeCall(call);
    if (origin >= 0) (world.part(origin) as unknown as WorkQueue).acknowledge();
    this.crew.give(instance, world.now);
    this.pump();
  }

  private lastCritical(): number {
    for (let step = this.steps.length - 1; step >= 0; step--) {
      if (!(this.steps[step] as Step).bestEffort) return step;
    }
    return -1;
  }

  /** Before a hop from step `from`: notes what the log says until the hop's record is written. */
  private remember(order: number, from: number): void {
    if (!this.fragile) return;
    const call = (this.current.data[order] as number) - 1;
    this.hopAt.data[order] = this.world.now;
    this.hopFrom.data[order] = from;
    this.loggedContext.data[order] = this.world.scheduler.calls.context[call] as number;
    this.loggedDone.data[order] = this.done.data[order] as number;
    this.loggedUnknown.data[order] = this.unknown.data[order] as number;
    this.loggedFailure.data[order] = this.failure.data[order] as number;
  }

  /** Tells of a driver that dies or comes: what it does is what the log says. */
  private tellOfLog(event: StoryEventName, call: number, order: number): void {
    if (this.world.stories === null) return;
    const { context } = this.world.scheduler.calls;
    const present = context[call] as number;
    context[call] = this.loggedContext.data[order] as number;
    this.tell(event, call);
    context[call] = present;
  }

  /** The driver of this call has died. Leaves in the `logged` columns what its log says. */
  private abandon(call: number, order: number): void {
    const { world } = this;
    const { calls, now } = world.scheduler;
    const from = this.hopFrom.data[order] as number;
    const back = from < 0 ? 0 : (this.steps[from] as Step).latency;
    const recorded = now >= (this.hopAt.data[order] as number) + back + this.hops.logWrite;
    if (recorded) {
      this.loggedContext.data[order] = calls.context[call] as number;
      this.loggedDone.data[order] = this.done.data[order] as number;
      this.loggedUnknown.data[order] = this.unknown.data[order] as number;
      this.loggedFailure.data[order] = this.failure.data[order] as number;
    }
    this.tellOfLog(recorded ? "crashed" : "crashedUnrecorded", call, order);
    const guard = this.guards[(calls.context[call] as number) & STEP_MASK] as Guard | null;
    if (calls.guarded[call] === 1) {
      calls.guarded[call] = 0;
      guard?.drop();
    }
    const nothingPending = calls.fate[call] === Fate.silent;
    calls.renew(call);
    if (nothingPending) world.closeCall(call);
    else calls.fate[call] = recorded ? Fate.orphaned : Fate.unsent;
  }

  /** The order has no driver any more; `call` stands for the lease on its message, or its log, until that is over. */
  private die(call: number, order: number): void {
    const { world } = this;
    this.phase.data[order] = LEASED;
    this.current.data[order] = 0;
    if (this.origin.data[order] === 0 && !this.component.config.durableLog) {
      this.lose(call, order);
      return;
    }
    world.scheduler.calls.caller[call] = this.self;
    if (this.lease.immediate) this.leaseOver(call);
    else this.lease.start(call, addressOf(this.self, LEASE_OVER));
  }

  /** A worker has died of a poison message; its instance starts another one at once. */
  private succumb(call: number): void {
    const { calls, now } = this.world.scheduler;
    const order = calls.order[call] as number;
    if (calls.fate[call] !== Fate.awaited) {
      this.world.closeCall(call);
      return;
    }
    this.crew.give(this.instance.data[order] as number, now);
    this.current.data[order] = 0;
    if (this.origin.data[order] === 0) this.lose(call, order);
    else this.leaseOver(call);
    this.pump();
  }

  /** There was no log and no message: nobody knows of the order any more. */
  private lose(call: number, order: number): void {
    const { world } = this;
    const { orders } = world;
    orders.ended[order] = 3;
    world.ledger.lose(order, orders.number[order] as number, orders.click[order] as number, world.now);
    this.dropIntake(order);
    world.closeCall(call);
  }

  /** A driver begins with an empty log: all it could be resumed with is the first step. */
  private startLog(call: number, order: number): void {
    this.world.scheduler.calls.context[call] = Math.max(0, this.nextCritical(0));
    this.remember(order, -1);
  }

  /** The lease of a dead driver is over: the message is handed out again. */
  private leaseOver(call: number): void {
    const { calls } = this.world.scheduler;
    const order = calls.order[call] as number;
    const origin = (this.origin.data[order] as number) - 1;
    this.phase.data[order] = WAITING;
    if (origin >= 0) {
      (this.world.part(origin) as unknown as WorkQueue).handOutAgain(order);
      this.world.closeCall(call);
    } else {
      this.recovering.push(call);
      this.pump();
    }
  }

  /** Goes on where the log ends: the call that was under way may have happened, and is made again under the same key. */
  private resume(call: number, order: number): void {
    if (!this.component.config.durableLog) {
      this.done.data[order] = 0;
      this.unknown.data[order] = 0;
      this.failure.data[order] = 0;
      this.tries.data[order] = 0;
      this.remember(order, -1);
      this.forward(call, -1, 0);
      return;
    }
    const context = this.loggedContext.data[order] as number;
    const step = context & STEP_MASK;
    this.done.data[order] = this.loggedDone.data[order] as number;
    this.unknown.data[order] = this.loggedUnknown.data[order] as number;
    this.failure.data[order] = this.loggedFailure.data[order] as number;
    this.tries.data[order] = 0;
    this.world.scheduler.calls.context[call] = context;
    const next = this.nextCritical(step);
    const back = (context & COMPENSATION) !== 0 || this.failure.data[order] !== 0;
    // The call under way when the driver died may have happened: if it fails this time, it must be undone all the same.
    if (!back && next >= 0) this.unknown.data[order] = (this.unknown.data[order] as number) | (1 << next);
    this.remember(order, -1);
    this.hopAt.data[order] = -Infinity;
    if (back) {
      this.backward(call, -1);
      return;
    }
    if (next < 0) this.finish(call, -1);
    else this.call(call, next, 0, this.hops.to(next));
  }

  /** Workers may be free: the orders that wait are theirs. */
  private pump(): void {
    // An order that ends at once frees its worker inside this loop; the loop goes on instead of a deeper call.
    if (this.pumping) return;
    this.pumping = true;
    const { world } = this;
    const { calls } = world.scheduler;
    while (this.recovering.length > 0) {
      const instance = this.takeWorker();
      if (instance < 0) break;
      const call = this.recovering.shift() as number;
      this.instance.data[calls.order[call] as number] = instance;
      this.begin(call);
    }
    while (this.head >= 0) {
      const instance = this.takeWorker();
      if (instance < 0) break;
      const call = this.head;
      this.head = calls.next[call] as number;
      if (this.head < 0) this.tail = -1;
      this.waiting.add(-1, world.now);
      this.waited += world.now - (calls.entered[call] as number);
      this.admit(call, instance);
    }
    this.pumping = false;
    for (let i = 0; i < this.queues.length; i++) (world.part(this.queues[i] as number) as unknown as WorkQueue).hand();
  }

  /** Whether the order came to a worker after what it would hold has run out: the hold counts from the click. */
  private isTooLate(order: number): boolean {
    const age = this.world.now - (this.world.orders.click[order] as number);
    return age >= this.world.deadlineAfterClick;
  }

  private giveUp(call: number, order: number): void {
    this.failure.data[order] = Outcome.deadlinePassed;
    this.finish(call, -1);
  }

  private gatewayOf(call: number): Gateway {
    return this.world.part(this.world.scheduler.calls.caller[call] as number) as Gateway;
  }
}
