import type { ComponentResult } from "../../model/index.ts";
import type { Handler } from "../kernel/scheduler.ts";

/** A component at work. What goes between parts is a call: a row of the table of calls. */
export interface Part {
  /** The call has come over its link. */
  readonly receive: Handler;
  /** The call that this part made has its outcome, at the callee; the way back is this part's to account for. */
  readonly returned: Handler;
  /** Nothing will come of a call that this part made; without this, it waits until its own timeout. */
  bereft?(call: number): void;
  /** It has become known whether nothing is left to sell. */
  hearSoldOut?(soldOut: boolean): void;
  /** What its own events do, by number. */
  readonly events: readonly Handler[];
  /** Whether the order must not be forgotten yet; the part then keeps it itself. */
  retain?(order: number): boolean;
  /** Nothing is left to happen: what only waits here is stuck. */
  strand?(): void;
  /** Orders that only wait here and have no row, each with its click. */
  eachWaiting?(visit: (number: number, click: number) => void): void;
  /** The end of the warm-up: figures start anew. */
  restart(now: number): void;
  /** Its figures from the end of the warm-up to `now`. */
  figures(now: number): Omit<ComponentResult, "kind">;
  /** What of it is sampled over time. */
  readonly gauges: PartGauges;
}

/** Levels and cumulative counters of a part; the integrals are up to `now`. */
export interface PartGauges {
  queue(): number;
  busy(): number;
  /** Live servers; Infinity when unlimited. */
  servers(): number;
  completed(): number;
  refused(): number;
  busyTime(now: number): number;
  serverTime(now: number): number;
}
