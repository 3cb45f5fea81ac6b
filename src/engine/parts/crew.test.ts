import { describe, expect, it } from "vitest";
import { Crew } from "./crew.ts";

describe("a crew", () => {
  it("shares its workers evenly over its instances, the first ones first", () => {
    const crew = new Crew(5, 3);
    const taken = Array.from({ length: 7 }, () => crew.take(0));
    expect(taken).toEqual([0, 1, 2, 0, 1, -1, -1]);
    crew.give(1, 1);
    expect(crew.take(1)).toBe(1);
  });

  it("has no end of workers where they are unlimited", () => {
    const crew = new Crew(Infinity, 2);
    expect(Array.from({ length: 4 }, () => crew.take(0))).toEqual([0, 1, 0, 1]);
    expect(crew.live.total(10)).toBe(0);
  });

  it("gives no order to an instance that is dead or stands still, however many faults say so", () => {
    const crew = new Crew(4, 2);
    crew.setAlive(0, false, 1);
    crew.setStill(0, true);
    crew.setAlive(0, true, 2);
    expect(crew.isUp(0)).toBe(false);
    expect([crew.take(2), crew.take(2), crew.take(2)]).toEqual([1, 1, -1]);
    crew.setStill(0, false);
    expect(crew.isUp(0)).toBe(true);
    expect(crew.take(2)).toBe(0);
  });

  it.each([1, 2])("never has more busy workers than live ones (%d instances)", (instances) => {
    const crew = new Crew(instances, instances);
    for (let i = 0; i < instances; i++) expect(crew.take(0)).toBe(i);
    // Two faults at once; the order is on its way to the worker and given back only later.
    crew.setAlive(0, false, 10);
    crew.setAlive(0, false, 11);
    expect(crew.busy.value).toBe(instances - 1);
    expect(crew.live.value).toBe(instances - 1);
    crew.give(0, 12);
    crew.setAlive(0, true, 13);
    expect(crew.take(13)).toBe(-1);
    crew.setAlive(0, true, 20);
    expect(crew.busy.value).toBe(instances - 1);
    expect(crew.take(20)).toBe(0);
    expect(crew.busy.total(30)).toBe(30 * (instances - 1) + 20);
    expect(crew.live.total(30)).toBe(30 * (instances - 1) + 20);
  });

  it("counts a worker that stands still as alive and busy", () => {
    const crew = new Crew(1, 1);
    crew.take(0);
    crew.setStill(0, true);
    expect(crew.busy.total(10)).toBe(10);
    expect(crew.live.total(10)).toBe(10);
  });
});

describe("a crew that grows and shrinks", () => {
  it("hands orders to new instances, and none to those that go", () => {
    const crew = new Crew(2, 1);
    crew.resize(2, 2, 10);
    expect([1, 2, 3, 4, 5].map(() => crew.take(10))).toEqual([0, 1, 0, 1, -1]);
    crew.resize(1, 2, 20);
    crew.give(1, 30);
    expect(crew.take(30)).toBe(-1);
    crew.give(0, 30);
    expect(crew.take(30)).toBe(0);
  });

  it("counts a worker of an instance that goes as long as it has its order", () => {
    const crew = new Crew(2, 1);
    crew.resize(2, 3, 0);
    crew.take(0);
    crew.take(0);
    expect(crew.live.value).toBe(5);
    crew.resize(1, 3, 10);
    expect(crew.live.value).toBe(3);
    crew.give(1, 20);
    expect([crew.live.value, crew.busy.value]).toEqual([2, 1]);
    // It comes back before a new one does.
    crew.resize(2, 3, 30);
    expect([crew.live.value, crew.instances]).toEqual([5, 2]);
    crew.resize(3, 3, 30);
    expect([crew.live.value, crew.instances]).toEqual([8, 3]);
  });

  it("dies and comes back while it goes", () => {
    const crew = new Crew(2, 1);
    crew.resize(2, 2, 0);
    crew.take(0);
    crew.take(0);
    crew.resize(1, 2, 10);
    crew.setAlive(1, false, 20);
    expect([crew.live.value, crew.busy.value]).toEqual([2, 1]);
    crew.give(1, 25);
    crew.setAlive(1, true, 30);
    expect([crew.live.value, crew.busy.value, crew.isUp(1)]).toEqual([2, 1, false]);
  });
});
