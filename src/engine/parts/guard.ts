import type { Link } from "../../model/index.ts";
import { powerOfTwo } from "../kernel/math.ts";
import type { Purpose } from "../kernel/random.ts";
import type { World } from "./world.ts";

/** The wait before a retry is never shorter than this, or a caller could try for ever within one instant. In seconds. */
const SHORTEST_BACKOFF = 1e-3;
/** What a compensation does that no policy says anything of: it is retried for ever. */
const DEFAULT_BACKOFF = 0.1;
const DEFAULT_CAP = 10;
/** Retries that a budget lets through before any first attempt has paid in. */
const BUDGET_START = 10;

/** In place of the call that a half-open breaker tries: there is none, or the next one to go out is it. */
const NONE = -1;
const NEXT = -2;

/**
 * How one caller guards itself against one callee: loss on the wire, timeout, retries with backoff, jitter and budget,
 * circuit breaker, bulkhead. It decides; the caller acts.
 */
export class Guard {
  /** In seconds; null = waits for ever. */
  readonly timeout: number | null;
  private underWay = 0;
  private failuresInRow = 0;
  /** Closed while NaN; else the instant from which one call is tried. */
  private openUntil = Number.NaN;
  /** The one call that a half-open breaker tries. */
  private probe = NONE;
  private budget: number;
  private readonly lossLuck: Purpose;
  private readonly jitterLuck: Purpose;
  readonly counts = {
    timeouts: 0,
    retries: 0,
    circuitOpened: 0,
    halfOpened: 0,
    bulkheadRefusals: 0,
    budgetRefusals: 0,
    lost: 0,
  };

  constructor(
    private readonly world: World,
    private readonly link: Link,
  ) {
    this.timeout = link.timeout;
    this.budget = BUDGET_START;
    this.lossLuck = world.purpose(`${link.from}>${link.to}/loss`);
    this.jitterLuck = world.purpose(`${link.from}>${link.to}/jitter`);
  }

  /** Whether this link needs a guard at all. */
  static isNeeded(link: Link | undefined, partitioned: boolean): boolean {
    if (link === undefined) return false;
    const { loss, timeout, retries, circuitBreaker, bulkhead } = link;
    return (
      partitioned || loss > 0 || timeout !== null || retries.max > 0 || circuitBreaker !== null || bulkhead !== null
    );
  }

  /** The guard of one component against another that it calls; null where the wire is perfect and it waits for ever. */
  static between(world: World, from: string, to: string): Guard | null {
    const link = world.link(from, to);
    const cut = world.scenario.faults.some(
      (fault) => fault.kind === "partition" && fault.from === from && fault.to === to,
    );
    return link !== undefined && Guard.isNeeded(link, cut) ? new Guard(world, link) : null;
  }

  /** A first attempt or a retry wants to go out. Returns whether the breaker lets it. */
  breakerLets(now: number): boolean {
    if (Number.isNaN(this.openUntil)) return true;
    if (now < this.openUntil || this.probe !== NONE) return false;
    this.probe = NEXT;
    return true;
  }

  /** Whether the bulkhead has room for one more call. */
  hasRoom(): boolean {
    const { bulkhead } = this.link;
    if (bulkhead === null || this.underWay < bulkhead) return true;
    this.counts.bulkheadRefusals++;
    // Chosen, but not let out: another call may be tried.
    if (this.probe === NEXT) this.probe = NONE;
    return false;
  }

  /** A call goes out. Returns whether it is the one that a half-open breaker tries. */
  begin(call: number, first: boolean): boolean {
    this.underWay++;
    const { budget } = this.link.retries;
    if (first && budget !== null) this.budget = Math.min(this.budget + budget, BUDGET_START);
    if (this.probe !== NEXT) return false;
    this.probe = call;
    this.counts.halfOpened++;
    return true;
  }

  /** The caller no longer waits for a call: it was answered, or timed out. */
  end(succeeded: boolean, now: number): void {
    this.underWay--;
    const breaker = this.link.circuitBreaker;
    if (breaker === null) return;
    if (succeeded) {
      this.failuresInRow = 0;
      this.openUntil = Number.NaN;
      this.probe = NONE;
    } else if (++this.failuresInRow >= breaker.failures || this.probe !== NONE) {
      this.openUntil = now + breaker.openFor;
      this.probe = NONE;
      this.counts.circuitOpened++;
    }
  }

  /** The caller of a call has died: nobody will say how it ended. If it was the breaker's try, another one may be. */
  drop(call: number): void {
    this.underWay--;
    if (this.probe === call) this.probe = NONE;
  }

  /** Whether a message on the wire is lost. @param direction 0 for a request, 1 for an answer */
  loses(order: number, attempt: number, operation: number, direction: number): boolean {
    if (this.world.isPartitioned(this.link.from, this.link.to)) {
      this.counts.lost++;
      return true;
    }
    if (this.link.loss === 0) return false;
    const lost = this.lossLuck.uniform(order, attempt, 2 * operation + direction) < this.link.loss;
    if (lost) this.counts.lost++;
    return lost;
  }

  /** Whether a step may be tried again after `tries` failed attempts; takes from the budget. */
  mayRetry(tries: number): boolean {
    if (tries > this.link.retries.max) return false;
    if (this.link.retries.budget === null) {
      this.counts.retries++;
      return true;
    }
    if (this.budget < 1) {
      this.counts.budgetRefusals++;
      return false;
    }
    this.budget--;
    this.counts.retries++;
    return true;
  }

  /** Wait before the attempt after `tries` failed ones, in seconds. */
  backoff(order: number, attempt: number, tries: number): number {
    const { backoff, cap, jitter } = this.link.retries;
    const wait = Math.min(cap, backoff * powerOfTwo(Math.min(tries - 1, 30)));
    return Math.max(SHORTEST_BACKOFF, jitter ? wait * this.jitterLuck.uniform(order, attempt) : wait);
  }
}

/** Wait before a compensation is tried again where no policy says how, in seconds. */
export function defaultBackoff(tries: number): number {
  return Math.min(DEFAULT_CAP, DEFAULT_BACKOFF * powerOfTwo(Math.min(tries - 1, 30)));
}
