import { Class } from "../kernel/lanes.ts";
import type { Scheduler } from "../kernel/scheduler.ts";
import { Integral } from "../measure/integral.ts";

/** Shoppers in front of the door, first come first served, let in at least a fixed gap apart. */
export class VirtualWaitingRoom {
  readonly waiting = new Integral();
  private readonly gap: number;
  /** When the next shopper can be let in at the earliest, in seconds. */
  private free = 0;
  private head = -1;
  private tail = -1;
  private entered = 0;

  /**
   * @param rate shoppers let in a second
   * @param address fired for the one who is let in; its owner must then call {@link leave}
   */
  constructor(
    private readonly scheduler: Scheduler,
    rate: number,
    private readonly address: number,
  ) {
    this.gap = 1 / rate;
  }

  /** A shopper comes; true when there is nobody to wait for. */
  enter(call: number): boolean {
    const { calls, now } = this.scheduler;
    this.entered++;
    if (this.head < 0 && now >= this.free) {
      this.free = now + this.gap;
      return true;
    }
    calls.next[call] = -1;
    if (this.tail < 0) this.head = call;
    else calls.next[this.tail] = call;
    this.tail = call;
    this.waiting.add(1, now);
    if (this.head === call) this.callIn(call);
    return false;
  }

  /** The first in line is let in; the next one's time begins to run. */
  leave(): void {
    const { calls, now } = this.scheduler;
    this.waiting.add(-1, now);
    this.free = now + this.gap;
    this.head = calls.next[this.head] as number;
    if (this.head < 0) this.tail = -1;
    else this.callIn(this.head);
  }

  /** Sends everybody away, but for the first in line, who has been called in already. */
  empty(sendAway: (call: number) => void): void {
    const { calls, now } = this.scheduler;
    if (this.head < 0) return;
    let call = calls.next[this.head] as number;
    calls.next[this.head] = -1;
    this.tail = this.head;
    while (call >= 0) {
      const next = calls.next[call] as number;
      this.waiting.add(-1, now);
      sendAway(call);
      call = next;
    }
  }

  restart(now: number): void {
    this.waiting.restart(now);
    this.entered = 0;
  }

  /** Mean time in it, of all who came, in seconds: Little's law, exact for whole visits. */
  meanWait(now: number): number | null {
    return this.entered === 0 ? null : this.waiting.total(now) / this.entered;
  }

  private callIn(call: number): void {
    this.scheduler.after(Math.max(0, this.free - this.scheduler.now), Class.delivery, call, this.address);
  }
}
