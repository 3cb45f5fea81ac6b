import type { Column } from "../kernel/orders.ts";
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
  readonly phase: Column<Uint8Array>;
  /** One bit a step that has completed. */
  readonly done: Column<Int32Array>;
  /** One bit a step whose outcome is unknown. */
  readonly unknown: Column<Int32Array>;
  /** Outcome of the step that failed; 0 while the order goes forward. */
  readonly failure: Column<Uint8Array>;
  /** Failed attempts of the present call. */
  readonly tries: Column<Int32Array>;
  /** How often the order was handed to a worker. */
  readonly deliveries: Column<Int32Array>;
  readonly instance: Column<Int32Array>;
  /** The call under way, plus one; 0 for none. */
  readonly current: Column<Int32Array>;
  /** The held connection's call, plus one; 0 for none. */
  readonly intake: Column<Int32Array>;
  /** The queue it came from, plus one; 0 for none. */
  readonly origin: Column<Int32Array>;
  private readonly second: Column<Int32Array>;
  /** When the last hop began, the step it came from, and what the log said before it. */
  private readonly hopAt: Column<Float64Array>;
  private readonly hopFrom: Column<Int32Array>;
  private readonly loggedContext: Column<Int32Array>;
  private readonly loggedDone: Column<Int32Array>;
  private readonly loggedUnknown: Column<Int32Array>;
  private readonly loggedFailure: Column<Uint8Array>;
  private readonly all: Column<Int32Array | Uint8Array | Float64Array>[] = [];

  constructor(private readonly world: World) {
    const integers = () => this.add(world.column((n) => new Int32Array(n)));
    const bytes = () => this.add(world.column((n) => new Uint8Array(n)));
    this.phase = bytes();
    this.done = integers();
    this.unknown = integers();
    this.failure = bytes();
    this.tries = integers();
    this.deliveries = integers();
    this.instance = integers();
    this.current = integers();
    this.intake = integers();
    this.origin = integers();
    this.second = integers();
    this.hopAt = this.add(world.column((n) => new Float64Array(n)));
    this.hopFrom = integers();
    this.loggedContext = integers();
    this.loggedDone = integers();
    this.loggedUnknown = integers();
    this.loggedFailure = bytes();
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
    this.phase.data[row] = Phase.idle;
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
    this.failure.data[row] = 0;
    this.tries.data[row] = 0;
  }

  /** Before a hop from step `from`: notes what the log says until the hop's record is written. */
  keepLog(row: number, from: number): void {
    this.hopAt.data[row] = this.world.now;
    this.hopFrom.data[row] = from;
    this.writeLog(row);
  }

  /** The hop is replaced by one that begins now; until its record is written, the log says what it said before both. */
  delayLog(row: number): void {
    this.hopAt.data[row] = this.world.now;
    this.hopFrom.data[row] = -1;
  }

  /** What is in memory is in the log as well. */
  writeLog(row: number): void {
    const call = (this.current.data[row] as number) - 1;
    this.loggedContext.data[row] = this.world.scheduler.calls.context[call] as number;
    this.loggedDone.data[row] = this.done.data[row] as number;
    this.loggedUnknown.data[row] = this.unknown.data[row] as number;
    this.loggedFailure.data[row] = this.failure.data[row] as number;
  }

  /** Context of the call that the log names. */
  loggedCall(row: number): number {
    return this.loggedContext.data[row] as number;
  }

  /** The present call needs no record of its own: it is logged already. */
  skipRecord(row: number): void {
    this.hopAt.data[row] = -Infinity;
  }

  /** Takes what the log says into memory; returns the context of the call that it names. */
  readLog(row: number): number {
    this.done.data[row] = this.loggedDone.data[row] as number;
    this.unknown.data[row] = this.loggedUnknown.data[row] as number;
    this.failure.data[row] = this.loggedFailure.data[row] as number;
    this.tries.data[row] = 0;
    return this.loggedContext.data[row] as number;
  }

  /** When the record of the last hop is in the log, and the call it announces goes out, in seconds. */
  recordedAt(row: number, latencyOf: (step: number) => number, logWrite: number): number {
    const from = this.hopFrom.data[row] as number;
    return (this.hopAt.data[row] as number) + (from < 0 ? 0 : latencyOf(from)) + logWrite;
  }

  /** Gives the driver of an order a row of its own, because the order is about to get another driver; returns the row. */
  split(order: number): number {
    const { orders } = this.world;
    const row = orders.open(
      orders.number[order] as number,
      orders.click[order] as number,
      orders.units[order] as number,
    );
    for (const column of this.all) column.data[row] = column.data[order] as number;
    this.second.data[row] = order + 1;
    this.phase.data[row] = Phase.second;
    this.intake.data[row] = 0;
    this.origin.data[row] = 0;
    return row;
  }

  /** A second driver has stopped. */
  join(row: number): void {
    this.reset(row);
    this.world.orders.close(row);
  }

  private add<T extends Int32Array | Uint8Array | Float64Array>(column: Column<T>): Column<T> {
    this.all.push(column as unknown as Column<Int32Array | Uint8Array | Float64Array>);
    return column;
  }
}
