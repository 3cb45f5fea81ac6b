import type { Backlog as BacklogResult } from "../../model/index.ts";

/** Ready messages over all order queues: the level, its peak, and when it was worked off. */
export class Backlog {
  level = 0;
  private bytes = 0;
  private peak = 0;
  private peakAt: number | null = null;
  private peakBytes = 0;
  private drainedAt: number | null = null;

  add(messages: number, bytesEach: number, now: number): void {
    this.level += messages;
    this.bytes += messages * bytesEach;
    if (this.level > this.peak) {
      this.peak = this.level;
      this.peakAt = now;
      this.peakBytes = this.bytes;
      this.drainedAt = null;
    } else if (this.level === 0 && this.drainedAt === null) {
      this.drainedAt = now;
    }
  }

  result(): BacklogResult {
    return { peak: this.peak, peakAt: this.peakAt, peakBytes: this.peakBytes, drainedAt: this.drainedAt };
  }
}
