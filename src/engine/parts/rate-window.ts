const SLICES = 100;

/** How often something happened a second over the last so many seconds, to a hundredth of the span. */
export class RateWindow {
  private readonly counts = new Uint32Array(SLICES);
  private readonly slice: number;
  private current = 0;
  private total = 0;
  private first = Infinity;

  /** @param span seconds looked back */
  constructor(private readonly span: number) {
    this.slice = span / SLICES;
  }

  /** It happened, at `now` (seconds, never decreasing). */
  count(now: number): void {
    this.turn(now);
    if (now < this.first) this.first = now;
    const at = this.current % SLICES;
    this.counts[at] = (this.counts[at] as number) + 1;
    this.total++;
  }

  /** Occurrences a second over the span before `now`; 0 until a whole span has been seen. */
  rate(now: number): number {
    this.turn(now);
    return now - this.first < this.span ? 0 : this.total / this.span;
  }

  private turn(now: number): void {
    const slice = Math.floor(now / this.slice);
    for (let steps = Math.min(slice - this.current, SLICES); steps > 0; steps--) {
      const at = (slice - steps + 1) % SLICES;
      this.total -= this.counts[at] as number;
      this.counts[at] = 0;
    }
    if (slice > this.current) this.current = slice;
  }
}
