import { Integral } from "../measure/integral.ts";

/** The workers of an orchestrator, spread evenly over its instances; an instance can be down or stand still. */
export class Crew {
  /** Workers of instances that are alive and have an order. */
  readonly busy = new Integral();
  /** Workers of instances that are up; 0 where workers are unlimited. */
  readonly live: Integral;
  /** Workers of each instance that an order is with, or still on its way to, even if the instance has died. */
  private readonly busyOf: number[];
  private readonly capacityOf: number[];
  /** How many faults keep each instance from taking orders. */
  private readonly down: number[];
  /** How many of these have killed it. */
  private readonly dead: number[];
  /** Whether it was taken out of service: each of its workers stops when its order has ended. */
  private readonly leaving: boolean[];
  private one: boolean;

  /** @param workers over all instances; Infinity = unlimited */
  constructor(
    private readonly workers: number,
    instances: number,
  ) {
    this.one = instances === 1;
    this.busyOf = new Array<number>(instances).fill(0);
    this.down = new Array<number>(instances).fill(0);
    this.dead = new Array<number>(instances).fill(0);
    this.leaving = new Array<boolean>(instances).fill(false);
    const share = Math.floor(workers / instances);
    this.capacityOf = Array.from({ length: instances }, (_, i) =>
      workers === Infinity ? Infinity : share + (i < workers - share * instances ? 1 : 0),
    );
    this.live = new Integral(workers === Infinity ? 0 : workers);
  }

  /** How many instances there have been. */
  get instances(): number {
    return this.busyOf.length;
  }

  /** Takes a worker of the least busy instance; returns the instance, -1 when there is none. */
  take(now: number): number {
    if (this.one) {
      if ((this.busyOf[0] as number) >= this.workers || this.down[0] !== 0) return -1;
      this.busyOf[0] = (this.busyOf[0] as number) + 1;
      this.busy.add(1, now);
      return 0;
    }
    let best = -1;
    for (let i = 0; i < this.instances; i++) {
      if (this.down[i] !== 0 || (this.busyOf[i] as number) >= (this.capacityOf[i] as number)) continue;
      if (best < 0 || (this.busyOf[i] as number) < (this.busyOf[best] as number)) best = i;
    }
    if (best < 0) return -1;
    this.busyOf[best] = (this.busyOf[best] as number) + 1;
    this.busy.add(1, now);
    return best;
  }

  /** A worker of the instance is free again. */
  give(instance: number, now: number): void {
    this.busyOf[instance] = (this.busyOf[instance] as number) - 1;
    if (this.dead[instance] !== 0) return;
    this.busy.add(-1, now);
    if (this.leaving[instance]) this.live.add(-1, now);
  }

  /**
   * So many instances take orders from now on: the last ones go, or come back before new ones do.
   * @param concurrency workers of a new instance
   */
  resize(instances: number, concurrency: number, now: number): void {
    this.one = false;
    let taking = this.leaving.filter((leaving) => !leaving).length;
    for (; taking < instances; taking++) {
      const back = this.leaving.indexOf(true);
      if (back >= 0) this.setLeaving(back, false, now);
      else this.bring(concurrency, now);
    }
    for (; taking > instances; taking--) this.setLeaving(this.leaving.lastIndexOf(false), true, now);
  }

  isUp(instance: number): boolean {
    return this.down[instance] === 0;
  }

  /** Takes a worker of this instance; false when it has none to give. */
  takeOf(instance: number, now: number): boolean {
    if (this.down[instance] !== 0) return false;
    if ((this.busyOf[instance] as number) >= (this.capacityOf[instance] as number)) return false;
    this.busyOf[instance] = (this.busyOf[instance] as number) + 1;
    this.busy.add(1, now);
    return true;
  }

  /** Whether it has workers and is alive, though it may stand still. */
  consumes(instance: number): boolean {
    return this.dead[instance] === 0 && (this.capacityOf[instance] as number) > 0;
  }

  isAnyUp(): boolean {
    return this.down.includes(0);
  }

  /** An instance dies or comes back. Its workers' orders are the caller's business. */
  setAlive(instance: number, alive: boolean, now: number): void {
    const before = this.dead[instance] as number;
    const after = before + (alive ? -1 : 1);
    this.dead[instance] = after;
    this.setStill(instance, !alive);
    if (before > 0 && after > 0) return;
    const busy = this.busyOf[instance] as number;
    this.busy.add(alive ? busy : -busy, now);
    const capacity = this.leaving[instance] ? busy : (this.capacityOf[instance] as number);
    if (capacity !== Infinity) this.live.add(alive ? capacity : -capacity, now);
  }

  /** An instance stands still or goes on. Its workers are alive, and stay with their orders. */
  setStill(instance: number, still: boolean): void {
    this.down[instance] = (this.down[instance] as number) + (still ? 1 : -1);
  }

  private bring(concurrency: number, now: number): void {
    this.busyOf.push(0);
    this.down.push(0);
    this.dead.push(0);
    this.leaving.push(false);
    this.capacityOf.push(concurrency);
    this.live.add(concurrency, now);
  }

  private setLeaving(instance: number, leaving: boolean, now: number): void {
    this.leaving[instance] = leaving;
    this.setStill(instance, leaving);
    if (this.dead[instance] !== 0) return;
    const idle = (this.capacityOf[instance] as number) - (this.busyOf[instance] as number);
    this.live.add(leaving ? -idle : idle, now);
  }
}
