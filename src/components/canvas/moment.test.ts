import { expect, it } from "vitest";
import type { Frames } from "../../model/index.ts";
import { highestThroughput, momentOf } from "./moment.ts";

const column = (...values: number[]) => Float64Array.from(values);
const frames = {
  interval: 2,
  times: column(0, 2, 4),
  components: {
    gateway: { queue: column(0, 5, 0), busy: column(0, 3, 1), servers: column(4, 4, 4), completed: column(0, 10, 40) },
    queue: { queue: column(0, 7, 9), busy: column(0, 0, 0), servers: column(0, 0, 0), completed: column(0, 2, 2) },
  },
} as unknown as Frames;

it("tells what a component does at a sample", () => {
  expect(momentOf(frames, "gateway", 1)).toEqual({ queue: 5, load: 0.75, throughput: 5 });
  expect(momentOf(frames, "gateway", 2)).toEqual({ queue: 0, load: 0.25, throughput: 15 });
});

it("has no load without servers, no throughput before the first interval, and nothing for strangers", () => {
  expect(momentOf(frames, "queue", 2)?.load).toBeNull();
  expect(momentOf(frames, "gateway", 0)?.throughput).toBe(0);
  expect(momentOf(frames, "toString", 1)).toBeNull();
  expect(momentOf(frames, "gateway", -1)).toBeNull();
});

it("finds the highest throughput of all", () => {
  expect(highestThroughput(frames)).toBe(15);
});
