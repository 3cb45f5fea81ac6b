import { expect, it } from "vitest";
import { type DocumentInput, parseDocument } from "../model/index.ts";
import { renameComponent } from "./rename-component.ts";

const drawing: DocumentInput = {
  format: "doorbuster",
  version: 1,
  architecture: {
    components: [
      {
        id: "orchestrator",
        kind: "orchestrator",
        config: { saga: [{ step: "pay", component: "payment", operation: "charge" }] },
      },
      { id: "payment", kind: "payment", config: { servers: 2 } },
      { id: "queue", kind: "queue" },
    ],
    links: [
      { from: "orchestrator", to: "payment", latency: "1ms" },
      { from: "queue", to: "orchestrator" },
    ],
  },
  faults: [{ kind: "slowdown", target: "payment", at: "5s" }],
  goals: [{ name: "payment", figure: "components.payment.utilization", atMost: 0.9 }],
};

it("everything that refers to a component follows, and nothing else changes", () => {
  const renamed = renameComponent(drawing, "payment", "bank");
  expect(JSON.stringify(renamed)).toBe(
    JSON.stringify(drawing)
      .replace('"component":"payment"', '"component":"bank"')
      .replace('"id":"payment"', '"id":"bank"')
      .replace('"to":"payment"', '"to":"bank"')
      .replace('"target":"payment"', '"target":"bank"')
      .replace("components.payment.", "components.bank."),
  );
  expect(parseDocument(renamed).ok).toBe(true);
});
