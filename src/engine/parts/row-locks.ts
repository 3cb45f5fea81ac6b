/** Result of asking for a lock. */
export const Lock = { granted: 0, waits: 1, deadlock: 2 } as const;
export type LockAnswer = (typeof Lock)[keyof typeof Lock];

/**
 * Exclusive locks on rows of a table, first come first served, with detection of deadlocks: an order that asks for a lock
 * and would thereby close a circle of waiting orders is told so instead (the victim is whoever closes the circle).
 */
export class RowLocks {
  /** Order that holds each item's row, plus one; 0 for nobody. */
  private readonly owner: Int32Array;
  private readonly waiting: number[][];
  /** The item that an order waits for, and the call that does. */
  private readonly waits = new Map<number, { readonly item: number; readonly call: number }>();

  constructor(
    items: number,
    private readonly detects: boolean,
    private readonly orderOf: (call: number) => number,
  ) {
    this.owner = new Int32Array(items);
    this.waiting = Array.from({ length: items }, () => []);
  }

  /** The order of `call` asks for an item's row. */
  ask(item: number, order: number, call: number): LockAnswer {
    const holder = (this.owner[item] as number) - 1;
    if (holder === order) return Lock.granted;
    if (holder < 0) {
      this.owner[item] = order + 1;
      return Lock.granted;
    }
    if (this.detects && this.wouldClose(item, order)) return Lock.deadlock;
    (this.waiting[item] as number[]).push(call);
    this.waits.set(order, { item, call });
    return Lock.waits;
  }

  /** The call that waits for the order, -1 for none. */
  waitingCall(order: number): number {
    return this.waits.get(order)?.call ?? -1;
  }

  /** The order stops waiting. */
  giveUp(order: number): void {
    const wait = this.waits.get(order);
    if (wait === undefined) return;
    const queue = this.waiting[wait.item] as number[];
    queue.splice(queue.indexOf(wait.call), 1);
    this.waits.delete(order);
  }

  /** The order gives an item's row back; returns the call that has it now, -1 for none. */
  release(item: number, order: number): number {
    if (this.owner[item] !== order + 1) return -1;
    const call = (this.waiting[item] as number[]).shift();
    if (call === undefined) {
      this.owner[item] = 0;
      return -1;
    }
    const next = this.orderOf(call);
    this.owner[item] = next + 1;
    this.waits.delete(next);
    return call;
  }

  /** Everybody's locks are gone; returns the calls that waited. */
  clear(): number[] {
    const calls = this.waiting.flat();
    this.owner.fill(0);
    for (const queue of this.waiting) queue.length = 0;
    this.waits.clear();
    return calls;
  }

  /** Whether somebody along the chain of those the order would wait for waits for the order itself. */
  private wouldClose(item: number, order: number): boolean {
    let holder = (this.owner[item] as number) - 1;
    while (holder !== order) {
      const wait = this.waits.get(holder);
      if (wait === undefined) return false;
      holder = (this.owner[wait.item] as number) - 1;
    }
    return true;
  }
}
