import { expect, it } from "vitest";
import { sampleAt } from "./sample-at.ts";

it("finds the last sample at or before an instant", () => {
  const times = Float64Array.of(0, 1, 2, 4);
  const found = [-1, 0, 0.5, 1, 3.9, 4, 99].map((time) => sampleAt({ times }, time));
  expect(found).toEqual([0, 0, 0, 1, 2, 3, 3]);
  expect(sampleAt({ times: new Float64Array(0) }, 1)).toBe(-1);
});
