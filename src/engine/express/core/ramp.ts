import { exponential } from "./chance.ts";
import { luck } from "./host.ts";
import { allocate } from "./memory.ts";

/** The instant at which a stage's rate is `target` (orders a second), and how long it takes to get there, in seconds. */
@unmanaged
class Stage {
  target: f64;
  duration: f64;
}
const STAGE_BYTES: usize = 16;
/** A source has no more orders than that. */
const ORDERS_MAX: i32 = 1 << 27;

/** Arrivals at a rate that moves linearly from stage to stage, as RampArrivals of src/engine/kernel/arrivals.ts has them. The engine knows this order. */
@unmanaged
export class Ramp {
  /** The cumulative rate at which the last order came. */
  mark: f64;
  /** Start of the stage: instant, rate, and cumulative rate there. */
  start: f64;
  rate: f64;
  reached: f64;
  /** Whether the marks are those of a Poisson process, or 1 apart; and the keys of its luck. */
  isPoisson: i32;
  key0: u32;
  key1: u32;
  /** Orders so far. */
  orders: i32;
  /** The present stage, and how many are left with it. */
  stage: Stage;
  stages: i32;

  /** Instant of the next order of the source with this rank in seconds, Infinity after the last one. */
  @inline
  next(rank: i32): f64 {
    if (this.orders === ORDERS_MAX) return Infinity;
    this.mark += this.isPoisson !== 0 ? this.drawn(rank) : 1;
    this.orders++;
    for (; this.stages > 0; this.stages--) {
      const rate = this.rate;
      const target = this.stage.target;
      const duration = this.stage.duration;
      const total = ((rate + target) / 2) * duration;
      const wanted = this.mark - this.reached;
      if (duration > 0 && wanted <= total && total > 0) {
        const slope = (target - rate) / duration;
        const root = Math.sqrt(max(0, rate * rate + 2 * slope * wanted));
        return this.start + min(duration, (2 * wanted) / (rate + root));
      }
      this.reached += total;
      this.start += duration;
      this.rate = target;
      this.stage = changetype<Stage>(changetype<usize>(this.stage) + STAGE_BYTES);
    }
    return Infinity;
  }

  private drawn(rank: i32): f64 {
    const drawn = exponential(this.key0, this.key1, this.orders);
    return isNaN(drawn) ? luck(rank, this.orders) : drawn;
  }
}
export const NO_RAMP: Ramp = changetype<Ramp>(0);

/** A ramp of so many stages, which are yet to be written, as is the rest. */
export function newRamp(stages: i32): Ramp {
  const ramp = changetype<Ramp>(allocate(offsetof<Ramp>()));
  ramp.stage = changetype<Stage>(allocate((stages as usize) * STAGE_BYTES));
  ramp.stages = stages;
  return ramp;
}
