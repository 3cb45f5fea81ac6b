import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CacheStore } from "./cache-store.ts";

describe("what a cache holds", () => {
  it("is valid from when it was stored until its time to live is over", () => {
    const store = new CacheStore(3, null, 10);
    expect(store.read(1, 0)).toBe(false);
    store.store(1, 5);
    expect([5, 14.9, 15].map((now) => store.read(1, now))).toEqual([true, true, false]);
    store.store(1, 15);
    expect(store.read(1, 20)).toBe(true);
  });

  it("begins with the first keys when it is filled", () => {
    const store = new CacheStore(5, 2, null);
    store.fill(0);
    expect([0, 1, 2].map((key) => store.read(key, 1))).toEqual([true, true, false]);
    // The second was read last: a new key pushes out the first.
    store.store(4, 2);
    expect([0, 1, 4].map((key) => store.read(key, 3))).toEqual([false, true, true]);
  });

  it("pushes out what was not read for longest, as a list kept by hand does", () => {
    const step = fc.record({ key: fc.nat(5), act: fc.constantFrom("read", "read", "store", "drop", "clear") });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (steps, capacity) => {
        const store = new CacheStore(6, capacity, null);
        let list: number[] = [];
        steps.forEach(({ key, act }, now) => {
          const without = list.filter((other) => other !== key);
          if (act === "read") {
            expect(store.read(key, now)).toBe(list.includes(key));
            if (list.includes(key)) list = [...without, key];
          } else if (act === "store") {
            store.store(key, now);
            list = [...without, key].slice(-capacity);
          } else if (act === "drop") {
            store.drop(key);
            list = without;
          } else if (key === 0) {
            store.clear();
            list = [];
          }
        });
        expect([0, 1, 2, 3, 4, 5].filter((key) => store.read(key, 1e9))).toEqual([...list].sort());
      }),
    );
  });
});
