/** The exact time integral of a level that changes in steps, with its peak. */
export class Integral {
  value = 0;
  peak = 0;
  /** Up to {@link since}, in level-seconds. */
  area = 0;
  /** Of the last change, in seconds. */
  since = 0;
  private start = 0;

  constructor(initial = 0) {
    this.value = initial;
    this.peak = initial;
  }

  /** The level changes by `delta` at `now` (seconds). */
  add(delta: number, now: number): void {
    this.area += this.value * (now - this.since);
    this.since = now;
    this.value += delta;
    if (this.value > this.peak) this.peak = this.value;
  }

  /** Integral up to `now` since the last {@link restart}, in level-seconds. */
  total(now: number): number {
    return this.area + this.value * (now - this.since);
  }

  /** Time average up to `now` since the last {@link restart}; the level itself if no time has passed. */
  mean(now: number): number {
    return now > this.start ? this.total(now) / (now - this.start) : this.value;
  }

  /** Forgets what was before `now`: the end of a warm-up. */
  restart(now: number): void {
    this.area = 0;
    this.since = now;
    this.start = now;
    this.peak = this.value;
  }
}
