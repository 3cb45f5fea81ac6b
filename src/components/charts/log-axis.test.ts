import { expect, it } from "vitest";
import { logAxisOf } from "./log-axis.ts";

it("reaches from the power of ten below to the one above", () => {
  const axis = logAxisOf(0.045, 540, "seconds");
  expect([axis.min, axis.max]).toEqual([0.01, 1000]);
  expect(axis.ticks.map(({ label }) => label)).toEqual(["10 ms", "100 ms", "1 s", "10 s", "100 s", "1,000 s"]);
  expect(logAxisOf(100, 1e7, "count").ticks.map(({ label }) => label)).toEqual([
    "100",
    "1 k",
    "10 k",
    "100 k",
    "1 M",
    "10 M",
  ]);
});

it("is never without length, and marks no more than it has room for", () => {
  expect(logAxisOf(1, 1, "count")).toMatchObject({ min: 1, max: 10 });
  expect(logAxisOf(1e-9, 1e9, "count").ticks.length).toBeLessThanOrEqual(7);
});
