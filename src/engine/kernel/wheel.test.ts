import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventHeap } from "./heap.ts";
import { Purpose } from "./random.ts";
import { Rows } from "./rows.ts";
import { Wheel } from "./wheel.ts";

interface Pending {
  readonly time: number;
  readonly rank: number;
  readonly item: number;
}

/** The wheel beside a list that is kept in order by brute force; items are used again as soon as they are free. */
class Pair {
  readonly wheel: Wheel;
  private readonly rows = new Rows(4);
  private readonly list: Pending[] = [];
  private sequence = 0;
  now = 0;

  constructor(width?: number) {
    this.wheel = new Wheel(this.rows, undefined, width);
  }

  get size(): number {
    return this.list.length;
  }

  push(time: number, eventClass = 0): void {
    const item = this.rows.take();
    const rank = eventClass * 2 ** 48 + this.sequence++;
    this.wheel.push(time, rank, item, item % 1000);
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.list[middle];
      if (other.time > time || (other.time === time && other.rank > rank)) low = middle + 1;
      else high = middle;
    }
    this.list.splice(low, 0, { time, rank, item });
  }

  /** Takes the earliest event from both; the two must be the same one. */
  pop(): void {
    const first = this.list.pop();
    const time = this.wheel.headTime();
    if (first === undefined) {
      if (time !== Infinity) expect.fail(`an empty wheel has an event at ${time}`);
      return;
    }
    const rank = this.wheel.headRank();
    const item = this.wheel.pop();
    if (
      time !== first.time ||
      rank !== first.rank ||
      item !== first.item ||
      this.wheel.addressOf(item) !== item % 1000
    ) {
      expect.fail(`popped ${JSON.stringify({ time, rank, item })} instead of ${JSON.stringify(first)}`);
    }
    this.now = time;
    this.rows.give(item);
  }

  drain(): void {
    while (this.size > 0) this.pop();
    this.pop();
  }
}

const chance = new Purpose(1, "wheel");

/** Pops one and pushes others, so that `pending` events stay pending; their delays are drawn from `delay`. */
function hold(pair: Pair, events: number, pending: number, delay: (u: number, index: number) => number): void {
  for (let i = 0; i < events; i++) {
    while (pair.size < pending) pair.push(pair.now + delay(chance.uniform(i, pair.size & 1023), i), i % 5);
    pair.pop();
  }
}

describe("the wheel pops exactly like a sorted list", () => {
  it("whatever is pushed and popped", () => {
    const delay = fc.oneof(
      fc.constant(0),
      fc.constantFrom(1e-9, 1 / 4096, 0.001, 0.5, 0.5, 3, 900, 86_400, 1e9),
      fc.double({ min: 0, max: 5, noNaN: true }),
      fc.double({ min: 0, max: 1e-6, noNaN: true }),
    );
    const action = fc.oneof(
      fc.record({ push: delay, eventClass: fc.integer({ min: 0, max: 4 }) }),
      fc.record({ pops: fc.integer({ min: 1, max: 4 }) }),
    );
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 400 }),
        fc.constantFrom(undefined, 1e-6, 0.1, 100),
        (actions, width) => {
          const pair = new Pair(width);
          for (const act of actions) {
            if ("push" in act) pair.push(pair.now + act.push, act.eventClass);
            else for (let k = 0; k < act.pops; k++) pair.pop();
          }
          pair.drain();
        },
      ),
      { numRuns: 300 },
    );
  });

  it("when many events are at one instant", () => {
    const pair = new Pair();
    for (let i = 0; i < 500; i++) pair.push(1, (i * 7) % 5);
    hold(pair, 2000, 500, (_, i) => (i % 3 === 0 ? 1 : 0));
    pair.drain();
  });

  it("when the density grows and falls a hundred thousandfold, and the buckets with it", () => {
    const pair = new Pair();
    // Several reviews of the density at each level.
    for (const scale of [1, 1e-2, 1e-4, 1e-5, 1e-3, 1, 30]) hold(pair, 20_000, 200, (u) => -Math.log(u) * scale);
    pair.drain();
  });

  it("when the number of pending events grows and falls", () => {
    const pair = new Pair();
    for (const pending of [10, 4000, 100, 3]) hold(pair, 10_000, pending, (u) => -Math.log(u));
    pair.drain();
  });

  it("when some events lie far beyond all others", () => {
    const pair = new Pair();
    hold(pair, 30_000, 300, (u, i) => (i % 10 === 0 ? 900 + (i % 7) : u * 0.01));
    pair.push(1e12);
    pair.push(2 ** 60);
    hold(pair, 1000, 300, (u) => u);
    pair.drain();
  });

  it("when a quiet time follows a busy one", () => {
    const pair = new Pair();
    hold(pair, 20_000, 100, (u) => u * 1e-4);
    pair.drain();
    for (const delay of [1e-7, 5, 4000, 1e6, 1e6]) {
      pair.push(pair.now + delay);
      pair.push(pair.now + delay);
      pair.pop();
    }
    pair.drain();
  });

  it("when events crowd in one bucket and one is pushed before them", () => {
    const pair = new Pair(10);
    for (let i = 0; i < 300; i++) pair.push(5 + ((i * 37) % 300) / 1000);
    pair.pop();
    pair.push(pair.now);
    pair.push(pair.now + 1e-12);
    pair.drain();
  });
});

describe("with more events than the caches hold", () => {
  /** The wheel beside a heap, since a sorted list would take too long; and what the wheel said would come soon. */
  function crowd() {
    const rows = new Rows();
    const heap = new EventHeap();
    const pending = new Set<number>();
    const soon = { told: 0, strange: 0 };
    const wheel = new Wheel(rows, (items, count) => {
      soon.told += count;
      for (const item of items.subarray(0, count)) if (!pending.has(item)) soon.strange++;
      // Whoever is told may write over the list.
      items.fill(0);
    });
    let rank = 0;
    const push = (time: number) => {
      const item = rows.take();
      wheel.push(time, rank, item, item & 7);
      heap.push(time, rank++, item);
      pending.add(item);
    };
    const pop = () => {
      const time = heap.headTime();
      const item = heap.pop();
      if (wheel.headTime() !== time || wheel.pop() !== item || wheel.addressOf(item) !== (item & 7)) {
        expect.fail(`another event than ${item} came at ${time}`);
      }
      pending.delete(item);
      rows.give(item);
      return time;
    };
    return { heap, soon, push, pop };
  }

  it("it pops like a heap while they become many and few again", () => {
    const { heap, push, pop } = crowd();
    let now = 0;
    for (let i = 0; heap.size < 200_000; i++) push(-Math.log(chance.uniform(i, 1)));
    for (let i = 0; i < 150_000; i++) {
      now = pop();
      push(now - Math.log(chance.uniform(i, 2)) * (i % 50 === 0 ? 20 : 1));
    }
    while (heap.size > 0) now = pop();
    expect(now).toBeGreaterThan(1);
  });

  it("it tells which ones have their turn soon, before they have it", () => {
    const { heap, soon, push, pop } = crowd();
    for (let i = 0; heap.size < 200_000; i++) push(chance.uniform(i, 3));
    for (let i = 0; i < 50_000; i++) push(pop() + chance.uniform(i, 4));
    expect(soon.strange).toBe(0);
    soon.told = 0;
    for (let i = 0; i < 20_000; i++) pop();
    // All of them are told, and few that come much later.
    expect(soon.told).toBeGreaterThan(19_000);
    expect(soon.told).toBeLessThan(22_000);
  });
});

it("says that an empty wheel has nothing to come", () => {
  const rows = new Rows();
  const wheel = new Wheel(rows);
  expect(wheel.headTime()).toBe(Infinity);
  wheel.push(3, 0, rows.take(), 0);
  expect(wheel.headTime()).toBe(3);
  wheel.pop();
  expect(wheel.headTime()).toBe(Infinity);
});
