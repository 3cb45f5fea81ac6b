import { expect, it } from "vitest";
import { Backlog } from "./backlog.ts";

it("has its peak, the bytes there, and the first instant after it without a message", () => {
  const backlog = new Backlog();
  backlog.add(1, 2000, 1);
  backlog.add(-1, 2000, 2);
  backlog.add(1, 2000, 3);
  backlog.add(1, 500, 4);
  expect(backlog.result()).toMatchObject({ peak: 2, peakAt: 4, peakBytes: 2500, drainedAt: null });
  backlog.add(-1, 2000, 5);
  backlog.add(-1, 500, 6);
  backlog.add(1, 2000, 7);
  backlog.add(-1, 2000, 8);
  // A level as high as the peak is no new peak, and later times of rest are not the first.
  expect(backlog.result()).toMatchObject({ peak: 2, peakAt: 4, peakBytes: 2500, drainedAt: 6 });
});

it("without a message has neither peak nor end", () => {
  expect(new Backlog().result()).toMatchObject({ peak: 0, peakAt: null, peakBytes: 0, drainedAt: null, toldToWait: 0 });
});

it("remembers what shoppers were told", () => {
  const backlog = new Backlog();
  backlog.told(3);
  backlog.told(9);
  backlog.told(0);
  expect(backlog.result()).toMatchObject({ toldToWait: 3, meanEstimate: 4, maxEstimate: 9 });
});
