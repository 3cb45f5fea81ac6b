import type { Undriven as UndrivenResult } from "../../model/index.ts";

/** Orders that had begun and whose driver died: how long each of them, and all that it held, had nobody to move it on. */
export class Undriven {
  private readonly since = new Map<number, number>();
  private orders = 0;
  private sum = 0;
  private longest = 0;

  /** The driver of the order in this row has died. */
  begin(row: number, now: number): void {
    this.since.set(row, now);
  }

  /** Somebody has taken the order up again, or its time is up. */
  end(row: number, now: number): void {
    const since = this.since.get(row);
    if (since === undefined) return;
    this.since.delete(row);
    this.orders++;
    this.sum += now - since;
    this.longest = Math.max(this.longest, now - since);
  }

  /** At the end of the run: for those that are left, the time until then counts. */
  close(now: number): void {
    for (const row of [...this.since.keys()]) this.end(row, now);
  }

  result(): UndrivenResult {
    const { orders, sum, longest } = this;
    return { orders, mean: orders === 0 ? null : sum / orders, longest: orders === 0 ? null : longest };
  }
}
