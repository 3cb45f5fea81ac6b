import { describe, expect, it } from "vitest";
import { Integral } from "./integral.ts";

describe("the time integral of a level", () => {
  it("is exact for steps", () => {
    const level = new Integral();
    level.add(2, 1);
    level.add(3, 4);
    level.add(-5, 10);
    // 0 to 1 s: 0; to 4 s: 2; to 10 s: 5; then 0.
    expect(level.total(10)).toBe(2 * 3 + 5 * 6);
    expect(level.total(100)).toBe(36);
    expect(level.mean(10)).toBe(3.6);
    expect(level.peak).toBe(5);
    expect(level.value).toBe(0);
  });

  it("can begin at a level, and be read at any moment", () => {
    const level = new Integral(4);
    expect(level.total(2.5)).toBe(10);
    expect(level.mean(0)).toBe(4);
    level.add(-1, 3);
    expect([level.total(3), level.total(4)]).toEqual([12, 15]);
    expect(level.peak).toBe(4);
  });

  it("forgets what was before a restart, but not the level", () => {
    const level = new Integral();
    level.add(7, 0);
    level.add(-5, 5);
    level.restart(6);
    expect([level.total(6), level.peak]).toEqual([0, 2]);
    level.add(1, 8);
    expect(level.total(10)).toBe(2 * 2 + 3 * 2);
    expect(level.mean(10)).toBe(2.5);
    expect(level.peak).toBe(3);
  });
});
