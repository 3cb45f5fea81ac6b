/** Decides at the instant of its arrival whether a request is let in. */
export interface Limiter {
  /** @param now in seconds, never decreasing */
  admit(now: number): boolean;
}

/** A token bucket: admits one request a token, `rate` tokens a second, at most `burst` of them saved; it starts full. */
export class TokenBucket implements Limiter {
  private tokens: number;
  private last = 0;

  constructor(
    private readonly rate: number,
    private readonly burst: number,
  ) {
    this.tokens = burst;
  }

  /** Whether a request at `now` (seconds, never decreasing) is admitted. */
  admit(now: number): boolean {
    this.tokens = Math.min(this.burst, this.tokens + (now - this.last) * this.rate);
    this.last = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}

/**
 * A leaky bucket as a queue: what is let in leaves again `1 / rate` seconds after the one before it, so that what comes
 * behind sees an even pace however it came. At most `capacity` requests wait in it.
 */
export class LeakyBucket implements Limiter {
  /** How long the request that was admitted last waits in the bucket, in seconds. */
  wait = 0;
  private readonly gap: number;
  /** When the next request can leave at the earliest, in seconds. */
  private free = 0;

  constructor(
    rate: number,
    private readonly capacity: number,
  ) {
    this.gap = 1 / rate;
  }

  admit(now: number): boolean {
    const wait = Math.max(0, this.free - now);
    // Those in the bucket leave one gap apart, the last of them one gap before `free`.
    if (wait > 0 && Math.ceil(wait / this.gap - 1e-9) > this.capacity) return false;
    this.wait = wait;
    this.free = now + wait + this.gap;
    return true;
  }
}

/** A sliding window: no stretch of `window` seconds, open at its start, sees more than `limit` requests admitted. */
export class SlidingWindow implements Limiter {
  /** When the last `limit` requests were admitted; the oldest is at `next`. */
  private readonly times: Float64Array;
  private next = 0;

  constructor(
    limit: number,
    private readonly window: number,
  ) {
    this.times = new Float64Array(limit).fill(-Infinity);
  }

  admit(now: number): boolean {
    if (now - (this.times[this.next] as number) < this.window) return false;
    this.times[this.next] = now;
    this.next = (this.next + 1) % this.times.length;
    return true;
  }
}

/** A limit on the requests that are let in and not yet answered. */
export class ConcurrencyLimit implements Limiter {
  private inside = 0;

  constructor(private readonly limit: number) {}

  admit(): boolean {
    if (this.inside >= this.limit) return false;
    this.inside++;
    return true;
  }

  /** One that was admitted has been answered. */
  free(): void {
    this.inside--;
  }
}
