import type { Undriven as UndrivenResult } from "../../model/index.ts";
import type { Sighting } from "./sighting.ts";

/** Orders that had begun and whose driver died: how long each of them, and all that it held, had nobody to move it on. */
export class Undriven {
  private readonly since = new Map<number, number>();
  private orders = 0;
  private sum = 0;
  private longest = 0;
  private longestOrder = -1;
  private longestAt = NaN;

  /** @param numberOf the number of the order in a row */
  constructor(private readonly numberOf: (row: number) => number) {}

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
    if (now - since <= this.longest) return;
    this.longest = now - since;
    this.longestOrder = this.numberOf(row);
    this.longestAt = now;
  }

  /** At the end of the run: for those that are left, the time until then counts. */
  close(now: number): void {
    for (const row of [...this.since.keys()]) this.end(row, now);
  }

  /** The order that had nobody for longest, and when that was over; null when none had. */
  worst(): Sighting | null {
    return this.longestOrder < 0 ? null : { order: this.longestOrder, time: this.longestAt };
  }

  result(): UndrivenResult {
    const { orders, sum, longest } = this;
    return { orders, mean: orders === 0 ? null : sum / orders, longest: orders === 0 ? null : longest };
  }
}
