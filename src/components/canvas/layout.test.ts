import { expect, it } from "vitest";
import { parseDocument, type Scenario } from "../../model/index.ts";
import { CARD, freeNear, positionsOf } from "./layout.ts";

function scenarioOf(ids: Record<string, object>, links: [string, string][]): Scenario {
  const components = Object.entries(ids).map(([id, more]) => ({ id, kind: "queue", ...more }));
  const parsed = parseDocument({
    format: "doorbuster",
    version: 1,
    architecture: { components, links: links.map(([from, to]) => ({ from, to })) },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario;
}

function overlap(positions: Iterable<{ x: number; y: number }>): boolean {
  const all = [...positions];
  return all.some((a, i) =>
    all.slice(i + 1).some((b) => Math.abs(a.x - b.x) < CARD.width && Math.abs(a.y - b.y) < CARD.height),
  );
}

it("puts each component right of everything that links to it", () => {
  const links: [string, string][] = [
    ["a", "b"],
    ["b", "c"],
    ["a", "c"],
    ["c", "d"],
  ];
  const positions = positionsOf(scenarioOf({ a: {}, b: {}, c: {}, d: {}, e: {} }, links));
  for (const [from, to] of links) expect(positions.get(from)?.x).toBeLessThan(positions.get(to)?.x ?? Number.NaN);
  expect(overlap(positions.values())).toBe(false);
});

it("ends on a circle of links", () => {
  const positions = positionsOf(
    scenarioOf({ a: {}, b: {}, c: {} }, [
      ["a", "b"],
      ["b", "c"],
      ["c", "a"],
    ]),
  );
  expect(positions.size).toBe(3);
  expect(overlap(positions.values())).toBe(false);
});

it("leaves what is placed in its place, and puts nothing on top of it", () => {
  const positions = positionsOf(scenarioOf({ a: { position: { x: 5, y: 7 } }, b: {}, c: {} }, [["a", "b"]]));
  expect(positions.get("a")).toEqual({ x: 5, y: 7 });
  expect(overlap(positions.values())).toBe(false);
});

it("finds a free place for one more", () => {
  const taken = [
    { x: 0, y: 0 },
    { x: 30, y: 100 },
  ];
  const place = freeNear({ x: 0, y: 0 }, taken);
  expect(overlap([...taken.slice(1), place])).toBe(false);
  expect(overlap([taken[0], place])).toBe(false);
});
