import { expect, test } from "vitest";
import { reportInput } from "./fixtures.ts";
import { resultJson } from "./json.ts";

test("a result reads back as it was, with its timeline", () => {
  const { result, frames } = reportInput();
  const { timeline, ...rest } = JSON.parse(resultJson(result, frames));
  expect(rest).toEqual(result);
  expect(timeline.series.completionP99.slice(4, 6)).toEqual([null, frames.series.completionP99[5]]);
  expect(resultJson(result, frames)).not.toContain("\n");
});

test("the timeline can be left out", () => {
  const { result } = reportInput();
  expect(JSON.parse(resultJson(result, null))).toEqual(result);
});
