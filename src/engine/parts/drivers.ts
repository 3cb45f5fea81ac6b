import type { Bytes, Integers, Reals } from "../kernel/rows.ts";
import type { World } from "./world.ts";

/** Where an order stands with its drivers. */
export const Phase = {
  idle: 0,
  driving: 1,
  /** Its instance has died; the lease on the message runs on. */
  leased: 2,
  /** It waits for a worker to resume it. */
  waiting: 3,
  /** A second driver of the same order: it was thought dead, and is not. */
  second: 4,
  /** A command of it waits in a queue or is at a service; no worker has it. */
  parked: 5,
} as const;

/**
 * What the driver of an order has in memory, and what its log says, one row each. The row is the order's own; a second
 * driver of the same order has a row of its own, which {@link orderOf} leads back to the order.
 */
export class Drivers {
  readonly phase: Bytes;
  /** One bit a step that has completed. */
  readonly done: Integers;
  /** One bit a step whose outcome is unknown. */
  readonly unknown: Integers;
  /** Outcome of the step that failed; 0 while the order goes forward. */
  readonly failure: Bytes;
  /** Failed attempts of the present call. */
  readonly tries: Integers;
  /** How often the order was handed to a worker. */
  readonly deliveries: Integers;
  readonly instance: Integers;
  /** The call under way, plus one; 0 for none. */
  readonly current: Integers;
  /** The held connection's call, plus one; 0 for none. */
  readonly intake: Integers;
  /** The queue it came from, plus one; 0 for none. */
  readonly origin: Integers;
  private readonly second: Integers;
  /** When the last hop began, the step it came from, and what the log said before it. */
  private readonly hopAt: Reals;
  private readonly hopFrom: Integers;
  private readonly loggedContext: Integers;
  private readonly loggedDone: Integers;
  private readonly loggedUnknown: Integers;
  private readonly loggedFailure: Bytes;
  private readonly all: readonly (Integers | Bytes | Reals)[];

  constructor(private readonly world: World) {
    const { orders } = world;
    this.phase = orders.bytes();
    this.done = orders.integers();
    this.unknown = orders.integers();
    this.failure = orders.bytes();
    this.tries = orders.integers();
    this.deliveries = orders.integers();
    this.instance = orders.integers();
    this.current = orders.integers();
    this.intake = orders.integers();
    this.origin = orders.integers();
    this.second = orders.integers();
    this.hopAt = orders.reals();
    this.hopFrom = orders.integers();
    this.loggedContext = orders.integers();
    this.loggedDone = orders.integers();
    this.loggedUnknown = orders.integers();
    this.loggedFailure = orders.bytes();
    const progress = [this.phase, this.done, this.unknown, this.failure, this.tries, this.deliveries];
    const place = [this.instance, this.current, this.intake, this.origin, this.second];
    const log = [this.hopAt, this.hopFrom, this.loggedContext, this.loggedDone, this.loggedUnknown, this.loggedFailure];
    this.all = [...progress, ...place, ...log];
  }

  /** The order that a row drives. */
  orderOf(row: number): number {
    const order = this.second.data[row] as number;
    return order === 0 ? row : order - 1;
  }

  isSecond(row: number): boolean {
    return this.second.data[row] !== 0;
  }

  /** Nothing is known of the order any more. */
  reset(row: number): void {
    this.phase.set(row, Phase.idle);
    this.forgetProgress(row);
    this.deliveries.data[row] = 0;
    this.current.data[row] = 0;
    this.intake.data[row] = 0;
    this.origin.data[row] = 0;
    this.second.data[row] = 0;
  }

  /** As if no step had been taken. */
  forgetProgress(row: number): void {
    this.done.data[row] = 0;
    this.unknown.data[row] = 0;
    this.failure.set(row, 0);
    this.tries.data[row] = 0;
  }

  /** Before a hop from step `from`: notes what the log says until the hop's record is written. */
  keepLog(row: number, from: number): void {
    this.hopAt.set(row, this.world.now);
    this.hopFrom.data[row] = from;
    this.writeLog(row);
  }

  /** The hop is replaced by one that begins now; until its record is written, the log says what it said before both. */
  delayLog(row: number): void {
    this.hopAt.set(row, this.world.now);
    this.hopFrom.data[row] = -1;
  }

  /** What is in memory is in the log as well. */
  writeLog(row: number): void {
    const call = (this.current.data[row] as number) - 1;
    this.loggedContext.data[row] = this.world.scheduler.calls.context[call] as number;
    this.loggedDone.data[row] = this.done.data[row] as number;
    this.loggedUnknown.data[row] = this.unknown.data[row] as number;
    this.loggedFailure.set(row, this.failure.of(row));
  }

  /** Context of the call that the log names. */
  loggedCall(row: number): number {
    return this.loggedContext.data[row] as number;
  }

  /** The present call needs no record of its own: it is logged already. */
  skipRecord(row: number): void {
    this.hopAt.set(row, -Infinity);
  }

  /** Takes what the log says into memory; returns the context of the call that it names. */
  readLog(row: number): number {
    this.done.data[row] = this.loggedDone.data[row] as number;
    this.unknown.data[row] = this.loggedUnknown.data[row] as number;
    this.failure.set(row, this.loggedFailure.of(row));
    this.tries.data[row] = 0;
    return this.loggedContext.data[row] as number;
  }

  /** When the record of the last hop is in the log, and the call it announces goes out, in seconds. */
  recordedAt(row: number, latencyOf: (step: number) => number, logWrite: number): number {
    const from = this.hopFrom.data[row] as number;
    return this.hopAt.of(row) + (from < 0 ? 0 : latencyOf(from)) + logWrite;
  }

  /** Gives the driver of an order a row of its own, because the order is about to get another driver; returns the row. */
  split(order: number): number {
    const { orders } = this.world;
    const row = orders.open(orders.number[order] as number, orders.click.of(order), orders.units[order] as number);
    for (const column of this.all) column.copy(order, row);
    this.second.data[row] = order + 1;
    this.phase.set(row, Phase.second);
    this.intake.data[row] = 0;
    this.origin.data[row] = 0;
    return row;
  }

  /** A second driver has stopped. */
  join(row: number): void {
    this.reset(row);
    this.world.orders.close(row);
  }
}
