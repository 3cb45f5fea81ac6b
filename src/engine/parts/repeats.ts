import { Outcome } from "../kernel/calls.ts";
import { Intent, type Intents } from "./intents.ts";
import type { World } from "./world.ts";

/** What becomes of a submission that the gateway has checked. */
export const Passage = { onward: 0, joined: 1, known: 2 } as const;

/** What a gateway remembers of the intents that were submitted to it: their keys, and how many each customer has. */
export class Repeats {
  /** Intents let in, by customer; only of those who place several orders. */
  private readonly byCustomer = new Map<number, number>();

  constructor(
    private readonly world: World,
    private readonly intents: Intents,
    private readonly deduplicates: boolean,
    private readonly perCustomer: number | null,
  ) {}

  /** Whether the customer may place this order. A resubmission of one that was let in is not counted again. */
  admits(call: number): boolean {
    const { intents, byCustomer } = this;
    const intent = intents.of(call);
    const customer = intents.customer.data[intent] as number;
    if (this.perCustomer === null || customer < 0 || intents.has(intent, Intent.counted)) return true;
    const placed = byCustomer.get(customer) ?? 0;
    if (placed >= this.perCustomer) return false;
    byCustomer.set(customer, placed + 1);
    intents.set(intent, Intent.counted);
    return true;
  }

  /**
   * A submission is about to be forwarded. With deduplication, one whose key is known goes no further: it waits for the
   * one that went before it, or has its outcome already.
   */
  check(call: number): number {
    if (!this.deduplicates) return Passage.onward;
    const { intents, world } = this;
    const { calls } = world.scheduler;
    const intent = intents.of(call);
    if ((intents.leader.data[intent] as number) > 0) {
      calls.next[call] = (intents.joined.data[intent] as number) - 1;
      intents.joined.data[intent] = call + 1;
      return Passage.joined;
    }
    if (intents.has(intent, Intent.accepted)) {
      calls.outcome.set(call, intents.has(intent, Intent.failed) ? Outcome.orderFailed : Outcome.ok);
      return Passage.known;
    }
    intents.leader.data[intent] = call + 1;
    return Passage.onward;
  }

  /** A submission comes to where it is accepted or refused: if another one went before it, it is an order of its own. */
  arrives(call: number): void {
    const { intents } = this;
    if (this.deduplicates) return;
    const intent = intents.of(call);
    if (intents.has(intent, Intent.forwarded)) intents.split(call);
    else intents.set(intent, Intent.forwarded);
  }

  /**
   * A submission that was forwarded has its outcome.
   * @returns the first of those that waited for it, -1 for none; the others follow in `calls.next`
   */
  decided(call: number): number {
    const { intents, world } = this;
    const outcome = world.scheduler.calls.outcome.of(call);
    const intent = intents.of(call);
    if (!intents.isFurther(call)) {
      if (outcome === Outcome.ok) intents.set(intent, Intent.accepted);
      else if (outcome === Outcome.orderFailed) intents.set(intent, Intent.accepted | Intent.failed);
      else intents.clear(intent, Intent.forwarded);
    }
    if (intents.leader.data[intent] !== call + 1) return -1;
    const first = (intents.joined.data[intent] as number) - 1;
    intents.leader.data[intent] = 0;
    intents.joined.data[intent] = 0;
    return first;
  }
}
