import type { ConfigOf } from "../../model/index.ts";
import { power } from "./math.ts";
import type { Purpose } from "./random.ts";

/** The instants at which orders arrive at one source. */
export interface Arrivals {
  /** Instant of the next arrival in seconds, Infinity after the last one. Never decreases. */
  next(): number;
}

type ArrivalSettings = ConfigOf<"shoppers">["arrivals"];

/** The arrival process of a source. `purpose` is what its luck is drawn for. */
export function arrivalsOf(settings: ArrivalSettings, purpose: Purpose): Arrivals {
  if (settings.process === "counts") return new CountedArrivals(settings, purpose);
  return new RampArrivals(settings, settings.process === "poisson" ? purpose : null);
}

/**
 * Arrivals at a rate that moves linearly from stage to stage: the n-th one comes when the cumulative rate reaches its
 * mark. The marks of a Poisson process are sums of unit exponentials (time change of a Poisson process, exact on ramps);
 * those of evenly spaced arrivals are 1/2, 3/2, 5/2, ...
 */
class RampArrivals implements Arrivals {
  private index = 0;
  private mark = 0;
  private stage = 0;
  /** Start of the stage: instant, rate, and cumulative rate there. */
  private start = 0;
  private rate: number;
  private reached = 0;

  constructor(
    private readonly settings: Extract<ArrivalSettings, { process: "poisson" | "even" }>,
    private readonly luck: Purpose | null,
  ) {
    this.rate = settings.startRate;
    this.mark = luck === null ? -0.5 : 0;
  }

  next(): number {
    this.mark += this.luck === null ? 1 : this.luck.exponential(this.index, 0);
    this.index++;
    for (;;) {
      const stage = this.settings.stages[this.stage];
      if (stage === undefined) return Infinity;
      const { target, duration } = stage;
      const total = ((this.rate + target) / 2) * duration;
      const wanted = this.mark - this.reached;
      if (duration > 0 && wanted <= total && total > 0) {
        const slope = (target - this.rate) / duration;
        const root = Math.sqrt(Math.max(0, this.rate * this.rate + 2 * slope * wanted));
        return this.start + Math.min(duration, (2 * wanted) / (this.rate + root));
      }
      this.reached += total;
      this.start += duration;
      this.rate = target;
      this.stage++;
    }
  }
}

/** A given number of arrivals in each interval, evenly or at random within it. */
class CountedArrivals implements Arrivals {
  private index = 0;
  private interval = 0;
  /** How many of the interval's arrivals have been, and how far into it (0..1) the last one was. */
  private done = 0;
  private position = 0;

  constructor(
    private readonly settings: Extract<ArrivalSettings, { process: "counts" }>,
    private readonly purpose: Purpose,
  ) {}

  next(): number {
    const { counts, interval, spread } = this.settings;
    while (this.interval < counts.length && this.done >= (counts[this.interval] as number)) {
      this.interval++;
      this.done = 0;
      this.position = 0;
    }
    const count = counts[this.interval];
    if (count === undefined) return Infinity;
    if (spread === "even") {
      this.position = (this.done + 0.5) / count;
    } else {
      // The smallest of the remaining uniform points lies at 1 - u^(1/remaining) of the remaining stretch.
      const u = this.purpose.uniform(this.index, 0);
      this.position += (1 - this.position) * (1 - power(u, 1 / (count - this.done)));
    }
    this.done++;
    this.index++;
    return (this.interval + this.position) * interval;
  }
}
