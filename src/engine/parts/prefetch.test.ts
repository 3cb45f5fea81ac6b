import { beforeEach, expect, it } from "vitest";
import { Prefetch } from "./prefetch.ts";
import type { OrderDriver } from "./work.ts";

/** Two instances; the first has one worker, the second two. */
let free: number[];
let dead: number;
let prefetch: Prefetch;

beforeEach(() => {
  free = [1, 2];
  dead = -1;
  const driver: Partial<OrderDriver> = {
    instanceNumbers: () => [0, 1],
    consumes: (instance) => instance !== dead,
    takeWorkerOf: (instance) => {
      const left = free[instance] ?? 0;
      free[instance] = Math.max(0, left - 1);
      return left > 0;
    },
  };
  prefetch = new Prefetch(3, driver as OrderDriver);
});

it("gives the instances messages in turn, as many as each may hold", () => {
  expect(Array.from({ length: 7 }, () => prefetch.take())).toEqual([0, 1, 0, 1, 0, 1, -1]);
  prefetch.drop(1);
  expect(prefetch.take()).toBe(1);
});

it("gives a dead instance none", () => {
  dead = 0;
  expect(Array.from({ length: 4 }, () => prefetch.take())).toEqual([1, 1, 1, -1]);
});

it("lets what an instance has no worker for wait there, first come first served", () => {
  expect([10, 11, 12].map((call) => prefetch.arrive(call, 0))).toEqual([true, false, false]);
  expect(prefetch.ready()).toBe(-1);
  free[0] = 1;
  expect(prefetch.ready()).toBe(11);
  // Nobody overtakes those that wait.
  free[0] = 1;
  expect(prefetch.arrive(13, 0)).toBe(false);
  expect(prefetch.ready()).toBe(12);
});

it("gives back what a dead instance had only fetched", () => {
  for (const call of [10, 11, 12]) prefetch.arrive(call, 0);
  expect(prefetch.abandoned(0)).toEqual([11, 12]);
  expect(prefetch.abandoned(0)).toEqual([]);
});
