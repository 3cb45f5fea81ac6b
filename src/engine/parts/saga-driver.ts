import type { ComponentOf, StoryEventName } from "../../model/index.ts";
import { Fate, isTransient, Outcome } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { addressOf } from "../kernel/scheduler.ts";
import type { Drivers } from "./drivers.ts";
import { defaultBackoff, Guard } from "./guard.ts";
import { reasonOf } from "./outcomes.ts";
import { compileSaga, Hops, type Step, type Way } from "./saga.ts";
import type { World } from "./world.ts";

/** Events of the saga itself; the orchestrator's own follow. */
export const SagaEvent = { atStep: 0, ended: 1, tryAgain: 2, timedOut: 3, count: 4 } as const;

/** What a call of a saga is for, beside the number of its step. */
const COMPENSATION = 1 << 8;
const DETACHED = 1 << 9;
const STEP_MASK = COMPENSATION - 1;

/** Attempts of one delivery are numbered apart from those of the next. */
const ATTEMPTS_PER_DELIVERY = 128;

/** What the saga needs of the orchestrator that runs it. */
export interface SagaOwner {
  /** The terminal record of this call's driver is in the log. */
  ended(call: number): void;
  /** Whether the driver of this call stands still, so that the event must wait; the owner then keeps it. */
  holdsBack(call: number, event: number): boolean;
  /** A command of this row's order goes to its queue: the order needs no worker until there is an answer. */
  park(row: number): void;
  /** The order of this call needs a worker again; false when it must wait for one: {@link SagaDriver.conclude} follows. */
  unpark(call: number, row: number): boolean;
}

/** Whether the caller came to this outcome by itself, without an answer. */
function isLocal(outcome: number): boolean {
  return outcome === Outcome.timedOut || outcome === Outcome.circuitOpen || outcome === Outcome.bulkheadFull;
}

/**
 * Takes an order from step to step: calls, retries, gives up, compensates. One call at a time stands for the driver; it
 * is used again for every step, unless a callee still has it when the driver goes on.
 */
export class SagaDriver {
  readonly steps: readonly Step[];
  readonly hops: Hops;
  /** By step: the first one from there on that somebody waits for, -1 for none. */
  readonly criticalFrom: Int32Array;
  /** By step; null where the wire is perfect and the caller waits for ever. */
  private readonly guards: readonly (Guard | null)[];
  /** The last step before which an order can still be called off; -1 where nobody does. */
  private readonly lastRegret: number;

  /** @param fragile whether drivers can die in this run, so that what is logged must be told from what is not */
  constructor(
    private readonly world: World,
    private readonly self: number,
    private readonly component: ComponentOf<"orchestrator">,
    private readonly drivers: Drivers,
    private readonly fragile: boolean,
    private readonly owner: SagaOwner,
  ) {
    const { config, id } = component;
    this.steps = compileSaga(world, component);
    this.hops = new Hops(world, this.steps, config.logWrite ?? 0);
    this.criticalFrom = new Int32Array(this.steps.length + 1).fill(-1);
    for (let step = this.steps.length - 1; step >= 0; step--) {
      this.criticalFrom[step] = (this.steps[step] as Step).bestEffort ? (this.criticalFrom[step + 1] as number) : step;
    }
    const confirm = this.steps.findIndex(({ operationName }) => operationName === "confirm");
    if (!world.hasCancels) this.lastRegret = -1;
    else this.lastRegret = confirm < 0 ? this.steps.length : confirm;
    const byTarget = new Map<number, Guard | null>();
    this.guards = this.steps.map(({ via }) => {
      const known = byTarget.get(via);
      if (known !== undefined) return known;
      const guard = Guard.between(world, id, world.component(via).id);
      byTarget.set(via, guard);
      return guard;
    });
  }

  /** What the events of {@link SagaEvent} do, by number. */
  handlers(): ((call: number) => void)[] {
    return [
      (call) => this.arrive(call),
      (call) => this.atEnd(call),
      (call) => this.retry(call),
      (call) => this.timeOut(call),
    ];
  }

  /** A driver with an empty log: all that it could be resumed with is the first step. */
  startLog(call: number, row: number): void {
    this.world.scheduler.calls.context[call] = Math.max(0, this.nextCritical(0));
    this.drivers.keepLog(row, -1);
  }

  /** Begins with the first step. */
  start(call: number): void {
    this.forward(call, -1, 0);
  }

  /** Begins with the first step, whose intent is in the log already. */
  startRecorded(call: number, row: number): void {
    const first = this.nextCritical(0);
    this.drivers.skipRecord(row);
    this.launch(row, 0, first, null);
    if (first < 0) this.owner.ended(call);
    else this.call(call, first, 0, this.hops.to(first));
  }

  /** Goes on where the log ends: the call that was under way may have happened, and is made again under the same key. */
  resume(call: number, row: number): void {
    const { drivers } = this;
    const { calls } = this.world.scheduler;
    if (!this.component.config.durableLog) {
      drivers.forgetProgress(row);
      this.startLog(call, row);
      this.forward(call, -1, 0);
      return;
    }
    const context = drivers.readLog(row);
    calls.context[call] = context;
    const next = this.nextCritical(context & STEP_MASK);
    const back = (context & COMPENSATION) !== 0 || drivers.failure.of(row) !== 0;
    // The call under way when the driver died may have happened: if it fails this time, it must be undone all the same.
    if (!back && next >= 0) drivers.unknown.data[row] = (drivers.unknown.data[row] as number) | (1 << next);
    drivers.keepLog(row, -1);
    drivers.skipRecord(row);
    this.tell("resumed", call);
    if (back) {
      this.backward(call, -1);
      return;
    }
    if (next < 0) this.finish(call, -1);
    else this.call(call, next, 0, this.hops.to(next));
  }

  /** The order fails before its first step. */
  giveUp(call: number, row: number, outcome: number): void {
    this.drivers.failure.set(row, outcome);
    this.finish(call, -1);
  }

  /** Lets the best-effort steps after the last critical one go. */
  launchRest(row: number): void {
    let last = this.steps.length - 1;
    while (last >= 0 && (this.steps[last] as Step).bestEffort) last--;
    this.launch(row, last + 1, this.steps.length, null);
  }

  /** When the record of the row's last hop is in the log, in seconds. */
  recordedAt(row: number): number {
    return this.drivers.recordedAt(row, (step) => (this.steps[step] as Step).back, this.hops.logWrite);
  }

  /**
   * The driver of this call is no more. What it had asked for goes on without it; what it had not yet asked for is not
   * asked any more.
   * @param sent whether the call has gone out
   * @param why what the order's story says of it
   */
  abandon(call: number, sent: boolean, why: StoryEventName = sent ? "crashed" : "crashedUnrecorded"): void {
    const { world } = this;
    const { calls } = world.scheduler;
    const row = calls.driver[call] as number;
    this.tell(why, call, Outcome.ok, this.drivers.loggedCall(row));
    this.dropGuarded(call);
    const nothingPending = calls.fate.of(call) === Fate.silent;
    calls.renew(call);
    if (nothingPending) world.closeCall(call);
    else calls.fate.set(call, sent ? Fate.orphaned : Fate.unsent);
  }

  /** The driver of this call is not the order's any more; nothing else is pending for the call. */
  stop(call: number): void {
    this.tell("fenced", call);
    this.dropGuarded(call);
    this.world.closeCall(call);
  }

  /** The caller of this call is gone: it no longer counts among those under way. */
  private dropGuarded(call: number): void {
    const { calls } = this.world.scheduler;
    if (calls.guarded.of(call) === 0) return;
    calls.guarded.set(call, 0);
    this.guards[(calls.context[call] as number) & STEP_MASK]?.drop(call);
  }

  /** A service has the outcome of a step. */
  readonly returned = (call: number): void => {
    const { calls, now } = this.world.scheduler;
    if (calls.fate.of(call) === Fate.orphaned) {
      this.tell("unheard", call, calls.outcome.of(call));
      this.world.closeCall(call);
      return;
    }
    if (this.fragile && this.owner.holdsBack(call, -1)) return;
    const row = calls.driver[call] as number;
    const step = (calls.context[call] as number) & STEP_MASK;
    const outcome = calls.outcome.of(call);
    const guard = this.guards[step] as Guard | null;
    if (guard !== null && !this.hears(guard, call, row, step, now)) return;
    if (this.world.stories !== null) this.tell("answered", call, outcome);
    if ((this.steps[step] as Step).queued && !this.owner.unpark(call, row)) return;
    this.conclude(call);
  };

  /** What follows from the outcome of a call that its driver has heard. */
  conclude(call: number): void {
    const { drivers } = this;
    const { calls } = this.world.scheduler;
    const row = calls.driver[call] as number;
    const context = calls.context[call] as number;
    const step = context & STEP_MASK;
    const outcome = calls.outcome.of(call);
    if ((context & COMPENSATION) === 0 && drivers.failure.of(row) !== 0) {
      // Given up on while no worker was free.
      this.turnBack(call, row, step);
    } else if (isTransient(outcome)) {
      this.failTransiently(call, row, step);
    } else if ((context & COMPENSATION) !== 0) {
      // A business "no" to a compensation: there is nothing to undo.
      this.compensated(call, row, step);
    } else if (outcome === Outcome.ok) {
      const bit = 1 << step;
      if (this.fragile) drivers.keepLog(row, step);
      drivers.done.data[row] = (drivers.done.data[row] as number) | bit;
      drivers.unknown.data[row] = (drivers.unknown.data[row] as number) & ~bit;
      drivers.tries.data[row] = 0;
      this.forward(call, step, step + 1);
    } else {
      if (this.fragile) drivers.keepLog(row, step);
      drivers.failure.set(row, outcome);
      drivers.tries.data[row] = 0;
      this.backward(call, step);
    }
  }

  /** Goes on with the first step from `next` that somebody waits for; best-effort ones before it are let go. */
  private forward(call: number, from: number, next: number): void {
    const step = this.nextCritical(next);
    if (step < 0) {
      this.finish(call, from);
      return;
    }
    if (step <= this.lastRegret && this.isCalledOff(call)) {
      this.backward(call, from);
      return;
    }
    if (step > next) this.launch(this.world.scheduler.calls.driver[call] as number, next, step, from);
    this.call(call, step, 0, this.hops.between(from, step));
  }

  /** Whether the shopper has cancelled the order, which then fails. */
  private isCalledOff(call: number): boolean {
    const { world, drivers } = this;
    const row = world.scheduler.calls.driver[call] as number;
    if (!world.isCancelled(row)) return false;
    drivers.failure.set(row, Outcome.cancelled);
    return true;
  }

  /** Undoes the last step that completed or whose outcome is unknown. */
  private backward(call: number, from: number): void {
    const row = this.world.scheduler.calls.driver[call] as number;
    const touched = (this.drivers.done.data[row] as number) | (this.drivers.unknown.data[row] as number);
    for (let step = this.steps.length - 1; step >= 0; step--) {
      if ((touched & (1 << step)) === 0 || (this.steps[step] as Step).compensation < 0) continue;
      this.call(call, step, COMPENSATION, this.hops.between(from, step));
      return;
    }
    this.finish(call, from);
  }

  private compensated(call: number, row: number, step: number): void {
    const { drivers } = this;
    const others = ~(1 << step);
    if (this.fragile) drivers.keepLog(row, step);
    drivers.done.data[row] = (drivers.done.data[row] as number) & others;
    drivers.unknown.data[row] = (drivers.unknown.data[row] as number) & others;
    drivers.tries.data[row] = 0;
    this.backward(call, step);
  }

  private nextCritical(from: number): number {
    return this.criticalFrom[from] as number;
  }

  /** Lets the best-effort steps in [first, end) go, each as a call of its own that nobody waits for. */
  private launch(row: number, first: number, end: number, from: number | null): void {
    for (let step = first; step < end; step++) {
      if (!(this.steps[step] as Step).bestEffort) continue;
      const call = this.open(row);
      this.call(call, step, DETACHED, from === null ? this.hops.to(step) : this.hops.between(from, step));
    }
  }

  private open(row: number): number {
    const call = this.world.openCall(this.drivers.orderOf(row), this.self);
    this.world.scheduler.calls.driver[call] = row;
    return call;
  }

  private call(call: number, step: number, purpose: number, way: Way): void {
    const { calls } = this.world.scheduler;
    const row = calls.driver[call] as number;
    const { operation, compensation, occurrence, occurrences } = this.steps[step] as Step;
    calls.caller[call] = this.self;
    calls.context[call] = step | purpose;
    calls.operation[call] = purpose === COMPENSATION ? compensation : operation;
    calls.attempt[call] = occurrence + occurrences * this.attempts(row);
    calls.outcome.set(call, Outcome.pending);
    calls.fate.set(call, purpose === DETACHED ? Fate.orphaned : Fate.awaited);
    const guard = this.guards[step] as Guard | null;
    if (guard !== null && !this.sends(guard, call, row, step, purpose, way)) return;
    if (way.arrival.immediate) this.reach(call, step);
    else way.arrival.start(call, addressOf(this.self, SagaEvent.atStep));
  }

  private attempts(row: number): number {
    const deliveries = this.drivers.deliveries.data[row] as number;
    return (this.drivers.tries.data[row] as number) + (deliveries > 1 ? (deliveries - 1) * ATTEMPTS_PER_DELIVERY : 0);
  }

  /** Lets a guarded call out; false when it never arrives. */
  private sends(guard: Guard, call: number, row: number, step: number, purpose: number, way: Way): boolean {
    const { world } = this;
    const { calls, now } = world.scheduler;
    const number = world.orders.number[row] as number;
    const attempt = calls.attempt[call] as number;
    const operation = calls.operation[call] as number;
    if (purpose === DETACHED) {
      if (!guard.loses(number, attempt, operation, 0)) return true;
      world.closeCall(call);
      return false;
    }
    const refusal = guard.breakerLets(now) ? (guard.hasRoom() ? 0 : Outcome.bulkheadFull) : Outcome.circuitOpen;
    if (refusal !== 0) {
      calls.outcome.set(call, refusal);
      this.tell("callRefused", call, refusal);
      this.failTransiently(call, row, step);
      return false;
    }
    if (guard.begin(call, this.drivers.tries.data[row] === 0)) this.tell("probed", call);
    calls.guarded.set(call, 1);
    calls.deadline.set(call, way.timeout === null ? Infinity : way.timeout.due());
    way.timeout?.start(call, addressOf(this.self, SagaEvent.timedOut));
    if (!guard.loses(number, attempt, operation, 0)) return true;
    this.tell("requestLost", call);
    calls.fate.set(call, Fate.silent);
    return false;
  }

  /** Whether the answer that a callee has given is heard: it is not lost, and comes before the timeout. */
  private hears(guard: Guard, call: number, row: number, step: number, now: number): boolean {
    const { calls } = this.world.scheduler;
    const number = this.world.orders.number[row] as number;
    const late = now + (this.steps[step] as Step).back >= calls.deadline.of(call);
    if (late || guard.loses(number, calls.attempt[call] as number, calls.operation[call] as number, 1)) {
      this.tell(late ? "answerLate" : "answerLost", call);
      calls.fate.set(call, Fate.silent);
      return false;
    }
    calls.renew(call);
    calls.guarded.set(call, 0);
    guard.end(!isTransient(calls.outcome.of(call)), now);
    return true;
  }

  /** The call comes to its service, unless its caller died before it was sent. */
  private arrive(call: number): void {
    const { calls } = this.world.scheduler;
    if (calls.fate.of(call) === Fate.unsent) {
      this.world.closeCall(call);
      return;
    }
    if (this.fragile && this.owner.holdsBack(call, SagaEvent.atStep)) return;
    this.reach(call, (calls.context[call] as number) & STEP_MASK);
  }

  private reach(call: number, step: number): void {
    const { via, queued } = this.steps[step] as Step;
    if (this.world.stories !== null) this.tell("called", call);
    if (queued) this.letGo(call);
    this.world.deliver(call, via);
  }

  /** A command is in the hands of its queue: its driver needs no worker until it is answered. */
  private letGo(call: number): void {
    const { calls } = this.world.scheduler;
    if (calls.fate.of(call) === Fate.awaited) this.owner.park(calls.driver[call] as number);
  }

  /** Two deliveries of one command may come to different ends: should the order fail, the step is undone in any case. */
  repeated(call: number): void {
    const { calls } = this.world.scheduler;
    const context = calls.context[call] as number;
    if (calls.fate.of(call) !== Fate.awaited || context > STEP_MASK) return;
    const { unknown } = this.drivers;
    const row = calls.driver[call] as number;
    unknown.data[row] = (unknown.data[row] as number) | (1 << context);
  }

  /** Number of the service that a call is meant for. */
  targetOf(call: number): number {
    return (this.steps[(this.world.scheduler.calls.context[call] as number) & STEP_MASK] as Step).target;
  }

  /** The caller stops waiting: whether the call had its effect, or yet will, is not known. */
  private timeOut(silent: number): void {
    if (this.fragile && this.owner.holdsBack(silent, SagaEvent.timedOut)) return;
    const { drivers } = this;
    const { calls, now } = this.world.scheduler;
    const row = calls.driver[silent] as number;
    const context = calls.context[silent] as number;
    const step = context & STEP_MASK;
    let call = silent;
    this.tell("timedOut", silent);
    (this.guards[step] as Guard).counts.timeouts++;
    (this.guards[step] as Guard).end(false, now);
    calls.guarded.set(silent, 0);
    if (calls.fate.of(silent) === Fate.silent) {
      calls.renew(silent);
    } else {
      calls.fate.set(silent, Fate.orphaned);
      call = this.open(row);
      calls.context[call] = context;
      calls.caller[call] = this.self;
      calls.attempt[call] = calls.attempt[silent] as number;
      drivers.current.data[row] = call + 1;
    }
    calls.outcome.set(call, Outcome.timedOut);
    if ((context & COMPENSATION) === 0) {
      drivers.unknown.data[row] = (drivers.unknown.data[row] as number) | (1 << step);
    }
    if ((this.steps[step] as Step).queued && !this.owner.unpark(call, row)) return;
    this.failTransiently(call, row, step);
  }

  /** An attempt has failed in a way that may pass: another one, or the end of patience. */
  private failTransiently(call: number, row: number, step: number): void {
    const { world, drivers } = this;
    const { calls } = world.scheduler;
    const guard = this.guards[step] as Guard | null;
    const tries = (drivers.tries.data[row] as number) + 1;
    const outcome = calls.outcome.of(call);
    const compensating = ((calls.context[call] as number) & COMPENSATION) !== 0;
    drivers.tries.data[row] = tries;
    if (compensating || (guard?.mayRetry(tries) ?? false)) {
      const number = world.orders.number[row] as number;
      const wait = guard === null ? defaultBackoff(tries) : guard.backoff(number, calls.attempt[call] as number, tries);
      const { back: wayBack, queued } = this.steps[step] as Step;
      const back = isLocal(outcome) ? 0 : wayBack;
      if (queued) this.owner.park(row);
      world.scheduler.after(wait + back, Class.delivery, call, addressOf(this.self, SagaEvent.tryAgain));
      return;
    }
    if ((this.steps[step] as Step).queued && !this.owner.unpark(call, row)) {
      drivers.failure.set(row, outcome);
      return;
    }
    this.turnBack(call, row, step);
  }

  /** No further attempt: the order fails. */
  private turnBack(call: number, row: number, step: number): void {
    const { world, drivers } = this;
    const outcome = world.scheduler.calls.outcome.of(call);
    const from = isLocal(outcome) ? -1 : step;
    if (this.fragile) {
      // A call that was not let out may fail while the record of the step before it is still being written.
      if (world.now < this.recordedAt(row)) drivers.delayLog(row);
      else drivers.keepLog(row, from);
    }
    drivers.failure.set(row, outcome);
    drivers.tries.data[row] = 0;
    this.backward(call, from);
  }

  private retry(call: number): void {
    const { calls } = this.world.scheduler;
    if (calls.fate.of(call) !== Fate.awaited) {
      this.world.closeCall(call);
      return;
    }
    if (this.fragile && this.owner.holdsBack(call, SagaEvent.tryAgain)) return;
    const context = calls.context[call] as number;
    const step = context & STEP_MASK;
    this.call(call, step, context & COMPENSATION, this.hops.to(step));
  }

  private finish(call: number, from: number): void {
    const way = this.hops.toEnd(from);
    if (way.immediate) this.owner.ended(call);
    else way.start(call, addressOf(this.self, SagaEvent.ended));
  }

  private atEnd(call: number): void {
    if (this.world.scheduler.calls.fate.of(call) === Fate.unsent) this.world.closeCall(call);
    else if (!this.fragile || !this.owner.holdsBack(call, SagaEvent.ended)) this.owner.ended(call);
  }

  /** One more moment of the order's story, if somebody follows it. */
  private tell(event: StoryEventName, call: number, outcome: number = Outcome.ok, logged?: number): void {
    const { stories, now, scheduler } = this.world;
    if (stories === null) return;
    const { calls } = scheduler;
    const context = logged ?? (calls.context[call] as number);
    const step = this.steps[context & STEP_MASK];
    stories.noted(event, calls.number[call] as number, now, {
      component: step === undefined ? this.component.id : this.world.component(step.target).id,
      step: step?.name ?? null,
      compensation: (context & COMPENSATION) !== 0,
      ...(outcome !== Outcome.ok && { detail: reasonOf(outcome) }),
    });
  }
}
