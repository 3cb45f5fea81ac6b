import { expect, it } from "vitest";
import { type DocumentInput, parseDocument } from "../model/index.ts";
import {
  addComponent,
  componentsOf,
  connect,
  duplicate,
  freeId,
  linkKey,
  linksOf,
  moveComponents,
  remove,
} from "./edits.ts";

const drawing: DocumentInput = {
  format: "doorbuster",
  version: 1,
  architecture: {
    components: [
      { id: "gateway", kind: "gateway", config: { servers: 3 } },
      { id: "queue", kind: "queue" },
      { id: "orchestrator", kind: "orchestrator" },
    ],
    links: [
      { from: "gateway", to: "queue", latency: "1ms" },
      { from: "queue", to: "orchestrator" },
    ],
  },
};

it("adds under a free id, at whole pixels, and can be read", () => {
  const { document, id } = addComponent(drawing, "queue", { x: 1.4, y: -2.6 });
  expect(id).toBe("queue-2");
  expect(componentsOf(document).at(-1)).toMatchObject({ id, position: { x: 1, y: -3 } });
  expect(parseDocument(document).ok).toBe(true);
});

it("removes a component with its links, and nothing else", () => {
  const without = remove(drawing, new Set(["queue"]), new Set());
  expect(componentsOf(without).map(({ id }) => id)).toEqual(["gateway", "orchestrator"]);
  expect(linksOf(without)).toEqual([]);
  const unlinked = remove(drawing, new Set(), new Set([linkKey({ from: "gateway", to: "queue" })]));
  expect(linksOf(unlinked)).toEqual([{ from: "queue", to: "orchestrator" }]);
  expect(componentsOf(unlinked)).toHaveLength(3);
});

it("links once", () => {
  const linked = connect(drawing, "gateway", "orchestrator");
  expect(linksOf(linked)).toHaveLength(3);
  expect(connect(linked, "gateway", "orchestrator")).toBe(linked);
});

it("duplicates with settings and with the links inside, beside the originals", () => {
  const positions = new Map([
    ["gateway", { x: 0, y: 0 }],
    ["queue", { x: 200, y: 0 }],
  ]);
  const { document, ids } = duplicate(drawing, positions);
  expect(ids).toEqual(["gateway-2", "queue-2"]);
  expect(componentsOf(document).find(({ id }) => id === "gateway-2")).toMatchObject({ config: { servers: 3 } });
  expect(linksOf(document).at(-1)).toEqual({ from: "gateway-2", to: "queue-2", latency: "1ms" });
  expect(linksOf(document)).toHaveLength(3);
  expect(parseDocument(document).ok).toBe(true);
});

it("moves what was moved", () => {
  const moved = moveComponents(drawing, new Map([["queue", { x: 10, y: 20 }]]));
  expect(componentsOf(moved).map(({ position }) => position)).toEqual([undefined, { x: 10, y: 20 }, undefined]);
});

it("counts ids on", () => {
  expect(freeId("queue", new Set(["queue"]))).toBe("queue-2");
  expect(freeId("queue-2", new Set(["queue", "queue-2", "queue-3"]))).toBe("queue-4");
  expect(freeId("x".repeat(64), new Set()).length).toBeLessThanOrEqual(64);
});
