import type { ComponentOf, ComponentResult, StoryEventName } from "../../model/index.ts";
import { Fate, isTransient, Outcome } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { Integral } from "../measure/integral.ts";
import { Crew } from "./crew.ts";
import type { Gateway } from "./gateway.ts";
import { defaultBackoff } from "./guard.ts";
import { reasonOf } from "./outcomes.ts";
import type { Part, PartGauges } from "./part.ts";
import { Ask, type AskCode, type Participant, participantsOf } from "./participants.ts";
import { Standstill } from "./standstill.ts";
import { WaitingLine } from "./waiting-line.ts";
import type { Instances, OrderDriver, WorkQueue } from "./work.ts";
import type { World } from "./world.ts";

const ARRIVED = 0;
const HEARD = 1;
const TIMED_OUT = 2;
const AGAIN = 3;
const DECIDED = 4;
const RECORDED = 5;
const POISONED = 6;
const BEGUN = 7;

/** How long a worker is at a poison message before it dies and is started again, in seconds. */
const POISON_TIME = 1;

/** In a call's context: which participant, and from here on what it is asked. */
const ASK_SHIFT = 8;
const VOTER_MASK = (1 << ASK_SHIFT) - 1;

/** How a participant stands. */
const UNASKED = 0;
/** It may have prepared: its answer is not known. */
const UNKNOWN = 1;
const PREPARED = 2;
const REFUSED = 3;

/** One order between its beginning and its outcome: what its coordinator's instance knows of it. */
interface Transaction {
  readonly order: number;
  readonly instance: number;
  /** Stands for the transaction; keeps the order, and carries the event of its log write. */
  token: number;
  ask: AskCode;
  /** The commit record is in the log. */
  committed: boolean;
  /** Outcome of the first participant that did not vote yes; 0 while all have. */
  failure: number;
  /** Whether its coordinator is alive. */
  driven: boolean;
  /** Whether it holds a worker; one that is replayed from the log holds none. */
  works: boolean;
  /** Participants whose answers are awaited. */
  pending: number;
  readonly standing: Uint8Array;
  readonly tries: Int32Array;
  /** The call to each participant, -1 for none. */
  readonly calls: Int32Array;
}

/**
 * The other way to coordinate: all participants prepare at once and vote; if all vote yes, the commit record is written and
 * all commit, else all abort. From its vote to the outcome a participant is bound: it holds what it has prepared, and only
 * the instance that asked can say how it ends, from a log of its own. No commit record means abort ("presumed abort").
 */
export class TwoPhaseCommit implements Part, OrderDriver, Instances {
  readonly gauges: PartGauges;
  readonly events: ((call: number) => void)[];
  readonly idealRate: number;
  private readonly voters: readonly Participant[];
  private readonly told: readonly Participant[];
  private readonly transactions = new Map<number, Transaction>();
  private readonly logWrite: Timer;
  private readonly crew: Crew;
  private readonly standstill: Standstill;
  private readonly workers: number;
  private readonly waiting = new Integral();
  private readonly line: WaitingLine;
  private readonly queues: number[];
  /** How often the order was handed to a worker; the queue it came from and the held connection, plus one. */
  private readonly deliveries;
  private readonly origin;
  private readonly intake;
  private readonly instance;
  /** 1 for an order whose worker died of it, until the next one has it. */
  private readonly again;
  private pumping = false;
  private done = 0;
  private refused = 0;
  private before = 0;
  private taken = 0;
  private waited = 0;

  constructor(
    private readonly world: World,
    private readonly self: number,
    private readonly component: ComponentOf<"orchestrator">,
  ) {
    const { config, id } = component;
    const { scheduler } = world;
    const { voters, told } = participantsOf(world, component);
    this.voters = voters;
    this.told = told;
    this.logWrite = scheduler.lane([config.logWrite ?? 0], Class.delivery);
    this.workers = config.workers ?? Infinity;
    this.crew = new Crew(this.workers, config.instances);
    this.standstill = new Standstill(scheduler.calls);
    this.line = new WaitingLine(scheduler.calls);
    this.queues = world.scenario.architecture.links
      .filter(({ from, to }) => to === id && world.component(world.indexOf(from)).kind === "queue")
      .map(({ from }) => world.indexOf(from));
    this.deliveries = world.orders.integers();
    this.origin = world.orders.integers();
    this.intake = world.orders.integers();
    this.instance = world.orders.integers();
    this.again = world.orders.bytes();
    world.remembers((order) => {
      for (const column of [this.deliveries, this.origin, this.intake]) column.data[order] = 0;
      this.again.set(order, 0);
    });
    if (config.saga.some(({ operation }) => operation === "charge" || operation === "capture")) {
      world.ledger.expectsPayment = true;
    }
    this.events = [
      (call) => world.deliver(call, this.participant(call).target),
      (call) => this.hear(call),
      (call) => this.timeOut(call),
      (call) => this.askAgain(call),
      (token) => this.commit(token),
      (intake) => this.record(intake),
      (token) => this.succumb(token),
      (token) => this.begin(token),
    ];
    this.idealRate = this.workers / this.shortest();
    const { busy, live } = this.crew;
    this.gauges = {
      queue: () => this.waiting.value,
      busy: () => busy.value,
      servers: () => (this.workers === Infinity ? Infinity : live.value),
      completed: () => this.done,
      refused: () => this.refused,
      busyTime: (now) => busy.total(now),
      serverTime: (now) => (this.workers === Infinity ? Number.NaN : live.total(now)),
    };
  }

  takeWorker(): number {
    return this.crew.take(this.world.now);
  }

  takeWorkerOf(instance: number): boolean {
    return this.crew.takeOf(instance, this.world.now);
  }

  consumes(instance: number): boolean {
    return this.crew.consumes(instance);
  }

  cameFrom(order: number, queue: number, instance: number): void {
    this.origin.data[order] = queue + 1;
    this.instance.data[order] = instance;
  }

  isResumed(order: number): boolean {
    return this.again.of(order) === 1;
  }

  deliveriesOf(order: number): number {
    return this.deliveries.data[order] as number;
  }

  letGo(order: number): void {
    this.again.set(order, 0);
    this.dropIntake(order);
  }

  answerAtEnd(order: number, call: number): void {
    this.intake.data[order] = call + 1;
  }

  dropIntake(order: number): void {
    this.answerIntake(order, Outcome.orderFailed);
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
      calls.outcome.set(call, Outcome.full);
      world.giveBack(call);
      return;
    }
    calls.entered.set(call, world.now);
    this.line.push(call);
    this.waiting.add(1, world.now);
  };

  /** A worker has the order of this call: its transaction begins. */
  begin(token: number): void {
    const { world } = this;
    const order = world.scheduler.calls.order[token] as number;
    const instance = this.instance.data[order] as number;
    if (this.standstill.has(instance)) {
      this.standstill.keep(instance, token, BEGUN);
      return;
    }
    const up = this.crew.isUp(instance);
    const count = this.voters.length;
    world.orders.touched.set(order, 1);
    this.again.set(order, 0);
    this.deliveries.data[order] = (this.deliveries.data[order] as number) + 1;
    const transaction: Transaction = {
      order,
      instance,
      token,
      ask: Ask.prepare,
      committed: false,
      failure: 0,
      driven: up,
      works: up,
      pending: count,
      standing: new Uint8Array(count),
      tries: new Int32Array(count),
      calls: new Int32Array(count).fill(-1),
    };
    this.transactions.set(order, transaction);
    if (!up) {
      // The instance died while the order was on its way: it will find it in its log.
      this.crew.give(instance, world.now);
      world.undriven.begin(order, world.now);
    } else if (world.isPoison(world.orders.number[order] as number)) {
      world.scheduler.after(POISON_TIME, Class.timeout, token, addressOf(this.self, POISONED));
    } else if (count === 0) {
      this.settle(transaction);
    } else {
      for (let voter = 0; voter < count; voter++) this.send(transaction, voter);
    }
  }

  /** A participant has the outcome of what it was asked. */
  readonly returned = (call: number): void => {
    const { world } = this;
    const { calls, now } = world.scheduler;
    if (calls.fate.of(call) === Fate.orphaned) {
      this.tell("unheard", call, calls.outcome.of(call));
      world.closeCall(call);
      return;
    }
    const { guard, back } = this.participant(call);
    if (guard !== null) {
      const number = calls.number[call] as number;
      const late = now + back.delay >= calls.deadline.of(call);
      if (late || guard.loses(number, calls.attempt[call] as number, calls.operation[call] as number, 1)) {
        this.tell(late ? "answerLate" : "answerLost", call);
        calls.fate.set(call, Fate.silent);
        return;
      }
      calls.renew(call);
      calls.guarded.set(call, 0);
      guard.end(!isTransient(calls.outcome.of(call)), now);
    }
    if (back.immediate) this.hear(call);
    else back.start(call, addressOf(this.self, HEARD));
  };

  restart(now: number): void {
    this.crew.busy.restart(now);
    this.crew.live.restart(now);
    this.waiting.restart(now);
    this.before = this.done;
    this.taken = 0;
    this.waited = 0;
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    const { busy, live } = this.crew;
    const done = this.done - this.before;
    const limited = this.workers !== Infinity && live.total(now) > 0;
    return {
      completed: done,
      utilization: limited ? busy.total(now) / live.total(now) : null,
      meanQueue: this.waiting.mean(now),
      peakQueue: this.waiting.peak,
      meanWait: this.taken === 0 ? null : this.waited / this.taken,
      meanService: done === 0 ? null : busy.total(now) / done,
    };
  }

  instanceNumbers(): number[] {
    return Array.from({ length: this.crew.instances }, (_, i) => i);
  }

  /** An instance dies. Its participants are in doubt, and stay as they are until it is back. */
  crash(instance: number): void {
    const { world } = this;
    const kept = this.standstill.drain(instance);
    // What had come for an instance that stood still has nothing else pending.
    const idle = new Set(kept.filter(({ event }) => event !== TIMED_OUT).map(({ call }) => call));
    this.crew.setAlive(instance, false, world.now);
    for (const { call, event } of kept) if (event === BEGUN) this.begin(call);
    for (const transaction of this.of(instance)) {
      if (!transaction.driven) continue;
      transaction.driven = false;
      if (transaction.works) this.crew.give(instance, world.now);
      transaction.works = false;
      world.undriven.begin(transaction.order, world.now);
      this.tell("crashed", transaction.token);
      transaction.calls.forEach((call, voter) => {
        if (call >= 0) this.abandon(transaction, voter, call, idle.has(call));
      });
      this.renewToken(transaction, idle.has(transaction.token));
    }
    for (const queue of this.queues) (world.part(queue) as unknown as WorkQueue).consumerDied(instance);
  }

  /** An instance is back, and replays its log: what has a commit record is committed, all else is aborted. */
  recover(instance: number): void {
    this.crew.setAlive(instance, true, this.world.now);
    this.replay(instance);
    this.pump();
  }

  private replay(instance: number): void {
    const { world } = this;
    if (!this.crew.isUp(instance)) return;
    for (const transaction of this.of(instance)) {
      if (transaction.driven) continue;
      transaction.driven = true;
      world.undriven.end(transaction.order, world.now);
      this.tell("resumed", transaction.token);
      if (transaction.committed && this.component.config.durableLog) this.askAll(transaction, Ask.commit);
      else {
        transaction.failure = Outcome.aborted;
        this.askAll(transaction, Ask.abort);
      }
    }
  }

  /** An instance stands still with all that it has in memory; nobody else can go on for it. */
  pause(instance: number): void {
    if (this.standstill.begin(instance, this.world.now)) this.crew.setStill(instance, true);
  }

  proceed(instance: number): void {
    const { calls } = this.world.scheduler;
    const kept = this.standstill.end(instance)?.kept;
    if (kept === undefined) return;
    this.crew.setStill(instance, false);
    for (const { call, event, generation } of kept) {
      if (calls.generation[call] === generation) (this.events[event] as (call: number) => void)(call);
    }
    this.replay(instance);
    this.pump();
  }

  private shortest(): number {
    const { config } = this.component;
    const time = (ask: 0 | 1) =>
      Math.max(
        0,
        ...this.voters.map(({ operations, there, back, shortest }) =>
          operations[ask] < 0 ? 0 : there.delay + back.delay + shortest[ask],
        ),
      );
    return (config.logWrite ?? 0) + time(Ask.prepare) + time(Ask.commit);
  }

  private admit(intake: number, instance: number): void {
    const order = this.world.scheduler.calls.order[intake] as number;
    this.taken++;
    this.instance.data[order] = instance;
    if (this.gatewayOf(intake).holdsConnections) this.answerAtEnd(order, intake);
    if (this.logWrite.immediate) this.record(intake);
    else this.logWrite.start(intake, addressOf(this.self, RECORDED));
  }

  /** The first record of an order from the gateway is in the log: it is accepted. */
  private record(intake: number): void {
    const { world } = this;
    const { calls } = world.scheduler;
    const order = calls.order[intake] as number;
    const gateway = this.gatewayOf(intake);
    world.ledger.accept(order, world.orders.number[order] as number, world.now);
    const token = world.openCall(order, this.self);
    calls.outcome.set(intake, Outcome.ok);
    if (!gateway.holdsConnections) gateway.returned(intake);
    this.begin(token);
  }

  /** Asks one participant for what the transaction is at. */
  private send(transaction: Transaction, voter: number): void {
    const { world } = this;
    const { calls, now } = world.scheduler;
    const { operations, occurrence, occurrences, target, there, timeout, guard } = this.voters[voter] as Participant;
    const call = world.openCall(transaction.order, this.self);
    const tries = transaction.tries[voter] as number;
    transaction.calls[voter] = call;
    calls.context[call] = voter | (transaction.ask << ASK_SHIFT);
    calls.operation[call] = operations[transaction.ask];
    calls.attempt[call] = occurrence + occurrences * tries;
    if (guard !== null) {
      const refusal = guard.breakerLets(now) ? (guard.hasRoom() ? 0 : Outcome.bulkheadFull) : Outcome.circuitOpen;
      if (refusal !== 0) {
        calls.outcome.set(call, refusal);
        this.tell("callRefused", call, refusal);
        this.failed(transaction, voter, call);
        return;
      }
      guard.begin(call, tries === 0);
      calls.guarded.set(call, 1);
      calls.deadline.set(call, timeout === null ? Infinity : timeout.due());
      timeout?.start(call, addressOf(this.self, TIMED_OUT));
      const number = world.orders.number[transaction.order] as number;
      if (guard.loses(number, calls.attempt[call] as number, calls.operation[call] as number, 0)) {
        this.tell("requestLost", call);
        calls.fate.set(call, Fate.silent);
        return;
      }
    }
    this.tell("called", call);
    if (there.immediate) world.deliver(call, target);
    else there.start(call, addressOf(this.self, ARRIVED));
  }

  /** An answer has reached the coordinator. */
  private hear(call: number): void {
    const { calls } = this.world.scheduler;
    if (calls.fate.of(call) !== Fate.awaited) {
      this.world.closeCall(call);
      return;
    }
    const transaction = this.transactionOf(call);
    if (this.keeps(transaction, call, HEARD)) return;
    const voter = (calls.context[call] as number) & VOTER_MASK;
    const outcome = calls.outcome.of(call);
    this.tell("answered", call, outcome);
    if (isTransient(outcome)) {
      this.failed(transaction, voter, call);
      return;
    }
    if (transaction.ask === Ask.prepare) {
      if (outcome === Outcome.ok) transaction.standing[voter] = PREPARED;
      else {
        // A "no" binds nobody, unless an earlier attempt may have prepared it.
        if (transaction.standing[voter] === UNASKED) transaction.standing[voter] = REFUSED;
        transaction.failure ||= outcome;
      }
    }
    this.conclude(transaction, voter, call);
  }

  /** The coordinator stops waiting for a participant, which may have prepared. */
  private timeOut(silent: number): void {
    const { calls, now } = this.world.scheduler;
    const transaction = this.transactionOf(silent);
    if (this.keeps(transaction, silent, TIMED_OUT)) return;
    const voter = (calls.context[silent] as number) & VOTER_MASK;
    const { guard } = this.participant(silent);
    this.tell("timedOut", silent);
    if (guard !== null) {
      guard.counts.timeouts++;
      guard.end(false, now);
    }
    const call = this.detach(transaction, voter, silent);
    calls.outcome.set(call, Outcome.timedOut);
    this.failed(transaction, voter, call);
  }

  /** What was asked goes on by itself; returns a call that stands for the participant from now on. */
  private detach(transaction: Transaction, voter: number, call: number): number {
    const { world } = this;
    const { calls } = world.scheduler;
    const lost = calls.fate.of(call) === Fate.silent;
    const context = calls.context[call] as number;
    calls.guarded.set(call, 0);
    if (transaction.ask === Ask.prepare) transaction.standing[voter] = UNKNOWN;
    calls.renew(call);
    if (lost) return call;
    calls.fate.set(call, Fate.orphaned);
    const other = world.openCall(transaction.order, this.self);
    calls.context[other] = context;
    calls.attempt[other] = calls.attempt[call] as number;
    transaction.calls[voter] = other;
    return other;
  }

  /** An attempt has failed in a way that may pass: another one, or a vote of no. The outcome is told for ever. */
  private failed(transaction: Transaction, voter: number, call: number): void {
    const { world } = this;
    const { calls } = world.scheduler;
    const { guard, back } = this.voters[voter] as Participant;
    const tries = (transaction.tries[voter] as number) + 1;
    transaction.tries[voter] = tries;
    if (transaction.ask !== Ask.prepare || (guard?.mayRetry(tries) ?? false)) {
      const number = world.orders.number[transaction.order] as number;
      const wait = guard === null ? defaultBackoff(tries) : guard.backoff(number, calls.attempt[call] as number, tries);
      world.scheduler.after(Math.max(wait, back.delay), Class.delivery, call, addressOf(this.self, AGAIN));
      return;
    }
    transaction.failure ||= calls.outcome.of(call);
    this.conclude(transaction, voter, call);
  }

  private askAgain(call: number): void {
    const { calls } = this.world.scheduler;
    if (calls.fate.of(call) !== Fate.awaited) {
      this.world.closeCall(call);
      return;
    }
    const transaction = this.transactionOf(call);
    if (this.keeps(transaction, call, AGAIN)) return;
    const voter = (calls.context[call] as number) & VOTER_MASK;
    this.world.closeCall(call);
    this.send(transaction, voter);
  }

  /** Nothing more is to be heard of this participant for now. */
  private conclude(transaction: Transaction, voter: number, call: number): void {
    transaction.calls[voter] = -1;
    this.world.closeCall(call);
    if (--transaction.pending === 0) this.settle(transaction);
  }

  /** All have answered. */
  private settle(transaction: Transaction): void {
    if (transaction.ask !== Ask.prepare) this.end(transaction);
    else if (transaction.failure !== 0) this.askAll(transaction, Ask.abort);
    else if (this.logWrite.immediate) this.commit(transaction.token);
    else this.logWrite.start(transaction.token, addressOf(this.self, DECIDED));
  }

  /** The commit record is in the log: that, and nothing else, is the decision. */
  private commit(token: number): void {
    const { calls } = this.world.scheduler;
    if (calls.fate.of(token) !== Fate.awaited) {
      this.world.closeCall(token);
      return;
    }
    const transaction = this.transactionOf(token);
    if (this.keeps(transaction, token, DECIDED)) return;
    transaction.committed = true;
    this.askAll(transaction, Ask.commit);
  }

  /** Tells the outcome to all whom it concerns. */
  private askAll(transaction: Transaction, ask: AskCode): void {
    transaction.ask = ask;
    transaction.tries.fill(0);
    const concerned = this.voters.flatMap(({ operations }, voter) => {
      const standing = transaction.standing[voter];
      const bound = standing === PREPARED || standing === UNKNOWN;
      return operations[ask] >= 0 && bound ? [voter] : [];
    });
    transaction.pending = concerned.length;
    if (concerned.length === 0) this.end(transaction);
    for (const voter of concerned) this.send(transaction, voter);
  }

  /** All know the outcome: the order has ended. */
  private end(transaction: Transaction): void {
    const { world } = this;
    const { order, failure, token, instance, works } = transaction;
    const number = world.orders.number[order] as number;
    const click = world.orders.click.of(order);
    this.transactions.delete(order);
    this.done++;
    world.orders.ended.set(order, failure === 0 ? 1 : 2);
    if (failure === 0) {
      world.ledger.complete(order, number, click, world.valueOf(order), world.now);
      world.completedAfter(number, click);
      this.told.forEach((participant, index) => void this.inform(order, participant, index));
    } else {
      world.ledger.fail(order, number, click, world.now);
      world.failedAfter(number, click, reasonOf(failure));
    }
    world.announceEnd(number);
    this.answerIntake(order, failure === 0 ? Outcome.ok : Outcome.orderFailed);
    const origin = (this.origin.data[order] as number) - 1;
    world.closeCall(token);
    if (origin >= 0) (world.part(origin) as unknown as WorkQueue).acknowledge(instance);
    if (works) this.crew.give(instance, world.now);
    this.pump();
  }

  /** A best-effort step: a call that nobody waits for. */
  private inform(order: number, participant: Participant, index: number): void {
    const { world } = this;
    const { operations, occurrence, target, there, guard } = participant;
    const { calls } = world.scheduler;
    const number = world.orders.number[order] as number;
    if (guard?.loses(number, occurrence, operations[Ask.tell], 0)) return;
    const call = world.openCall(order, this.self);
    calls.context[call] = index | (Ask.tell << ASK_SHIFT);
    calls.operation[call] = operations[Ask.tell];
    calls.attempt[call] = occurrence;
    calls.fate.set(call, Fate.orphaned);
    if (there.immediate) world.deliver(call, target);
    else there.start(call, addressOf(this.self, ARRIVED));
  }

  /** The coordinator of this call is gone: what it asked for goes on without it. */
  private abandon(transaction: Transaction, voter: number, call: number, idle: boolean): void {
    const { calls } = this.world.scheduler;
    if (calls.guarded.of(call) === 1) this.participant(call).guard?.drop(call);
    calls.guarded.set(call, 0);
    transaction.calls[voter] = -1;
    if (transaction.ask === Ask.prepare) transaction.standing[voter] = UNKNOWN;
    const nothingPending = idle || calls.fate.of(call) === Fate.silent;
    calls.renew(call);
    if (nothingPending) this.world.closeCall(call);
    else calls.fate.set(call, Fate.orphaned);
  }

  /** A log write under way comes to nothing. */
  private renewToken(transaction: Transaction, idle: boolean): void {
    const { world } = this;
    const { calls } = world.scheduler;
    const old = transaction.token;
    const writing = transaction.ask === Ask.prepare && transaction.pending === 0;
    const poisoned = world.isPoison(world.orders.number[transaction.order] as number);
    if (!writing && !poisoned) return;
    transaction.token = world.openCall(transaction.order, this.self);
    if (idle) world.closeCall(old);
    else calls.fate.set(old, Fate.unsent);
  }

  /** A worker has died of a poison message; its instance starts another one at once. */
  private succumb(token: number): void {
    const { world } = this;
    const { calls, now } = world.scheduler;
    if (calls.fate.of(token) !== Fate.awaited) {
      world.closeCall(token);
      return;
    }
    const transaction = this.transactionOf(token);
    const { order, instance } = transaction;
    if (this.keeps(transaction, token, POISONED)) return;
    this.transactions.delete(order);
    this.crew.give(instance, now);
    const origin = (this.origin.data[order] as number) - 1;
    if (origin >= 0) {
      this.again.set(order, 1);
      (world.part(origin) as unknown as WorkQueue).handOutAgain(order, instance);
    } else {
      const { orders } = world;
      orders.ended.set(order, 3);
      world.ledger.lose(order, orders.number[order] as number, orders.click.of(order), now);
      this.dropIntake(order);
    }
    world.closeCall(token);
    this.pump();
  }

  private answerIntake(order: number, outcome: number): void {
    const intake = (this.intake.data[order] as number) - 1;
    if (intake < 0) return;
    this.intake.data[order] = 0;
    this.world.scheduler.calls.outcome.set(intake, outcome);
    this.gatewayOf(intake).returned(intake);
  }

  /** Workers may be free: the orders that wait are theirs. */
  private pump(): void {
    if (this.pumping) return;
    this.pumping = true;
    const { world } = this;
    while (!this.line.isEmpty) {
      const instance = this.takeWorker();
      if (instance < 0) break;
      const call = this.line.shift();
      this.waiting.add(-1, world.now);
      this.waited += world.now - world.scheduler.calls.entered.of(call);
      this.admit(call, instance);
    }
    this.pumping = false;
    for (const queue of this.queues) (world.part(queue) as unknown as WorkQueue).hand();
  }

  /** Whether the event must wait because its instance stands still. */
  private keeps({ instance, driven }: Transaction, call: number, event: number): boolean {
    if (!driven || !this.standstill.has(instance)) return false;
    this.standstill.keep(instance, call, event);
    return true;
  }

  private of(instance: number): Transaction[] {
    return [...this.transactions.values()].filter((transaction) => transaction.instance === instance);
  }

  private transactionOf(call: number): Transaction {
    return this.transactions.get(this.world.scheduler.calls.order[call] as number) as Transaction;
  }

  private participant(call: number): Participant {
    const context = this.world.scheduler.calls.context[call] as number;
    const all = context >> ASK_SHIFT === Ask.tell ? this.told : this.voters;
    return all[context & VOTER_MASK] as Participant;
  }

  private gatewayOf(call: number): Gateway {
    return this.world.part(this.world.scheduler.calls.caller[call] as number) as Gateway;
  }

  private tell(event: StoryEventName, call: number, outcome: number = Outcome.ok): void {
    const { stories, orders, now, scheduler } = this.world;
    if (stories === null) return;
    const number = orders.number[scheduler.calls.order[call] as number] as number;
    const token = this.transactions.get(scheduler.calls.order[call] as number)?.token === call;
    const about = token ? undefined : this.participant(call);
    stories.noted(event, number, now, {
      component: about?.id ?? this.component.id,
      step: about?.name ?? null,
      compensation: !token && (scheduler.calls.context[call] as number) >> ASK_SHIFT === Ask.abort,
      ...(outcome !== Outcome.ok && { detail: reasonOf(outcome) }),
    });
  }
}
