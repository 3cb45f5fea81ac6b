/** A token bucket: admits one request a token, `rate` tokens a second, at most `burst` of them saved; it starts full. */
export class TokenBucket {
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
