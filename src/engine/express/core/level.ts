/** A level that changes by one, with its peak and the exact integral over time, in level-seconds, up to the last change. */
@unmanaged
export class Level {
  value: f64;
  peak: f64;
  area: f64;
  /** Of the last change, in seconds. */
  since: f64;

  rise(now: f64): void {
    const value = this.value;
    this.area += value * (now - this.since);
    this.since = now;
    this.value = value + 1;
    if (value + 1 > this.peak) this.peak = value + 1;
  }

  fall(now: f64): void {
    const value = this.value;
    this.area += value * (now - this.since);
    this.since = now;
    this.value = value - 1;
  }
}
