import { expect, it } from "vitest";
import { kneeOf } from "./knee.ts";

const xs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

it("is where a hockey stick bends, up or down, forwards or back", () => {
  expect(
    kneeOf(
      xs,
      xs.map((x) => Math.max(0, x - 6)),
    )?.index,
  ).toBe(6);
  expect(
    kneeOf(
      xs,
      xs.map((x) => Math.min(x, 3)),
    )?.index,
  ).toBe(3);
  expect(
    kneeOf(
      xs,
      xs.map((x) => Math.max(0, 4 - x)),
    )?.index,
  ).toBe(4);
  expect(
    kneeOf(
      xs.map((x) => -x),
      xs.map((x) => Math.max(0, 4 - x)),
    )?.index,
  ).toBe(4);
});

it("is the point of y = 1 / x nearest to the corner", () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  expect(
    kneeOf(
      values,
      values.map((x) => 1 / x),
    )?.index,
  ).toBe(2);
});

it("does not depend on the units", () => {
  const ys = xs.map((x) => x ** 4);
  const other = kneeOf(
    xs.map((x) => 1000 * x - 3),
    ys.map((y) => 0.02 - y / 1e6),
  );
  expect(other?.index).toBe(kneeOf(xs, ys)?.index);
});

it("is nowhere on a straight line, a constant, or less than three points", () => {
  expect(kneeOf(xs, xs)).toBeNull();
  expect(
    kneeOf(
      xs,
      xs.map(() => 4),
    ),
  ).toBeNull();
  expect(kneeOf([1, 2], [0, 9])).toBeNull();
});

it("is not made of what hardly varies", () => {
  const barely = xs.map((x) => 100 + Math.min(x, 2));
  expect(kneeOf(xs, barely)).toBeNull();
  const little = barely.map((y) => y - 90);
  expect(kneeOf(xs, little)?.index).toBe(2);
});

it("passes over what is absent", () => {
  expect(
    kneeOf(
      xs,
      xs.map((x) => (x === 2 ? null : Math.max(0, x - 6))),
    )?.index,
  ).toBe(6);
});
