import { expect, it } from "vitest";
import { type Frames, type RunResult, SERIES } from "../../model/index.ts";
import { booksAt } from "./books.ts";

// Every series k counts 100 k, 100 k + 1.
const series = Object.fromEntries(SERIES.map((name, k) => [name, Float64Array.of(100 * k, 100 * k + 1)]));
const frames = { interval: 1, times: Float64Array.of(1, 2), series, components: {} } as unknown as Frames;
const result = {
  ledger: {
    units: { stock: 9, available: 4, held: 3, sold: 2 },
    money: { captured: 5, refunded: 1, completedValue: 4 },
    violations: { lostOrders: 2, stuckSagas: 1 },
  },
  orders: { arrived: 7 },
} as unknown as RunResult;

it("has nothing but stock before the first sample", () => {
  const books = booksAt(result, frames, -1);
  expect(books.units).toEqual({ stock: 9, available: 9, held: 0, sold: 0 });
  expect(books.money).toEqual({ captured: 0, refunded: 0, completedValue: 0 });
  expect(books.violations).toBe(0);
});

it("reads each line from its own column", () => {
  const column = (name: (typeof SERIES)[number]) => 100 * SERIES.indexOf(name) + 1;
  const books = booksAt(result, frames, 1);
  expect(books.units).toEqual({
    stock: 9,
    available: column("unitsAvailable"),
    held: column("unitsHeld"),
    sold: column("unitsSold"),
  });
  expect(books.money.completedValue).toBe(column("completedValue"));
  expect(books.orders.inFlight).toBe(column("inFlight"));
  expect(books.violations).toBe(column("violations"));
});

it("is the result's own at the end", () => {
  const books = booksAt(result, frames, "end");
  expect(books.units).toEqual({ stock: 9, available: 4, held: 3, sold: 2 });
  expect(books.orders.arrived).toBe(7);
  expect(books.violations).toBe(3);
});
