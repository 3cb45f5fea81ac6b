import type { ComponentResult, Shedding } from "../../model/index.ts";
import type { Sampler } from "../kernel/distributions.ts";
import { Class } from "../kernel/lanes.ts";
import type { Scheduler } from "../kernel/scheduler.ts";
import { Integral } from "../measure/integral.ts";
import type { PartGauges } from "./part.ts";
import { WaitingRoom } from "./waiting-room.ts";

/**
 * c servers behind one first-in-first-out waiting room: the station of queueing theory. It knows nothing of what its
 * calls mean; its owner is fired at `address` when one is finished, and must then call {@link leave}.
 */
export class Station {
  readonly queue = new Integral();
  readonly busy = new Integral();
  /** Service times are multiplied by this while a slowdown lasts. */
  slowness = 1;
  /** When the servers last died, in seconds: what they had begun before is lost. */
  private died = -Infinity;
  private nominal: number;
  /** Of the nominal servers, how many work, 0..1. */
  private share = 1;
  private capacity: number;
  /** Live servers over time, those that finish their last call included; only where they are limited. */
  private readonly live: Integral;
  /** How many calls may wait; Infinity = unlimited. */
  readonly room: number;
  /** A call that has waited longer is not served any more, in seconds. */
  private readonly patience: number;
  private readonly newestFirst: boolean;
  private readonly line: WaitingRoom;
  /** Counts of calls, since the start and (of those started and finished, with their waits and service times) since {@link restart}. */
  completed = 0;
  refused = 0;
  started = 0;
  waited = 0;
  finished = 0;
  served = 0;
  private restarted = 0;
  readonly gauges: PartGauges;
  /** Whether nobody ever waits here and nothing takes any time, so that a call need not enter at all. */
  readonly isPassage: boolean;

  /**
   * @param servers how many calls are served at once; null = unlimited
   * @param waitingRoom how many may wait; null = unlimited
   * @param samplers service time of each operation, in the order of their numbers
   * @param address where the end of a service is fired
   * @param shedding calls that have waited too long are given to `shed`; null = they wait however long
   */
  constructor(
    private readonly scheduler: Scheduler,
    servers: number | null,
    waitingRoom: number | null,
    readonly samplers: readonly Sampler[],
    private readonly address: number,
    shedding: Shedding | null = null,
    private readonly shed: (call: number) => void = () => {},
  ) {
    this.line = new WaitingRoom(scheduler.calls);
    this.isPassage = servers === null && samplers.every((sampler) => sampler.isZero);
    this.patience = shedding?.maxWait ?? Infinity;
    this.newestFirst = shedding?.newestFirst ?? false;
    this.nominal = servers ?? Infinity;
    this.capacity = this.nominal;
    this.live = new Integral(servers ?? 0);
    this.room = waitingRoom ?? Infinity;
    this.gauges = {
      queue: () => this.queue.value,
      busy: () => this.busy.value,
      servers: () => (this.nominal === Infinity ? Infinity : this.capacity),
      completed: () => this.completed,
      refused: () => this.refused,
      busyTime: (now) => this.busy.total(now),
      serverTime: (now) => (this.nominal === Infinity ? Number.NaN : this.live.total(now)),
    };
  }

  /** A call arrives; false when the waiting room is full and it is refused. */
  enter(call: number): boolean {
    const { calls, now } = this.scheduler;
    calls.entered.set(call, now);
    if (this.busy.value < this.capacity) {
      this.busy.add(1, now);
      this.start(call);
      return true;
    }
    if (this.queue.value >= this.room) {
      this.refused++;
      return false;
    }
    this.queue.add(1, now);
    if (this.newestFirst) this.line.unshift(call);
    else this.line.push(call);
    return true;
  }

  /** A call comes and goes in the same instant; only where {@link isPassage}. */
  pass(): void {
    this.started++;
    this.completed++;
    this.finished++;
  }

  /** The call has had its service: its server takes the next one. */
  leave(call: number): void {
    const { calls, now } = this.scheduler;
    this.completed++;
    this.finished++;
    this.served += now - calls.entered.of(call);
    if (this.patience !== Infinity) this.cull();
    const next = this.busy.value > this.capacity ? -1 : this.line.shift();
    if (next < 0) {
      this.busy.add(-1, now);
      if (this.live.value > this.capacity) this.countLive();
      return;
    }
    this.queue.add(-1, now);
    this.waited += now - calls.entered.of(next);
    calls.entered.set(next, now);
    this.start(next);
  }

  restart(now: number): void {
    this.queue.restart(now);
    this.busy.restart(now);
    this.live.restart(now);
    this.started = 0;
    this.waited = 0;
    this.finished = 0;
    this.served = 0;
    this.restarted = now;
  }

  figures(now: number): Omit<ComponentResult, "kind"> {
    const elapsed = now - this.restarted;
    return {
      completed: this.finished,
      utilization: this.nominal === Infinity || elapsed === 0 ? null : this.utilization(now),
      meanQueue: this.queue.mean(now),
      peakQueue: this.queue.peak,
      meanWait: this.started === 0 ? null : this.waited / this.started,
      meanService: this.finished === 0 ? null : this.served / this.finished,
    };
  }

  /** The most servers that lived at once. */
  get peakServers(): number {
    return this.live.peak;
  }

  /** Only this share of the servers works from now on (0..1; of limited ones, rounded up). */
  limit(share: number): void {
    this.share = share;
    this.fit();
  }

  /** There are so many servers from now on; those too many stop when their call is finished. */
  resize(servers: number): void {
    this.nominal = servers;
    this.fit();
  }

  private fit(): void {
    const { calls, now } = this.scheduler;
    this.capacity = this.share === 0 ? 0 : Math.ceil(this.nominal * this.share);
    this.countLive();
    while (this.busy.value < this.capacity) {
      if (this.patience !== Infinity) this.cull();
      const next = this.line.shift();
      if (next < 0) return;
      this.queue.add(-1, now);
      this.busy.add(1, now);
      this.waited += now - calls.entered.of(next);
      calls.entered.set(next, now);
      this.start(next);
    }
  }

  /** All servers die: `perish` is told of every call that waited. Those in service are recognised by {@link perished}. */
  crash(perish: (call: number) => void): void {
    const { now } = this.scheduler;
    this.died = now;
    this.busy.add(-this.busy.value, now);
    this.countLive();
    this.queue.add(-this.queue.value, now);
    // Only these: what perishes may send others, which wait for the servers that come after.
    for (const call of this.line.clear()) perish(call);
  }

  /** Whether the servers died while this call, which would be finished now, was in service. */
  perished(call: number): boolean {
    return this.scheduler.calls.entered.of(call) <= this.died;
  }

  /** Takes those whose turn it would be, but who have waited too long, out of the waiting room. */
  private cull(): void {
    const { calls, now } = this.scheduler;
    for (let call = this.line.first; call >= 0; call = this.line.first) {
      if (now - calls.entered.of(call) <= this.patience) return;
      this.line.shift();
      this.queue.add(-1, now);
      this.refused++;
      this.shed(call);
    }
  }

  /** A server that must stop lives until its call is finished. */
  private countLive(): void {
    if (this.nominal === Infinity) return;
    const live = Math.max(this.capacity, this.busy.value);
    this.live.add(live - this.live.value, this.scheduler.now);
  }

  private utilization(now: number): number | null {
    const live = this.live.total(now);
    return live > 0 ? this.busy.total(now) / live : null;
  }

  private start(call: number): void {
    const { calls } = this.scheduler;
    this.started++;
    const sampler = this.samplers[calls.operation[call] as number] as Sampler;
    const time = sampler.draw(calls.number[call] as number, calls.attempt[call] as number);
    this.scheduler.after(time * this.slowness, Class.finish, call, this.address);
  }
}
