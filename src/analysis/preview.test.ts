import { expect, it } from "vitest";
import { type Component, type DocumentInput, parseDocument } from "../model/index.ts";
import { previewOf } from "./preview.ts";

/** Every setting that counts something, at numbers that divide by 100. */
const document: DocumentInput = {
  format: "doorbuster",
  version: 1,
  architecture: {
    components: [
      {
        id: "shoppers",
        kind: "shoppers",
        config: { arrivals: { process: "counts", counts: [1_000_050, 999_950] } },
      },
      {
        id: "gateway",
        kind: "gateway",
        config: {
          servers: 100_000,
          waitingRoom: 500,
          rateLimit: { tokenBucket: { rate: 2000, burst: 300 } },
          virtualWaitingRoom: { rate: 5000 },
        },
      },
      { id: "queue", kind: "queue", config: { capacity: 1000, backPressureDepth: 20, prefetch: 400 } },
      {
        id: "driver",
        kind: "orchestrator",
        config: {
          workers: 1000,
          saga: [
            { step: "reserve", component: "stock", operation: "reserve" },
            { step: "charge", component: "bank", operation: "charge" },
          ],
        },
      },
      {
        id: "stock",
        kind: "inventory",
        config: { servers: 5000, items: [{ id: "shoe", stock: 3_000_000 }], updateTime: "1ms" },
      },
      { id: "bank", kind: "payment", config: { instances: 10, concurrency: 5000, processorRate: 700 } },
    ],
    links: [
      { from: "shoppers", to: "gateway" },
      { from: "gateway", to: "queue" },
      { from: "queue", to: "driver" },
      { from: "driver", to: "stock", latency: "3ms" },
      { from: "driver", to: "bank", bulkhead: 600 },
    ],
  },
};

it("divides whatever counts orders or servers, and nothing else", () => {
  const parsed = parseDocument(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const preview = previewOf(parsed.document, parsed.scenario);
  expect(preview?.scale).toBe(100);
  const small = parseDocument(preview?.document);
  if (!small.ok) throw new Error(JSON.stringify(small.problems));
  const { components, links } = small.scenario.architecture;
  const config = (id: string): Component["config"] | undefined => components.find((each) => each.id === id)?.config;
  // The sum stays, whatever each count is rounded to.
  expect(config("shoppers")).toMatchObject({ arrivals: { counts: [10_001, 9999] } });
  expect(config("gateway")).toMatchObject({
    waitingRoom: 5,
    rateLimit: { tokenBucket: { rate: 20, burst: 3 } },
    virtualWaitingRoom: { rate: 50 },
  });
  expect(config("queue")).toMatchObject({ capacity: 10, backPressureDepth: 1, prefetch: 4 });
  expect(config("driver")).toMatchObject({ workers: 10 });
  // 1,000 updates a second at the most are a limit here: they are 10 at 1:100.
  expect(config("stock")).toMatchObject({ items: [{ stock: 30_000 }], updateTime: 0.1 });
  expect(config("bank")).toMatchObject({ instances: 10, processorRate: 7 });
  expect(links.map(({ latency, bulkhead }) => [latency, bulkhead])).toContainEqual([0, 6]);
  expect(links.map(({ latency }) => latency)).toContain(0.003);
});
