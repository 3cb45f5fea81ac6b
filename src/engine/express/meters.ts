import type { Counted } from "../measure/histogram.ts";
import type { LatencyMeter, WindowedHistogram } from "../measure/latency.ts";
import type { Sighting } from "../measure/sighting.ts";
import { reasonOf } from "../parts/outcomes.ts";
import type { World } from "../parts/world.ts";
import type { Core } from "./core.ts";
import {
  ACCEPTANCE,
  COMPLETION,
  FAILED,
  FAILURE_DOUBLES,
  FAILURE_NUMBER,
  Failure,
  HISTOGRAM_FIRST,
  HistogramDouble,
  METER_DOUBLES,
  MeterDouble,
  MeterInteger,
  OctaveInteger,
  REFUSAL,
  REJECTED,
} from "./layout.ts";

const WHOLE_BUCKETS = 512;
const WINDOW_BUCKETS = 64;

/** A kind of duration, whose meter and windows are to have what the core has measured. */
export interface Measured {
  readonly meter: LatencyMeter;
  readonly windows: WindowedHistogram;
}

/** The durations that the core has measured, and the failures it has counted, for the meters that everybody else looks at. */
export class Meters {
  private readonly kinds: readonly (readonly [number, Measured])[];

  constructor(
    private readonly world: World,
    private readonly core: Core,
    completion: Measured,
    acceptance: Measured,
  ) {
    this.kinds = [
      [COMPLETION, completion],
      [ACCEPTANCE, acceptance],
    ];
  }

  /** The meters are told of the whole run so far, and the world of its failures. */
  tell(): void {
    const { world } = this;
    for (const [kind, { meter }] of this.kinds) this.tellWhole(kind, meter);
    this.tellWhole(REFUSAL, world.meters.refusal);
    for (let kind = 0; kind < REJECTED; kind++) {
      const failure = this.failure(kind);
      if (failure !== null) world.failures.set(reasonOf(kind), failure);
    }
    world.ledger.firsts.rejected = this.failure(REJECTED)?.first ?? null;
    world.ledger.firsts.failed = this.failure(FAILED)?.first ?? null;
  }

  /** The windows are told of the intervals of the timeline. */
  tellWindows(): void {
    for (const [kind, { windows }] of this.kinds) {
      const at = this.meterAt(kind);
      windows.replace(this.core.doubles[at + MeterDouble.width], this.windowsOf(at));
    }
  }

  private tellWhole(kind: number, meter: LatencyMeter): void {
    const { doubles, ints } = this.core;
    const at = this.meterAt(kind);
    meter.replace(this.counted(ints[2 * at + MeterInteger.whole], WHOLE_BUCKETS), doubles[at + MeterDouble.longest], {
      order: ints[2 * at + MeterInteger.longestOrder],
      time: doubles[at + MeterDouble.longestAt],
    });
  }

  /** How often orders have ended in this way, null for never. */
  private failure(kind: number): { count: number; first: Sighting } | null {
    const { doubles, ints, exports } = this.core;
    const at = (exports.failuresAt() >> 3) + kind * FAILURE_DOUBLES;
    const count = doubles[at + Failure.count];
    if (count === 0) return null;
    return { count, first: { order: ints[2 * at + FAILURE_NUMBER], time: doubles[at + Failure.time] } };
  }

  private meterAt(kind: number): number {
    return (this.core.exports.metersAt() >> 3) + kind * METER_DOUBLES;
  }

  private *windowsOf(meter: number): Iterable<Counted | null> {
    const { ints } = this.core;
    const used = ints[2 * meter + MeterInteger.used];
    const first = ints[2 * meter + MeterInteger.windows] >> 2;
    for (let i = first; i < first + used; i++) yield ints[i] === 0 ? null : this.counted(ints[i], WINDOW_BUCKETS);
  }

  /** The histogram at this place, in bytes. */
  private counted(place: number, buckets: number): Counted {
    const { doubles } = this.core;
    const at = place >> 3;
    return {
      count: doubles[at + HistogramDouble.count],
      sum: doubles[at + HistogramDouble.sum],
      max: doubles[at + HistogramDouble.max],
      zeros: doubles[at + HistogramDouble.zeros],
      octaves: this.octavesOf(place >> 2, buckets),
    };
  }

  private *octavesOf(histogram: number, buckets: number): Iterable<readonly [number, Uint32Array]> {
    const { ints, counters } = this.core;
    for (let octave = ints[histogram + HISTOGRAM_FIRST] >> 2; octave !== 0; ) {
      const first = octave + OctaveInteger.counters;
      yield [ints[octave + OctaveInteger.number], counters.subarray(first, first + buckets)];
      octave = ints[octave + OctaveInteger.next] >> 2;
    }
  }
}
