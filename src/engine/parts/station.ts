import type { ComponentResult } from "../../model/index.ts";
import type { Sampler } from "../kernel/distributions.ts";
import { Class } from "../kernel/lanes.ts";
import type { Scheduler } from "../kernel/scheduler.ts";
import { Integral } from "../measure/integral.ts";
import type { PartGauges } from "./part.ts";

/**
 * c servers behind one first-in-first-out waiting room: the station of queueing theory. It knows nothing of what its
 * calls mean; its owner is fired at `address` when one is finished, and must then call {@link leave}.
 */
export class Station {
  private readonly queue = new Integral();
  private readonly busy = new Integral();
  private readonly capacity: number;
  private readonly room: number;
  private head = -1;
  private tail = -1;
  private completed = 0;
  private refused = 0;
  private started = 0;
  private waited = 0;
  private finished = 0;
  private served = 0;
  private restarted = 0;
  readonly gauges: PartGauges;

  /**
   * @param servers how many calls are served at once; null = unlimited
   * @param waitingRoom how many may wait; null = unlimited
   * @param samplers service time of each operation, in the order of their numbers
   * @param address where the end of a service is fired
   */
  constructor(
    private readonly scheduler: Scheduler,
    servers: number | null,
    waitingRoom: number | null,
    private readonly samplers: readonly Sampler[],
    private readonly numbers: { readonly number: Int32Array },
    private readonly address: number,
  ) {
    this.capacity = servers ?? Infinity;
    this.room = waitingRoom ?? Infinity;
    this.gauges = {
      queue: () => this.queue.value,
      busy: () => this.busy.value,
      servers: () => this.capacity,
      completed: () => this.completed,
      refused: () => this.refused,
      busyTime: (now) => this.busy.total(now),
      serverTime: (now) => (this.capacity === Infinity ? NaN : this.capacity * (now - this.restarted)),
    };
  }

  /** A call arrives; false when the waiting room is full and it is refused. */
  enter(call: number): boolean {
    const { calls, now } = this.scheduler;
    calls.entered[call] = now;
    if (this.busy.value < this.capacity) {
      this.busy.add(1, now);
      this.start(call);
      return true;
    }
    if (this.queue.value >= this.room) {
      this.refused++;
      return false;
    }
    calls.next[call] = -1;
    if (this.tail < 0) this.head = call;
    else calls.next[this.tail] = call;
    this.tail = call;
    this.queue.add(1, now);
    return true;
  }

  /** The call has had its service: its server takes the next one. */
  leave(call: number): void {
    const { calls, now } = this.scheduler;
    this.completed++;
    this.finished++;
    this.served += now - (calls.entered[call] as number);
    const next = this.head;
    if (next < 0) {
      this.busy.add(-1, now);
      return;
    }
    this.head = calls.next[next] as number;
    if (this.head < 0) this.tail = -1;
    this.queue.add(-1, now);
    this.waited += now - (calls.entered[next] as number);
    calls.entered[next] = now;
    this.start(next);
  }

  restart(now: number): void {
    this.queue.restart(now);
    this.busy.restart(now);
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
      utilization: this.capacity === Infinity || elapsed === 0 ? null : this.busy.mean(now) / this.capacity,
      meanQueue: this.queue.mean(now),
      peakQueue: this.queue.peak,
      meanWait: this.started === 0 ? null : this.waited / this.started,
      meanService: this.finished === 0 ? null : this.served / this.finished,
    };
  }

  private start(call: number): void {
    const { calls } = this.scheduler;
    this.started++;
    const sampler = this.samplers[calls.operation[call] as number] as Sampler;
    const number = this.numbers.number[calls.order[call] as number] as number;
    const time = sampler.draw(number, calls.attempt[call] as number);
    this.scheduler.after(time, Class.finish, call, this.address);
  }
}
