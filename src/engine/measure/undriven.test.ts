import { expect, it } from "vitest";
import { Undriven } from "./undriven.ts";

it("measures from the death of a driver to the next one, or to the end of the run", () => {
  const undriven = new Undriven((row) => 10 * row);
  expect(undriven.result()).toEqual({ orders: 0, mean: null, longest: null });
  expect(undriven.worst()).toBeNull();
  undriven.begin(3, 1);
  undriven.begin(4, 2);
  undriven.begin(5, 2);
  undriven.end(3, 4);
  undriven.end(3, 9);
  undriven.end(7, 9);
  expect(undriven.result()).toEqual({ orders: 1, mean: 3, longest: 3 });
  undriven.close(10);
  expect(undriven.result()).toEqual({ orders: 3, mean: 19 / 3, longest: 8 });
  // Rows 4 and 5 had nobody for equally long.
  expect(undriven.worst()).toEqual({ order: 40, time: 10 });
});
