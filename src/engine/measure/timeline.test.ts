import { expect, it } from "vitest";
import { FIRST_INTERVAL, Timeline } from "./timeline.ts";

it("drops what was sampled after the end of the run, but keeps the interval the end lies in", () => {
  const timeline = new Timeline();
  const column = timeline.add((now) => now);
  for (let k = 0; k < 100; k++) timeline.sample();
  timeline.cut(10.5 * FIRST_INTERVAL);
  expect(timeline.column(column)).toHaveLength(11);
  expect(timeline.times().at(-1)).toBeCloseTo(11 * FIRST_INTERVAL, 12);
  timeline.cut(0);
  expect(timeline.count).toBe(1);
});
