import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { durationText, LONGEST_DURATION, parseDuration } from "./duration.ts";

const seconds = (input: string | number) => {
  const read = parseDuration(input);
  return read.ok ? read.value : read.message;
};

describe("parseDuration", () => {
  it.each([
    ["250ms", 0.25],
    ["20us", 0.00002],
    ["20µs", 0.00002],
    ["0.1ms", 0.0001],
    ["1.5s", 1.5],
    ["15m", 900],
    ["15 min", 900],
    ["2h", 7200],
    ["1d", 86_400],
    [" 3 s ", 3],
    ["0s", 0],
    [60, 60],
    [0.08, 0.08],
  ])("reads %s as %d seconds", (input, expected) => {
    expect(seconds(input)).toBe(expected);
  });

  it.each([
    ["250", "needs a unit: ms, s, m or h"],
    ["250 sec", 'unknown unit "sec": use ms, s, m or h'],
    ["5 MB", 'unknown unit "MB": use ms, s, m or h'],
    ["soon", 'cannot read "soon": write a number and a unit (ms, s, m or h)'],
    ["", 'cannot read "": write a number and a unit (ms, s, m or h)'],
    ["-1s", "must not be negative"],
    ["1e999s", "is too large"],
    ["367d", "must be at most 366d"],
    [-1, "must not be negative"],
    [Number.NaN, "must be a finite number of seconds"],
  ])("refuses %j", (input, message) => {
    expect(seconds(input)).toBe(message);
  });
});

describe("durationText", () => {
  it.each([
    [0, "0s"],
    [0.25, "250ms"],
    [0.00002, "20us"],
    [1.5, "1.5s"],
    [60, "1m"],
    [90, "90s"],
    [900, "15m"],
    [86_400, "1d"],
  ])("writes %d as %s", (value, text) => {
    expect(durationText(value)).toBe(text);
  });

  it("is read back as the same number", () => {
    const any = fc.oneof(
      fc.double({ min: 0, max: LONGEST_DURATION, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: LONGEST_DURATION }),
    );
    fc.assert(
      fc.property(any, (value) => {
        expect(seconds(durationText(value))).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 5000 },
    );
  });
});
