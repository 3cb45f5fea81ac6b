import { expect, it } from "vitest";
import { newComponent, newStep, starterDocument } from "./defaults.ts";
import { KINDS, type Kind } from "./kinds/index.ts";
import { parseDocument } from "./parse.ts";

it("begins with a document that can be read", () => {
  expect(parseDocument(starterDocument()).ok).toBe(true);
});

it("makes a component of every kind that can be read", () => {
  for (const kind of Object.keys(KINDS) as Kind[]) {
    const components = [newComponent(kind, []), newComponent(kind, [kind], { x: 1, y: 2 })];
    expect(components.map(({ id }) => id)).toEqual([kind, `${kind}-2`]);
    expect(parseDocument({ ...starterDocument(), architecture: { components } }).ok).toBe(true);
  }
});

it("gives a step the compensation that undoes it", () => {
  const inventory = { id: "stock", operations: KINDS.inventory.operations };
  expect(newStep(inventory, "reserve", [])).toEqual({
    step: "reserve",
    component: "stock",
    operation: "reserve",
    compensation: "release",
  });
  expect(newStep({ id: "mail", operations: KINDS.notification.operations }, "send", ["send"])).toEqual({
    step: "send-2",
    component: "mail",
    operation: "send",
  });
});
