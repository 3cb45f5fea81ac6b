import { expect, it } from "vitest";
import { clockText } from "./clock.ts";

it("writes finely what is short, coarsely what is long", () => {
  expect(clockText(7.25, 9)).toBe("0:07.250");
  expect(clockText(60.04, 120)).toBe("1:00.0");
  expect(clockText(60.04, 609)).toBe("01:00.0");
  expect(clockText(3723.9, 7200)).toBe("1:02:03");
});

it("keeps its width and does not run ahead", () => {
  for (const end of [8, 599, 3000, 90_000]) {
    expect(clockText(0, end).length).toBe(clockText(end, end).length);
  }
  expect(clockText(59.99, 100)).toBe("0:59.9");
  expect(clockText(0.3, 100)).toBe("0:00.3");
});
