import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TokenBucket } from "./token-bucket.ts";

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
