import { type ComponentOf, type ComponentResult, secondsOf } from "../../model/index.ts";
import { Fate, Outcome } from "../kernel/calls.ts";
import { Class } from "../kernel/lanes.ts";
import { addressOf, type Timer } from "../kernel/scheduler.ts";
import { Integral } from "../measure/integral.ts";
import { Autoscaler } from "./autoscaler.ts";
import { Crew } from "./crew.ts";
import { Drivers, Phase } from "./drivers.ts";
import type { Gateway } from "./gateway.ts";
import { reasonOf } from "./outcomes.ts";
import type { Part, PartGauges } from "./part.ts";
import { SagaDriver, SagaEvent, type SagaOwner } from "./saga-driver.ts";
import { type Kept, Standstill } from "./standstill.ts";
import { Visibility } from "./visibility.ts";
import { WaitingLine } from "./waiting-line.ts";
import type { Commander, Instances, OrderDriver, WorkQueue } from "./work.ts";
import type { World } from "./world.ts";

const RECORDED = SagaEvent.count;
const LEASE_OVER = SagaEvent.count + 1;
const POISONED = SagaEvent.count + 2;
const VISIBLE = SagaEvent.count + 3;

/** How long a worker is at a poison message before it dies and is started again, in seconds. */
const POISON_TIME = 1;

/**
 * Takes orders in, gives each to a worker, and sees to it that an order whose driver is gone gets another one. One worker
 * holds one order from its first step to its last record; what happens in between is the {@link SagaDriver}'s.
 */
export class Orchestrator implements Part, SagaOwner, Commander, OrderDriver, Instances {
  readonly gauges: PartGauges;
  readonly events: ((call: number) => void)[];
  readonly returned: (call: number) => void;
  private readonly drivers: Drivers;
  readonly saga: SagaDriver;
  private readonly standstill: Standstill | null;
  private readonly visibility: Visibility | null;
  /** Rows of drivers that have lost their orders and do not know it, and when that was; only where the log tells tokens apart. */
  private readonly fenced = new Map<number, number>();
  private readonly firstRecord: Timer;
  private readonly lease: Timer;
  /** The call that stands for an order's lease while its driver is dead or stands still; any other is void. */
  private readonly leases = new Map<number, number>();
  private readonly workers: number;
  readonly crew: Crew;
  private readonly scaler: Autoscaler | null;
  private readonly waiting = new Integral();
  private readonly queues: number[];
  /** Whether drivers can die or stand still in this run. */
  private readonly fragile: boolean;
  private head = -1;
  private tail = -1;
  /** Orders whose lease is over and that no queue will hand out again. */
  private readonly recovering: number[] = [];
  /** Answers to commands whose orders wait for a worker to take them up again. */
  private readonly answered: WaitingLine;
  /** Whether {@link pump} is at work further up the stack. */
  private pumping = false;
  /** Orders that have ended. */
  done = 0;
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
    const { scheduler, scenario } = world;
    const strikes = (kind: string) =>
      scenario.faults.some((fault) => fault.kind === kind && "target" in fault && fault.target === id);
    this.queues = scenario.architecture.links
      .filter((link) => link.to === id && world.component(world.indexOf(link.from)).kind === "queue")
      .map((link) => world.indexOf(link.from));
    this.visibility = Visibility.of(world, self, VISIBLE, this.queues);
    this.fragile = config.crashes !== null || strikes("crash") || strikes("pause") || this.visibility !== null;
    this.standstill = strikes("pause") ? new Standstill(scheduler.calls) : null;
    this.drivers = new Drivers(world);
    this.saga = new SagaDriver(world, self, component, this.drivers, this.fragile, this);
    this.returned = this.saga.returned;
    this.events = [
      ...this.saga.handlers(),
      (call) => this.record(call),
      (call) => this.leaseOver(call),
      (call) => this.succumb(call),
      (token) => this.reappear(token),
    ];
    this.firstRecord = scheduler.lane([config.logWrite ?? 0], Class.delivery);
    this.lease = scheduler.lane([config.lease], Class.timeout);
    this.workers = config.workers ?? Infinity;
    this.crew = new Crew(this.workers, config.instances);
    this.answered = new WaitingLine(scheduler.calls);
    this.idealRate = this.computeIdealRate();
    if (config.saga.some(({ operation }) => operation === "charge" || operation === "capture")) {
      world.ledger.expectsPayment = true;
    }
    world.remembers((order) => this.drivers.reset(order));
    world.driving.push((order) => this.isDriving(order));
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
    this.scaler = this.scalerOf(config);
  }

  /** Instances come and go with the orders that wait in front of this orchestrator, in its queues or at its door. */
  private scalerOf({ autoscaling, instances }: ComponentOf<"orchestrator">["config"]): Autoscaler | null {
    if (autoscaling === null || this.workers === Infinity) return null;
    const { world, crew, queues } = this;
    const concurrency = Math.max(1, Math.floor(this.workers / instances));
    return new Autoscaler(world, autoscaling, instances, {
      depth: () => queues.reduce((sum, queue) => sum + world.part(queue).gauges.queue(), this.waiting.value),
      busy: () => crew.busy.value,
      servers: () => crew.live.value,
      busyTime: (now) => crew.busy.total(now),
      serverTime: (now) => crew.live.total(now),
      resize: (count) => {
        crew.resize(count, concurrency, world.now);
        this.pump();
      },
    });
  }

  /** Orders a second that all workers together could finish if no service made them wait; Infinity when unlimited. */
  readonly idealRate: number;

  private computeIdealRate(): number {
    const logWrite = this.component.config.logWrite ?? 0;
    let seconds = logWrite;
    for (const step of this.saga.steps) {
      if (step.bestEffort) continue;
      const { architecture } = this.world.scenario;
      // Nobody waits beside a command queue.
      const time = step.queued ? 0 : secondsOf(architecture, this.world.component(step.target), step.operationName);
      seconds += step.latency + step.back + logWrite + time;
    }
    return this.workers / seconds;
  }

  /** Takes a worker for a message of a queue; returns its instance, -1 when none is free. */
  takeWorker(): number {
    return this.crew.take(this.world.now);
  }

  /** How often the order was handed to a worker. */
  deliveriesOf(order: number): number {
    return this.drivers.deliveries.data[order] as number;
  }

  /** Nobody will take the order again. */
  letGo(order: number): void {
    this.drivers.phase.set(order, Phase.idle);
    this.dropIntake(order);
  }

  /** Whether the order had a driver before, which has died. */
  isResumed(order: number): boolean {
    return this.drivers.phase.of(order) === Phase.waiting;
  }

  /** The shopper's connection is held: `call` is answered when the order ends. */
  answerAtEnd(order: number, call: number): void {
    this.drivers.intake.data[order] = call + 1;
  }

  /** The order of a held connection is gone: the shopper hears that there will be none. */
  dropIntake(order: number): void {
    this.answerIntake(order, Outcome.orderFailed);
  }

  /** The order came as a message of this queue, which is acknowledged when the order has ended. */
  cameFrom(order: number, queue: number, instance: number): void {
    this.drivers.origin.data[order] = queue + 1;
    this.drivers.instance.data[order] = instance;
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
    calls.next[call] = -1;
    if (this.tail < 0) this.head = call;
    else calls.next[this.tail] = call;
    this.tail = call;
    this.waiting.add(1, world.now);
  };

  /** A worker has the order of this call, which it will use for every step: the saga begins, or goes on. */
  begin(call: number): void {
    const { drivers, world } = this;
    const { orders } = world;
    const order = world.scheduler.calls.order[call] as number;
    const resumed = this.isResumed(order);
    if (resumed) world.undriven.end(order, world.now);
    orders.touched.set(order, 1);
    drivers.phase.set(order, Phase.driving);
    drivers.current.data[order] = call + 1;
    drivers.deliveries.data[order] = (drivers.deliveries.data[order] as number) + 1;
    this.visibility?.start(order, (drivers.origin.data[order] as number) - 1, drivers.deliveries.data[order] as number);
    if (resumed && orders.ended.of(order) !== 0) {
      // Another driver has ended it in the meantime: the terminal record is in the log.
      this.finish(call, order);
      return;
    }
    if (this.fragile && !resumed) this.saga.startLog(call, order);
    if (this.fragile && !this.crew.isUp(drivers.instance.data[order] as number)) {
      // The instance died while the message was on its way.
      this.crew.give(drivers.instance.data[order] as number, world.now);
      this.die(call, order);
    } else if (world.isPoison(orders.number[order] as number)) {
      world.scheduler.after(POISON_TIME, Class.timeout, call, addressOf(this.self, POISONED));
    } else if (resumed) {
      this.saga.resume(call, order);
    } else if (world.hasCancels && world.isCancelled(order)) {
      this.saga.giveUp(call, order, Outcome.cancelled);
    } else if (this.isTooLate(order)) {
      this.saga.giveUp(call, order, Outcome.deadlinePassed);
    } else {
      this.saga.start(call);
    }
  }

  /** The terminal record of this call's driver is in the log. */
  ended(call: number): void {
    const { drivers, world } = this;
    const row = world.scheduler.calls.driver[call] as number;
    const order = drivers.orderOf(row);
    if (world.orders.ended.of(order) === 0) this.bookEnd(order, row);
    this.finish(call, row);
  }

  holdsBack(call: number, event: number): boolean {
    const { standstill, drivers } = this;
    if (this.fenced.size > 0 && this.isStopped(call, event)) return true;
    if (standstill === null) return false;
    const { calls } = this.world.scheduler;
    // What is orphaned is no driver's business any more.
    if (calls.fate.of(call) === Fate.orphaned) return false;
    const row = calls.driver[call] as number;
    const instance = drivers.instance.data[row] as number;
    if (!standstill.has(instance) || drivers.phase.of(row) === Phase.parked) return false;
    // A call that went out before the instance stood still arrives.
    if (event === SagaEvent.atStep && this.saga.recordedAt(row) <= standstill.since(instance)) return false;
    standstill.keep(instance, call, event);
    return true;
  }

  /** Whether the driver of this event has lost its order to another one, and finds out now that the log refuses its token. */
  private isStopped(call: number, event: number): boolean {
    const { drivers, saga, world } = this;
    const { calls } = world.scheduler;
    if (calls.fate.of(call) === Fate.orphaned) return false;
    const row = calls.driver[call] as number;
    const lost = this.fenced.get(row);
    const instance = drivers.instance.data[row] as number;
    if (lost === undefined || this.standstill?.has(instance)) return false;
    // A call whose record was written before goes out.
    if (event === SagaEvent.atStep && saga.recordedAt(row) <= lost) return false;
    this.fenced.delete(row);
    if (event === SagaEvent.timedOut) saga.abandon(call, true);
    else saga.stop(call);
    drivers.join(row);
    this.crew.give(instance, world.now);
    this.pump();
    return true;
  }

  /** An order's message has not been deleted in time: it is handed out again, whatever its driver does. */
  private reappear(token: number): void {
    const { drivers, visibility, world } = this;
    if (visibility === null) return;
    const { calls } = world.scheduler;
    const order = calls.order[token] as number;
    const origin = (drivers.origin.data[order] as number) - 1;
    const phase = drivers.phase.of(order);
    if (phase === Phase.leased) {
      visibility.take(order);
      this.handOutAgain(token, order);
    } else if (phase === Phase.driving && this.mayBeRepeated(order, origin)) {
      visibility.take(order);
      this.takeAway(order);
      this.handOutAgain(token, order);
    } else {
      // Its saga waits for an answer, which the log says; or there is no delivery left, and its driver lives.
      visibility.extend(token, origin);
    }
  }

  private mayBeRepeated(order: number, origin: number): boolean {
    const { world } = this;
    if (world.isPoison(world.orders.number[order] as number)) return false;
    const queue = world.component(origin) as ComponentOf<"queue">;
    return this.deliveriesOf(order) < (queue.config.maxDeliveries ?? Infinity);
  }

  /** The driver of the order gets a row of its own, and the order is free for another one. */
  private takeAway(order: number): void {
    const { drivers, standstill, world } = this;
    const instance = drivers.instance.data[order] as number;
    const stillSince = standstill?.has(instance) ? standstill.since(instance) : Infinity;
    if (this.saga.recordedAt(order) <= Math.min(world.now, stillSince)) drivers.writeLog(order);
    const row = drivers.split(order);
    world.scheduler.calls.driver[(drivers.current.data[order] as number) - 1] = row;
    if (stillSince < Infinity) standstill?.replaced(instance, row);
    if (this.component.config.fencing) this.fenced.set(row, world.now);
    drivers.current.data[order] = 0;
  }

  consumes(instance: number): boolean {
    return this.crew.consumes(instance);
  }

  takeWorkerOf(instance: number): boolean {
    return this.crew.takeOf(instance, this.world.now);
  }

  park(row: number): void {
    const { drivers } = this;
    if (drivers.phase.of(row) !== Phase.driving) return;
    drivers.phase.set(row, Phase.parked);
    this.crew.give(drivers.instance.data[row] as number, this.world.now);
    this.pump();
  }

  unpark(call: number, row: number): boolean {
    const { drivers } = this;
    if (drivers.phase.of(row) !== Phase.parked) return true;
    const instance = this.takeWorker();
    if (instance < 0) {
      this.answered.push(call);
      return false;
    }
    drivers.phase.set(row, Phase.driving);
    drivers.instance.data[row] = instance;
    return true;
  }

  targetOf(call: number): number {
    return this.saga.targetOf(call);
  }

  repeated(call: number): void {
    this.saga.repeated(call);
  }

  restart(now: number): void {
    this.scaler?.restart(now);
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
      ...(this.scaler !== null && { peakServers: live.peak }),
    };
  }

  instanceNumbers(): number[] {
    return Array.from({ length: this.crew.instances }, (_, i) => i);
  }

  /** An instance dies: what it had in memory is gone, and its messages are handed out again when their leases are over. */
  crash(instance: number): void {
    const { drivers, world } = this;
    if (this.standstill !== null) this.discard(this.standstill.drain(instance));
    this.crew.setAlive(instance, false, world.now);
    for (const order of this.drivenBy(instance)) {
      const call = world.openCall(order, this.self);
      this.endDriver(order);
      this.die(call, order);
    }
    // Those that had lost their orders to others die as well.
    for (const row of this.drivenBy(instance, Phase.second)) {
      this.fenced.delete(row);
      this.endDriver(row);
      drivers.join(row);
    }
    for (const queue of this.queues) (world.part(queue) as unknown as WorkQueue).consumerDied(instance);
    // Where there is no log, an order that waits for an answer is known to its instance only.
    if (!this.component.config.durableLog) this.forgetParked(instance);
  }

  /** The driver in this row dies with its instance. */
  private endDriver(row: number): void {
    const { drivers, saga, standstill, world } = this;
    const instance = drivers.instance.data[row] as number;
    // One that stood still has written nothing since.
    const until = standstill?.has(instance) ? standstill.since(instance) : world.now;
    const sent = saga.recordedAt(row) <= until;
    this.crew.give(instance, world.now);
    if (sent) drivers.writeLog(row);
    saga.abandon((drivers.current.data[row] as number) - 1, sent);
  }

  /** What has come for drivers that will never see it: nothing else comes of those calls. */
  private discard(kept: readonly Kept[]): void {
    const { calls } = this.world.scheduler;
    for (const { call, event, generation } of kept) {
      // A call whose driver has only stopped waiting may still be at its service.
      if (event !== SagaEvent.timedOut && calls.generation[call] === generation) calls.fate.set(call, Fate.silent);
    }
  }

  private forgetParked(instance: number): void {
    const { drivers, world } = this;
    for (const order of this.drivenBy(instance, Phase.parked)) {
      const call = world.openCall(order, this.self);
      const command = (drivers.current.data[order] as number) - 1;
      if (this.answered.remove(command)) world.closeCall(command);
      else this.saga.abandon(command, true);
      this.die(call, order);
    }
  }

  /** An instance is back, with nothing in memory. */
  recover(instance: number): void {
    this.crew.setAlive(instance, true, this.world.now);
    this.pump();
  }

  /** An instance stands still with all that it has in memory; the leases on its messages run on. */
  pause(instance: number): void {
    const { world } = this;
    if (this.standstill?.begin(instance, world.now) !== true) return;
    // Those that have lost their orders already find out when it goes on.
    for (const row of this.fenced.keys()) {
      if (this.drivers.instance.data[row] === instance) this.standstill.replaced(instance, row);
    }
    this.crew.setStill(instance, true);
    for (const order of this.drivenBy(instance)) {
      if (this.visibility?.isWatching(order)) continue;
      const call = world.openCall(order, this.self);
      this.leases.set(order, call);
      this.lease.start(call, addressOf(this.self, LEASE_OVER));
    }
  }

  /** The instance goes on as if nothing had been, with orders that others may have taken over in the meantime. */
  proceed(instance: number): void {
    const { world, standstill } = this;
    if (standstill === null) return;
    const found = standstill.end(instance);
    if (found === null) return;
    const { kept, replaced } = found;
    const { calls } = world.scheduler;
    this.crew.setStill(instance, false);
    // Those that still have their orders renew their leases.
    for (const order of this.drivenBy(instance)) this.leases.delete(order);
    if (this.component.config.fencing) {
      // Its token is older than that of the new driver: the log refuses its next record, and it stops.
      this.discard(kept.filter(({ call }) => this.drivers.isSecond(calls.driver[call] as number)));
      for (const row of replaced) {
        this.fenced.delete(row);
        this.crew.give(instance, world.now);
        this.saga.abandon((this.drivers.current.data[row] as number) - 1, true, "fenced");
        this.drivers.join(row);
      }
    }
    for (const { call, event, generation } of kept) {
      if (calls.generation[call] !== generation) continue;
      if (event < 0) this.returned(call);
      else (this.events[event] as (call: number) => void)(call);
    }
    this.pump();
  }

  /** The order of a held connection has a worker: its record is written, which makes it accepted. */
  private admit(call: number, instance: number): void {
    const order = this.world.scheduler.calls.order[call] as number;
    this.taken++;
    this.drivers.instance.data[order] = instance;
    if (this.gatewayOf(call).holdsConnections) this.answerAtEnd(order, call);
    if (this.firstRecord.immediate) this.record(call);
    else this.firstRecord.start(call, addressOf(this.self, RECORDED));
  }

  private record(intake: number): void {
    const { drivers, world } = this;
    const { calls } = world.scheduler;
    const order = calls.order[intake] as number;
    const gateway = this.gatewayOf(intake);
    const instance = drivers.instance.data[order] as number;
    world.ledger.accept(order, world.orders.number[order] as number, world.now);
    const call = world.openCall(order, this.self);
    world.orders.touched.set(order, 1);
    drivers.phase.set(order, Phase.driving);
    drivers.current.data[order] = call + 1;
    drivers.deliveries.data[order] = 1;
    calls.outcome.set(intake, Outcome.ok);
    if (!gateway.holdsConnections) gateway.returned(intake);
    if (this.fragile) {
      this.saga.startLog(call, order);
      if (!this.crew.isUp(instance)) {
        // The instance died while the record was being written.
        this.crew.give(instance, world.now);
        this.die(call, order);
        return;
      }
    }
    if (world.isPoison(world.orders.number[order] as number)) {
      world.scheduler.after(POISON_TIME, Class.timeout, call, addressOf(this.self, POISONED));
    } else if (world.hasCancels && world.isCancelled(order)) {
      this.saga.giveUp(call, order, Outcome.cancelled);
    } else {
      this.saga.startRecorded(call, order);
    }
  }

  /** Books how the order has ended, as the driver in `row` says. */
  private bookEnd(order: number, row: number): void {
    const { world } = this;
    const number = world.orders.number[order] as number;
    const click = world.orders.click.of(order);
    const failure = this.drivers.failure.of(row);
    this.done++;
    world.orders.ended.set(order, failure === 0 ? 1 : 2);
    if (failure === 0) {
      world.ledger.complete(order, number, click, world.valueOf(order), world.now);
      world.completedAfter(number, click);
      this.saga.launchRest(row);
    } else {
      world.ledger.fail(order, number, click, world.now);
      world.failedAfter(number, click, reasonOf(failure));
    }
    world.announceEnd(number);
    this.answerIntake(order, failure === 0 ? Outcome.ok : Outcome.orderFailed);
  }

  /** A driver has come to its end: its message is acknowledged, and its worker is free. */
  private finish(call: number, row: number): void {
    const { drivers, world } = this;
    const instance = drivers.instance.data[row] as number;
    const origin = (drivers.origin.data[row] as number) - 1;
    const second = drivers.isSecond(row);
    drivers.phase.set(row, Phase.idle);
    drivers.current.data[row] = 0;
    world.closeCall(call);
    if (second) {
      this.standstill?.forget(instance, row);
      drivers.join(row);
    }
    if (!second) this.visibility?.stop(row);
    if (origin >= 0) (world.part(origin) as unknown as WorkQueue).acknowledge(instance);
    this.crew.give(instance, world.now);
    this.pump();
  }

  private answerIntake(order: number, outcome: number): void {
    const intake = (this.drivers.intake.data[order] as number) - 1;
    if (intake < 0) return;
    this.drivers.intake.data[order] = 0;
    this.world.scheduler.calls.outcome.set(intake, outcome);
    this.gatewayOf(intake).returned(intake);
  }

  private isDriving(order: number): boolean {
    const phase = this.drivers.phase.of(order);
    if (phase === Phase.parked) return this.crew.isAnyUp();
    if (phase !== Phase.driving) return false;
    return this.standstill === null || !this.standstill.has(this.drivers.instance.data[order] as number);
  }

  private drivenBy(instance: number, as: number = Phase.driving): number[] {
    const { phase, instance: of } = this.drivers;
    const found: number[] = [];
    for (const order of this.world.orders.all()) {
      if (phase.of(order) === as && of.data[order] === instance) found.push(order);
    }
    return found;
  }

  /** The order has no driver any more; `call` stands for the lease on its message, or its log, until that is over. */
  private die(call: number, order: number): void {
    const { drivers, world } = this;
    drivers.phase.set(order, Phase.leased);
    drivers.current.data[order] = 0;
    world.undriven.begin(order, world.now);
    if (drivers.origin.data[order] === 0 && !this.component.config.durableLog) {
      this.lose(call, order);
      return;
    }
    world.scheduler.calls.caller[call] = this.self;
    // The queue does not know that anybody has died: it waits for its own timeout. And a lease that ran already, because
    // the driver stood still when it died, runs on.
    if (this.visibility?.isWatching(order) || this.leases.has(order)) {
      world.closeCall(call);
      return;
    }
    this.leases.set(order, call);
    if (this.lease.immediate) this.leaseOver(call);
    else this.lease.start(call, addressOf(this.self, LEASE_OVER));
  }

  /** There was no log and no message: nobody knows of the order any more. */
  private lose(call: number, order: number): void {
    const { world } = this;
    const { orders } = world;
    this.leases.delete(order);
    orders.ended.set(order, 3);
    world.undriven.end(order, world.now);
    world.ledger.lose(order, orders.number[order] as number, orders.click.of(order), world.now);
    this.dropIntake(order);
    world.closeCall(call);
  }

  /** A worker has died of a poison message; its instance starts another one at once. */
  private succumb(call: number): void {
    const { drivers, world } = this;
    const order = world.scheduler.calls.order[call] as number;
    if (world.scheduler.calls.fate.of(call) !== Fate.awaited) {
      world.closeCall(call);
      return;
    }
    const row = world.scheduler.calls.driver[call] as number;
    if (drivers.isSecond(row)) {
      // It stood still for so long that another driver has its order: only the worker dies.
      this.finish(call, row);
      return;
    }
    this.crew.give(drivers.instance.data[order] as number, world.now);
    drivers.current.data[order] = 0;
    this.visibility?.stop(order);
    if (drivers.origin.data[order] === 0) this.lose(call, order);
    else this.handOutAgain(call, order);
    this.pump();
  }

  /** The lease on an order's message is over. */
  private leaseOver(call: number): void {
    const { drivers, world } = this;
    const order = world.scheduler.calls.order[call] as number;
    if (this.leases.get(order) !== call) {
      world.closeCall(call);
      return;
    }
    if (drivers.phase.of(order) === Phase.leased || this.replaces(order)) this.handOutAgain(call, order);
    else world.closeCall(call);
  }

  /** Whether a driver that stands still loses its order to another one; it then keeps a row of its own. */
  private replaces(order: number): boolean {
    const { drivers, standstill, world } = this;
    const instance = drivers.instance.data[order] as number;
    const { calls } = world.scheduler;
    if (standstill === null || !standstill.has(instance)) return false;
    if (drivers.phase.of(order) !== Phase.driving) return false;
    if (drivers.origin.data[order] === 0 && !this.component.config.durableLog) return false;
    if (this.saga.recordedAt(order) <= standstill.since(instance)) drivers.writeLog(order);
    const row = drivers.split(order);
    calls.driver[(drivers.current.data[order] as number) - 1] = row;
    standstill.replaced(instance, row);
    drivers.current.data[order] = 0;
    return true;
  }

  private handOutAgain(call: number, order: number): void {
    this.leases.delete(order);
    const origin = (this.drivers.origin.data[order] as number) - 1;
    this.drivers.phase.set(order, Phase.waiting);
    if (origin >= 0) {
      (this.world.part(origin) as unknown as WorkQueue).handOutAgain(
        order,
        this.drivers.instance.data[order] as number,
      );
      this.world.closeCall(call);
    } else {
      this.recovering.push(call);
      this.pump();
    }
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
      this.drivers.instance.data[calls.order[call] as number] = instance;
      this.begin(call);
    }
    while (!this.answered.isEmpty) {
      const instance = this.takeWorker();
      if (instance < 0) break;
      const call = this.answered.shift();
      const row = calls.driver[call] as number;
      this.drivers.phase.set(row, Phase.driving);
      this.drivers.instance.data[row] = instance;
      this.saga.conclude(call);
    }
    while (this.head >= 0) {
      const instance = this.takeWorker();
      if (instance < 0) break;
      const call = this.head;
      this.head = calls.next[call] as number;
      if (this.head < 0) this.tail = -1;
      this.waiting.add(-1, world.now);
      this.waited += world.now - calls.entered.of(call);
      this.admit(call, instance);
    }
    this.pumping = false;
    for (let i = 0; i < this.queues.length; i++) (world.part(this.queues[i] as number) as unknown as WorkQueue).hand();
  }

  /** Whether the order came to a worker after what it would hold has run out: the hold counts from the click. */
  private isTooLate(order: number): boolean {
    const age = this.world.now - this.world.orders.click.of(order);
    return age >= this.world.deadlineAfterClick;
  }

  private gatewayOf(call: number): Gateway {
    return this.world.part(this.world.scheduler.calls.caller[call] as number) as Gateway;
  }
}
