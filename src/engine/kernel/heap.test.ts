import fc from "fast-check";
import { expect, it } from "vitest";
import { EventHeap } from "./heap.ts";

const event = fc.record({ time: fc.integer({ min: 0, max: 6 }), rank: fc.integer({ min: 0, max: 1e15 }) });

it("gives events back by time, then by rank", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 300 }), (events) => {
      const heap = new EventHeap(4);
      events.forEach(({ time, rank }, item) => {
        heap.push(time, rank, item);
      });
      const ordered = [...events].sort((a, b) => a.time - b.time || a.rank - b.rank);
      const popped = ordered.map(() => {
        const [time, rank] = [heap.headTime(), heap.headRank()];
        expect(events[heap.pop()]).toEqual({ time, rank });
        return { time, rank };
      });
      expect(popped).toEqual(ordered);
      expect(heap.size).toBe(0);
    }),
  );
});

it("goes on while it is emptied", () => {
  const heap = new EventHeap(2);
  for (let item = 0; item < 10; item++) heap.push(10 - item, item, item);
  expect([heap.pop(), heap.pop()]).toEqual([9, 8]);
  heap.push(0, 99, 42);
  expect(heap.pop()).toBe(42);
  expect(heap.pop()).toBe(7);
  expect(heap.size).toBe(7);
});
