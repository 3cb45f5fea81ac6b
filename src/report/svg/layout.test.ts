import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Position } from "../../model/index.ts";
import type { Drawing } from "./drawing.ts";
import { BOX, layout } from "./layout.ts";

function drawing(ids: readonly string[], wires: readonly string[], at: Record<string, Position> = {}): Drawing {
  return {
    boxes: ids.map((id) => ({ id, name: id, above: "", below: "", position: at[id] ?? null })),
    wires: wires.map((wire) => ({ from: wire.charAt(0), to: wire.charAt(1), label: "" })),
  };
}

describe("the layout", () => {
  test("keeps the places of the document, moved to the corner", () => {
    const { at, width, height } = layout(drawing(["a", "b"], ["ab"], { a: { x: -100, y: 40 }, b: { x: 300, y: -10 } }));
    expect([...at]).toEqual([
      ["a", { x: 0, y: 50 }],
      ["b", { x: 400, y: 0 }],
    ]);
    expect([width, height]).toEqual([400 + BOX.width, 50 + BOX.height]);
  });

  test.each<[string, Record<string, Position>]>([
    ["one has none", { a: { x: 0, y: 0 } }],
    ["boxes would overlap", { a: { x: 0, y: 0 }, b: { x: 10, y: 10 } }],
    ["they are too far apart to be seen", { a: { x: 0, y: 0 }, b: { x: 1e6, y: 0 } }],
  ])("finds its own places when %s", (_why, places) => {
    const { at } = layout(drawing(["a", "b"], ["ab"], places));
    expect(at.get("b")?.x).toBeGreaterThan(BOX.width);
    expect(at.get("b")?.x).toBeLessThan(2 * BOX.width);
  });

  test("goes from left to right along the wires, the longest way", () => {
    const { at } = layout(drawing(["d", "c", "b", "a"], ["ab", "bc", "ac", "cd"]));
    expect(["a", "b", "c", "d"].map((id) => (at.get(id)?.x ?? 0) / (at.get("b")?.x ?? 1))).toEqual([0, 1, 2, 3]);
  });

  test("places every box of any drawing apart from all others, circles included", () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    const wire = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).map(([from, to]) => from + to);
    fc.assert(
      fc.property(fc.array(wire, { maxLength: 20 }), (wires) => {
        const { at, width, height } = layout(drawing(ids, wires));
        const places = [...at.values()];
        expect(places).toHaveLength(ids.length);
        places.forEach((a, i) => {
          expect(a.x >= 0 && a.y >= 0 && a.x <= width - BOX.width && a.y <= height - BOX.height).toBe(true);
          for (const b of places.slice(i + 1)) {
            expect(Math.abs(a.x - b.x) >= BOX.width || Math.abs(a.y - b.y) >= BOX.height).toBe(true);
          }
        });
      }),
    );
  });
});
