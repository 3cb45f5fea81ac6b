import type { Scenario } from "../../model/index.ts";
import type { Calls } from "../kernel/calls.ts";
import { duplicateOf, type Orders } from "../kernel/orders.ts";
import type { Integers, Reals } from "../kernel/rows.ts";

/** The tables of a run that intents live in. Apart from the world, which has the intents. */
interface Tables {
  readonly scheduler: { readonly calls: Calls };
  readonly orders: Orders;
  openOrder(number: number, click: number, units: number): number;
  keep(row: number): void;
  release(row: number): void;
}

/** What is true of an intent, one bit each. */
export const Intent = {
  /** The shopper knows how it ends. */
  answered: 1,
  /** The shopper has given up. */
  gaveUp: 2,
  /** One of its submissions is an order. */
  accepted: 4,
  /** Its order has failed before the held connection was answered. */
  failed: 8,
  /** A submission is on its way behind the gateway, or was accepted there. */
  forwarded: 16,
  /** The gateway has counted it for its customer. */
  counted: 32,
  /** Nothing more comes of it, and its end is in the books. */
  settled: 64,
} as const;

/**
 * Clicks to buy whose shopper may submit more than once. An intent keeps its row of the table of orders until the shopper
 * has decided and no submission of it is under way.
 */
export class Intents {
  readonly flags: Integers;
  /** Submissions that the shopper waits for, a planned second click included. */
  readonly awaited: Integers;
  /** Submissions that the gateway has not answered, planned ones included. */
  readonly underWay: Integers;
  readonly sent: Integers;
  readonly retries: Integers;
  /** When the shopper gave up, in seconds, and why. */
  readonly gaveUpAt: Reals;
  readonly reason: Integers;
  /** Number of the first order of a customer who places several, else -1. */
  readonly customer: Integers;
  /** The submission that the gateway has let on, plus one, and the first of those that wait for what becomes of it. */
  readonly leader: Integers;
  readonly joined: Integers;
  /** Of a further order's row, the row of its intent plus one; 0 of an intent's own row. */
  private readonly home: Integers;

  constructor(private readonly world: Tables) {
    const integers = () => world.orders.integers();
    this.flags = integers();
    this.awaited = integers();
    this.underWay = integers();
    this.sent = integers();
    this.retries = integers();
    this.gaveUpAt = world.orders.reals();
    this.reason = integers();
    this.customer = integers();
    this.leader = integers();
    this.joined = integers();
    this.home = integers();
  }

  /** Whether a shopper of the document may submit an intent more than once, or a customer have several. */
  static areNeeded({ architecture }: Scenario): boolean {
    return architecture.components.some(
      ({ kind, config }) =>
        kind === "shoppers" &&
        (config.timeout !== null || config.retries.max > 0 || config.doubleClick !== null || config.bots !== null),
    );
  }

  open(row: number, customer: number): void {
    this.flags.data[row] = 0;
    this.awaited.data[row] = 0;
    this.underWay.data[row] = 0;
    this.sent.data[row] = 0;
    this.retries.data[row] = 0;
    this.customer.data[row] = customer;
    this.leader.data[row] = 0;
    this.joined.data[row] = 0;
    this.home.data[row] = 0;
  }

  has(row: number, flag: number): boolean {
    return ((this.flags.data[row] as number) & flag) !== 0;
  }

  set(row: number, flag: number): void {
    this.flags.data[row] = (this.flags.data[row] as number) | flag;
  }

  clear(row: number, flag: number): void {
    this.flags.data[row] = (this.flags.data[row] as number) & ~flag;
  }

  /** Row of the intent that a submission belongs to. */
  of(call: number): number {
    const row = this.world.scheduler.calls.order[call] as number;
    const home = this.home.data[row] as number;
    return home === 0 ? row : home - 1;
  }

  /** Whether this submission has become a further order of its intent. */
  isFurther(call: number): boolean {
    return this.home.data[this.world.scheduler.calls.order[call] as number] !== 0;
  }

  /** From now on the submission stands for an order of its own, in a row of its own. */
  split(call: number): void {
    const { world } = this;
    const { calls } = world.scheduler;
    const { orders } = world;
    const intent = calls.order[call] as number;
    const number = duplicateOf(orders.number[intent] as number);
    const row = world.openOrder(number, orders.click.of(intent), orders.units[intent] as number);
    this.home.data[row] = intent + 1;
    world.keep(row);
    calls.order[call] = row;
    calls.number[call] = number;
    calls.driver[call] = row;
    world.release(intent);
  }
}
