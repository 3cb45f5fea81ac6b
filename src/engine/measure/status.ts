import type { StatusResult } from "../../model/index.ts";
import { Integral } from "./integral.ts";
import { LatencyMeter } from "./latency.ts";

/** What shoppers learn of the ends of their orders, and what it costs. */
export class StatusMeter {
  /** From the end of an order until its shopper knows. */
  readonly staleness: LatencyMeter;
  readonly connections = new Integral();
  polls = 0;
  /** Shoppers who stopped asking before they knew. */
  untold = 0;
  private since = 0;

  /** @param warmUp nothing that ends before this instant counts, in seconds */
  constructor(warmUp: number) {
    this.staleness = new LatencyMeter(warmUp, null);
  }

  restart(now: number): void {
    this.connections.restart(now);
    this.polls = 0;
    this.untold = 0;
    this.since = now;
  }

  result(now: number): StatusResult {
    const staleness = this.staleness.summary();
    return {
      told: staleness.count,
      untold: this.untold,
      staleness,
      polls: this.polls,
      pollRate: now > this.since ? this.polls / (now - this.since) : null,
      connections: { peak: this.connections.peak, mean: this.connections.mean(now) },
    };
  }
}
