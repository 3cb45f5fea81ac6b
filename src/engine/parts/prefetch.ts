import type { OrderDriver } from "./work.ts";

/** What each instance of a consumer holds of a queue: messages under work, and those it has fetched ahead. */
export class Prefetch {
  private readonly held: number[];
  private readonly fetched: number[][];
  private next = 0;

  /** @param limit messages that one instance may hold unacknowledged */
  constructor(
    private readonly limit: number,
    private readonly driver: OrderDriver,
  ) {
    this.held = driver.instanceNumbers().map(() => 0);
    this.fetched = this.held.map(() => []);
  }

  /** The instance that gets the next message, in turn among those that may hold one more; -1 when none may. */
  take(): number {
    const { held, limit } = this;
    for (let i = 0; i < held.length; i++) {
      const instance = (this.next + i) % held.length;
      if ((held[instance] as number) >= limit || !this.driver.consumes(instance)) continue;
      held[instance] = (held[instance] as number) + 1;
      this.next = (instance + 1) % held.length;
      return instance;
    }
    return -1;
  }

  /** A message has come to its instance. Whether it has a worker for it at once; if not, it waits there. */
  arrive(call: number, instance: number): boolean {
    const waiting = this.fetched[instance] as number[];
    if (waiting.length === 0 && this.driver.takeWorkerOf(instance)) return true;
    waiting.push(call);
    return false;
  }

  /** A message that was fetched ahead and has a worker now; -1 for none. */
  ready(): number {
    for (let instance = 0; instance < this.fetched.length; instance++) {
      const waiting = this.fetched[instance] as number[];
      if (waiting.length > 0 && this.driver.takeWorkerOf(instance)) return waiting.shift() as number;
    }
    return -1;
  }

  /** The instance has one message less. */
  drop(instance: number): void {
    this.held[instance] = (this.held[instance] as number) - 1;
  }

  /** The instance has died: what it had only fetched is the queue's again, oldest first. */
  abandoned(instance: number): number[] {
    return (this.fetched[instance] as number[]).splice(0);
  }
}
