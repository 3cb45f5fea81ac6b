import { describe, expect, it } from "vitest";
import { Turns } from "./turns.ts";

describe("the turns at an item's count", () => {
  it("end one after the other", () => {
    const turns = new Turns(1, 1, 0.25);
    // The update is the last part of an operation, so the first one costs nothing more.
    expect([1, 1, 1, 1.5, 9].map((now) => turns.take(0, 0, now))).toEqual([1, 1.25, 1.5, 1.75, 9]);
  });

  it("are each item's own", () => {
    const turns = new Turns(2, 1, 1);
    expect([turns.take(0, 0, 5), turns.take(1, 0, 5), turns.take(0, 0, 5)]).toEqual([5, 5, 6]);
  });

  it("are as many at a time as there are shards", () => {
    const turns = new Turns(2, 3, 1);
    const ends = Array.from({ length: 6 }, (_, number) => turns.take(1, number, 5));
    expect(ends).toEqual([5, 5, 5, 6, 6, 6]);
  });

  it("take no time where an update takes none", () => {
    const turns = new Turns(1, 1, 0);
    expect([turns.take(0, 0, 3), turns.take(0, 0, 3)]).toEqual([3, 3]);
  });
});
