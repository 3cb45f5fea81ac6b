import type { LatencyMeter } from "../measure/latency.ts";

const SAMPLES = 512;

/** Durations on their way to a meter, which takes many of them in one loop instead of one in the midst of each event. */
export class Samples {
  private readonly seconds = new Float64Array(SAMPLES);
  private readonly times = new Float64Array(SAMPLES);
  private readonly numbers = new Int32Array(SAMPLES);
  private count = 0;

  constructor(private readonly meter: LatencyMeter) {}

  /** A duration of `seconds` of the order with this number, that ended at `time`. */
  add(seconds: number, time: number, number: number): void {
    if (this.count === SAMPLES) this.flush();
    this.seconds[this.count] = seconds;
    this.times[this.count] = time;
    this.numbers[this.count] = number;
    this.count++;
  }

  flush(): void {
    this.meter.addAll(this.seconds, this.times, this.numbers, this.count);
    this.count = 0;
  }
}
