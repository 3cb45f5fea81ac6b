import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConcurrencyLimit, LeakyBucket, SlidingWindow, TokenBucket } from "./limiters.ts";

describe("a token bucket", () => {
  it("lets a burst through, and then the rate", () => {
    const bucket = new TokenBucket(2, 3);
    expect([0, 0, 0, 0].map((now) => bucket.admit(now))).toEqual([true, true, true, false]);
    expect([0.25, 0.5, 0.75, 1].map((now) => bucket.admit(now))).toEqual([false, true, false, true]);
  });

  it("saves no more than the burst", () => {
    const bucket = new TokenBucket(10, 2);
    expect([100, 100, 100].map((now) => bucket.admit(now))).toEqual([true, true, false]);
  });

  it("never admits more than burst + rate x time in any stretch of time, nor fewer than it could", () => {
    const gaps = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 2, noNaN: true })), { maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 10 }), (delays, rate, burst) => {
        const bucket = new TokenBucket(rate, burst);
        let now = 0;
        const admitted: number[] = [];
        for (const delay of delays) {
          now += delay;
          if (bucket.admit(now)) {
            admitted.push(now);
            continue;
          }
          // Refused only where one more would have been too many since some moment.
          const tooMany = admitted.some((since, k) => admitted.length - k + 1 > burst + rate * (now - since) - 1e-6);
          expect(tooMany).toBe(true);
        }
        for (let i = 0; i < admitted.length; i++) {
          for (let j = i; j < admitted.length; j++) {
            expect(j - i + 1).toBeLessThanOrEqual(burst + rate * (admitted[j] - admitted[i]) + 1e-6);
          }
        }
      }),
    );
  });

  it("admits what comes more slowly than its rate", () => {
    const bucket = new TokenBucket(4, 1);
    for (let k = 0; k < 1000; k++) expect(bucket.admit(k * 0.2501)).toBe(true);
  });
});

describe("a leaky bucket", () => {
  it("lets requests out one gap apart, and refuses those that find it full", () => {
    const bucket = new LeakyBucket(10, 2);
    const outcomes = [0, 0, 0, 0, 0.1].map((now) => (bucket.admit(now) ? now + bucket.wait : null));
    // The first leaves at once, two wait, the fourth finds two waiting; at 0.1 one of them has left.
    expect(outcomes).toEqual([0, 0.1, 0.2, null, expect.closeTo(0.3, 12)]);
  });

  it("makes nobody wait who comes slowly enough", () => {
    const bucket = new LeakyBucket(4, 0);
    expect([0, 0.25, 0.5, 0.6, 5].map((now) => bucket.admit(now) && bucket.wait === 0)).toEqual([
      true,
      true,
      true,
      false,
      true,
    ]);
  });

  it("never lets two out closer than a gap, and never holds more than its capacity", () => {
    const gaps = fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 5 }), (delays, rate, capacity) => {
        const bucket = new LeakyBucket(rate, capacity);
        const out: number[] = [];
        let now = 0;
        for (const delay of delays) {
          now += delay;
          if (bucket.admit(now)) out.push(now + bucket.wait);
          expect(out.filter((time) => time > now + 1e-9).length).toBeLessThanOrEqual(capacity);
        }
        out.slice(1).forEach((time, k) => {
          expect(time - (out[k] as number)).toBeGreaterThan(1 / rate - 1e-9);
        });
      }),
    );
  });
});

describe("a sliding window", () => {
  it("counts what lies less than a window back", () => {
    const window = new SlidingWindow(2, 1);
    expect([0, 0.5, 0.9, 1, 1.2, 1.5, 2].map((now) => window.admit(now))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
      true,
    ]);
  });

  it("never sees more than its limit in any window, nor refuses when there is room", () => {
    const gaps = fc.array(fc.double({ min: 0, max: 0.6, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 6 }), (delays, limit) => {
        const window = new SlidingWindow(limit, 1);
        const admitted: number[] = [];
        let now = 0;
        for (const delay of delays) {
          now += delay;
          const recent = admitted.filter((time) => now - time < 1).length;
          expect(window.admit(now)).toBe(recent < limit);
          if (recent < limit) admitted.push(now);
        }
      }),
    );
  });
});

describe("a concurrency limit", () => {
  it("admits as many at once as its limit", () => {
    const limit = new ConcurrencyLimit(2);
    expect([limit.admit(), limit.admit(), limit.admit()]).toEqual([true, true, false]);
    limit.free();
    expect([limit.admit(), limit.admit()]).toEqual([true, false]);
  });
});
