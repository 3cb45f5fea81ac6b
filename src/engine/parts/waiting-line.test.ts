import { expect, it } from "vitest";
import { WaitingLine } from "./waiting-line.ts";

const emptied = (line: WaitingLine): number[] => {
  const found: number[] = [];
  while (!line.isEmpty) found.push(line.shift());
  return found;
};

function filled(): WaitingLine {
  const line = new WaitingLine({ next: new Int32Array(8) });
  for (const call of [4, 2, 7]) line.push(call);
  return line;
}

it("is first in, first out", () => {
  expect(emptied(filled())).toEqual([4, 2, 7]);
});

it.each([
  [4, [2, 7, 5]],
  [2, [4, 7, 5]],
  [7, [4, 2, 5]],
])("lets %i go wherever it stands, and goes on", (call, left) => {
  const line = filled();
  expect(line.remove(call)).toBe(true);
  expect(line.remove(call)).toBe(false);
  line.push(5);
  expect(emptied(line)).toEqual(left);
});
