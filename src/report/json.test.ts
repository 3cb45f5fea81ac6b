import { expect, test } from "vitest";
import { reportInput } from "./fixtures.ts";
import { resultJson } from "./json.ts";

test("a result reads back as it was, with the oracle and its timeline", () => {
  const input = reportInput();
  const { oracle, timeline, ...rest } = JSON.parse(resultJson(input, true));
  expect(rest).toEqual(input.result);
  expect(timeline.series.completionP99.slice(4, 6)).toEqual([null, input.frames.series.completionP99[5]]);
  expect(oracle.predictions.map(({ figure }: { figure: string }) => figure)).toContain("backlog.peak");
  expect(resultJson(input, true)).not.toContain("\n");
});

test("the timeline can be left out", () => {
  const input = reportInput();
  const { oracle: _, ...rest } = JSON.parse(resultJson(input, false));
  expect(rest).toEqual(input.result);
});
