import type { Backlog as BacklogResult } from "../../model/index.ts";

/** Ready messages over all order queues: the level, its peak, and when it was worked off. */
export class Backlog {
  level = 0;
  bytes = 0;
  peak = 0;
  /** When the peak was reached first, and when no message was left for the first time after it; in seconds. */
  peakAt: number | null = null;
  peakBytes = 0;
  drainedAt: number | null = null;
  /** Of the waits that shoppers were told: how many, their sum and the longest, in seconds. */
  estimates = 0;
  estimateSum = 0;
  estimateMax = 0;

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

  /** A shopper was told that it will take about so many seconds. */
  told(seconds: number): void {
    this.estimates++;
    this.estimateSum += seconds;
    if (seconds > this.estimateMax) this.estimateMax = seconds;
  }

  result(): BacklogResult {
    const { peak, peakAt, peakBytes, drainedAt, estimates } = this;
    return {
      peak,
      peakAt,
      peakBytes,
      drainedAt,
      toldToWait: estimates,
      meanEstimate: estimates === 0 ? null : this.estimateSum / estimates,
      maxEstimate: estimates === 0 ? null : this.estimateMax,
    };
  }
}
