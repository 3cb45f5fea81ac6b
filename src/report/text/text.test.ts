import { expect, test } from "vitest";
import { PLAIN_TEXTS, reportInput } from "../fixtures.ts";
import { textSummary } from "../index.ts";

test("the summary says what happened, in aligned columns with units", () => {
  const lines = textSummary(reportInput()).split("\n");
  expect(lines[0]).toBe("Spring sale");
  const goal = lines.findIndex((line) => line.startsWith("  Accepted soon"));
  expect(lines[goal]).toMatch(/at most 2 s +70 ms +✓ met$/);
  expect(lines[goal + 1]).toMatch(/at most 0 +1 +✕ not met$/);
  expect(lines[goal].indexOf("✓")).toBe(lines[goal + 1].indexOf("✕"));
  expect(lines.some((line) => /^ {2}Oversold units +1 +✕ violated/.test(line))).toBe(true);
  expect(lines.some((line) => /^ {2}payment declined +6 +6%$/.test(line))).toBe(true);
  expect(lines.some((line) => /^ {2}Oversold units +95 +9\.5 s$/.test(line))).toBe(true);
  expect(lines.some((line) => /^ {2}First: payment declined +3 +1\.25 s$/.test(line))).toBe(true);
  expect(lines.some((line) => /^ {2}Slowest to complete +2-41 +7\.5 s$/.test(line))).toBe(true);
  for (const line of lines) expect(line).toBe(line.trimEnd());
});

test("no name steers the terminal or breaks a line", () => {
  const summary = textSummary(reportInput({ ...PLAIN_TEXTS, name: "a\u001B[2Jb\r\nc\u009B", goal: "x\ny\u202E" }));
  expect(summary.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202E]/u);
  expect(summary.split("\n")[0]).toBe("a\uFFFD[2Jb c\uFFFD");
});
