import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatFigure,
  formatInteger,
  formatMoney,
  formatPercent,
  formatRate,
} from "./format.ts";

describe("formatDuration", () => {
  it.each([
    [0, "0 s"],
    [2e-5, "20 µs"],
    [0.00123, "1.23 ms"],
    [0.0812, "81.2 ms"],
    [0.5, "500 ms"],
    [0.99996, "1 s"],
    [2.013, "2.01 s"],
    [270, "270 s"],
    [534.6, "534.6 s"],
    [540, "540 s"],
    [1000, "16 min 40 s"],
    [3599.7, "1 h"],
    [7500, "2 h 5 min"],
    [86_400, "1 d"],
    [273_600, "3 d 4 h"],
    [-1.5, "-1.5 s"],
  ])("%d", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe("formatCount", () => {
  it.each([
    [0, "0"],
    [0.1304, "0.13"],
    [12.34, "12.3"],
    [999.7, "1,000"],
    [45_000, "45,000"],
    [540_000, "540,000"],
    [2_700_000, "2.70 M"],
    [999_999_999, "1.00 G"],
    [-45_000, "-45,000"],
    [0.0000123, "1.2e-5"],
  ])("%d", (value, text) => {
    expect(formatCount(value)).toBe(text);
  });
});

it("writes whole numbers in full", () => {
  expect(formatInteger(2_700_000)).toBe("2,700,000");
});

it("writes bytes in decimal units", () => {
  expect([0, 512, 2000, 999_999, 5.4e9, 1e18].map(formatBytes)).toEqual([
    "0 B",
    "512 B",
    "2.00 kB",
    "1.00 MB",
    "5.40 GB",
    "1,000 PB",
  ]);
});

it("writes rates", () => {
  expect(formatRate(5000)).toBe("5,000/s");
});

it("keeps a share that is not whole from reading as whole", () => {
  expect([0, 1, 0.823, 0.9995, 0.9999, 0.00004, 0.99999999999, 0.5].map(formatPercent)).toEqual([
    "0%",
    "100%",
    "82.3%",
    "99.95%",
    "99.99%",
    "0.004%",
    ">99.99999%",
    "50%",
  ]);
});

it("writes money from minor units", () => {
  expect([0, 5, 10_000, 123_456_7, 3e9, -250].map(formatMoney)).toEqual([
    "0.00",
    "0.05",
    "100.00",
    "12,345.67",
    "30.0 M",
    "-2.50",
  ]);
});

it("writes a dash for a figure that is not there", () => {
  expect(formatFigure(null, "seconds")).toBe("–");
  expect(formatFigure(Number.NaN, "count")).toBe("–");
  expect(formatFigure(5.4e9, "bytes")).toBe("5.40 GB");
});

it("never writes a number that is not one", () => {
  const units = ["seconds", "bytes", "money", "count", "ratio", "perSecond"] as const;
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1e15, noNaN: true }), fc.constantFrom(...units), (value, unit) => {
      expect(formatFigure(value, unit)).toMatch(/^[<>]?\d/);
    }),
  );
});
