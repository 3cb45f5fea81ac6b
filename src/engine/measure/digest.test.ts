import { describe, expect, it } from "vitest";
import { Digest } from "./digest.ts";

function digestOf(events: readonly (readonly [code: number, subject: number, time: number])[]): string {
  const digest = new Digest();
  for (const event of events) digest.event(...event);
  return digest.hex();
}

describe("a digest", () => {
  it("is equal for equal events only", () => {
    const events = [
      [1, 7, 0.5],
      [2, 8, 1.5],
      [3, 9, 2.5],
    ] as const;
    const [first, second, third] = events;
    const others = [
      [second, first, third],
      [first, second],
      [first, second, third, third],
      [first, second, [4, 9, 2.5]],
      [first, second, [3, 10, 2.5]],
      [first, second, [3, 9, 2.5 + 2 ** -51]],
      [[1, 7, -0.5], second, third],
      [first, [2, 8, 1.5 + 2 ** -52], third],
    ] as const;
    expect(digestOf(events)).toBe(digestOf(events));
    expect(new Set([events, ...others].map(digestOf)).size).toBe(1 + others.length);
  });

  it("has no two alike among many that hardly differ", () => {
    const seen = new Set<string>();
    for (let subject = 0; subject < 200; subject++) {
      for (let code = 1; code <= 20; code++) {
        for (let k = 0; k < 10; k++) seen.add(digestOf([[code, subject, k / 1000]]));
      }
    }
    expect(seen.size).toBe(200 * 20 * 10);
  });

  it("goes on apart from its copy", () => {
    const digest = new Digest();
    digest.text("run");
    const copy = digest.copy();
    expect(copy.hex()).toBe(digest.hex());
    copy.text("!");
    const other = new Digest();
    other.text("run");
    expect(digest.hex()).toBe(other.hex());
    expect(copy.hex()).not.toBe(digest.hex());
    expect(copy.hex()).toMatch(/^[0-9a-f]{16}$/);
  });
});
