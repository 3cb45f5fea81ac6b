import { describe, expect, it } from "vitest";
import { Agenda } from "./agenda.ts";
import { Calls, Fate, isTransient, Outcome } from "./calls.ts";
import { Orders, orderCalled, orderName, orderNumber, SOURCES_MAX, sourceOf } from "./orders.ts";

describe("the table of calls", () => {
  it("gives rows that are in use to nobody else, however many there are", () => {
    const calls = new Calls(2);
    const open = Array.from({ length: 100 }, (_, order) => calls.open(order, 1000 + order));
    expect(new Set(open).size).toBe(100);
    expect(open.map((call) => [calls.order[call], calls.number[call]])).toEqual(open.map((_, n) => [n, 1000 + n]));
    expect(calls.live).toBe(100);
  });

  it("uses a row again as if it were new, but under another generation", () => {
    const calls = new Calls(1);
    const call = calls.open(7, 7);
    const before = calls.generation[call];
    calls.attempt[call] = 3;
    calls.outcome.set(call, Outcome.declined);
    calls.fate.set(call, Fate.orphaned);
    calls.close(call);
    expect(calls.open(8, 8)).toBe(call);
    expect(calls.generation[call]).not.toBe(before);
    expect([calls.attempt[call], calls.outcome.of(call), calls.fate.of(call)]).toEqual([
      0,
      Outcome.pending,
      Fate.awaited,
    ]);
    expect(calls.live).toBe(1);
  });

  it("cancels what waits for a call by renewing it", () => {
    const calls = new Calls();
    const call = calls.open(1, 1);
    const before = calls.generation[call];
    calls.renew(call);
    expect(calls.generation[call]).not.toBe(before);
  });

  it("counts generations round and round", () => {
    const calls = new Calls(1);
    const call = calls.open(0, 0);
    calls.generation[call] = 0x7fff_ffff;
    calls.close(call);
    expect(calls.generation[call]).toBe(-0x8000_0000);
  });
});

it("tells what may succeed the next time from what will not", () => {
  const final = [Outcome.ok, Outcome.outOfStock, Outcome.declined, Outcome.shippingFailed, Outcome.tombstoned];
  expect(final.filter(isTransient)).toEqual([]);
  const transient = [Outcome.full, Outcome.timedOut, Outcome.unavailable, Outcome.serverError, Outcome.deadlock];
  expect(transient.every(isTransient)).toBe(true);
});

describe("the table of orders", () => {
  it("grows with its columns, and keeps what was in them", () => {
    const orders = new Orders(2);
    const column = orders.reals();
    const rows = Array.from({ length: 50 }, (_, n) => {
      const row = orders.open(orderNumber(1, n), n / 10, 2);
      column.set(row, n);
      return row;
    });
    expect(new Set(rows).size).toBe(50);
    rows.forEach((row, n) => {
      expect([orders.number[row], orders.click.of(row), orders.units[row], column.of(row)]).toEqual([
        (1 << 27) | n,
        n / 10,
        2,
        n,
      ]);
    });
  });

  it("uses rows again, as if they were new", () => {
    const orders = new Orders(4);
    const first = orders.open(1, 0, 1);
    orders.touched.set(first, 1);
    orders.ended.set(first, 2);
    orders.references[first] = 3;
    orders.close(first);
    const second = orders.open(2, 5, 1);
    expect(second).toBe(first);
    expect([orders.touched.of(second), orders.ended.of(second), orders.references[second]]).toEqual([0, 0, 0]);
    expect(orders.live).toBe(1);
  });
});

describe("an order's number", () => {
  it("has its source and its index, and a name to call it by", () => {
    for (const source of [0, 1, SOURCES_MAX - 1]) {
      for (const index of [0, 1, 2_999_999, (1 << 27) - 1]) {
        const number = orderNumber(source, index);
        expect(sourceOf(number)).toBe(source);
        expect(orderCalled(orderName(number))).toBe(number);
      }
    }
    expect(orderName(orderNumber(0, 0))).toBe("1");
    expect(orderName(orderNumber(2, 41))).toBe("3-42");
  });

  it.each(["", "0", "-1", "1-", "1-0", "17-1", "1.5", "999999999", "x", " 1"])("is never called %j", (name) => {
    expect(orderCalled(name)).toBeNull();
  });
});

describe("the agenda", () => {
  it("does things by time, and of one instant in the order they were planned", () => {
    const done: string[] = [];
    const told: number[] = [];
    const agenda = new Agenda((time) => told.push(time));
    for (const [time, name] of [
      [5, "e"],
      [1, "a"],
      [3, "b"],
      [3, "c"],
      [1, "a2"],
    ] as const) {
      agenda.at(time, () => done.push(name));
    }
    expect(told).toEqual([5, 1, 3, 3, 1]);
    expect(agenda.nextTime).toBe(1);
    while (agenda.nextTime < Infinity) agenda.doNext();
    expect(done).toEqual(["a", "a2", "b", "c", "e"]);
  });
});
