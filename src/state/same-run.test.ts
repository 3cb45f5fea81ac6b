import { expect, it } from "vitest";
import type { DocumentInput } from "../model/index.ts";
import { sameRun } from "./same-run.ts";

const drawing: DocumentInput = {
  format: "doorbuster",
  version: 1,
  name: "A",
  architecture: {
    components: [{ id: "queue", kind: "queue", position: { x: 0, y: 0 }, config: { capacity: 5, messageBytes: 9 } }],
  },
};
const withQueue = (more: object): DocumentInput => ({
  ...drawing,
  architecture: { components: [{ id: "queue", kind: "queue", ...more }] },
});

it("names, words, places and the order of keys do not matter to a run", () => {
  expect(sameRun(drawing, { ...drawing, name: "B", about: "C" })).toBe(true);
  expect(sameRun(drawing, withQueue({ name: "Q", config: { messageBytes: 9, capacity: 5 } }))).toBe(true);
});

it("settings, links and the seed do", () => {
  expect(sameRun(drawing, withQueue({ config: { capacity: 6, messageBytes: 9 } }))).toBe(false);
  expect(sameRun(drawing, { ...drawing, run: { seed: 2 } })).toBe(false);
  expect(
    sameRun(drawing, { ...drawing, architecture: { ...drawing.architecture, links: [{ from: "a", to: "b" }] } }),
  ).toBe(false);
});
