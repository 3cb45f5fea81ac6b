/** The capacity sum: more comes than is finished, for a while. The backlog at every second, against the fluid line. */
import { readFileSync } from "node:fs";
import { type DocumentInput, parseDocumentText } from "../../../src/model/index.ts";
import { backlogLine } from "../documents.ts";
import { type FluidSale, fluidBacklog } from "../fluid.ts";
import { type Line, replicated, type System, system } from "../row.ts";

/** Where the line comes close to nothing, chance rounds its corner off: the last hundredth of the peak is left out. */
const CORNER = 0.01;

function capacitySum(
  document: () => DocumentInput,
  sale: FluidSale,
  until: number,
  about: { name: string; how: string; heavy?: true },
): System {
  const whole = fluidBacklog(sale, until);
  const from = sale.rate * sale.seconds * CORNER;
  const length = whole.findLastIndex((backlog) => backlog > from) + 1;
  const line = whole.slice(0, length);
  const row: Line<readonly number[]> = {
    figure: `backlog at each of ${length} seconds`,
    points: (seen) => seen,
    line,
    at: (index) => `at ${index + 1} s`,
  };
  const bottleneck = { ...sale, visits: sale.visits.map((visit) => ({ ...visit, mean: visit.mean * 1.01 })) };
  const slower = fluidBacklog(bottleneck, until).slice(0, length);
  return system({
    ...about,
    see: replicated((seed) => backlogLine(document(), seed, until)),
    rows: [row, { ...row, figure: `${row.figure}, if services took 1 % longer`, line: slower, wrong: true }],
  });
}

/** 8,000 orders a second for ten seconds, to workers that finish 2,000. */
const SMALL: FluidSale = {
  rate: 8000,
  seconds: 10,
  workers: 1000,
  servers: [Infinity],
  visits: [{ station: 0, mean: 0.5, next: [] }],
};

const small: DocumentInput = {
  format: "doorbuster",
  version: 1,
  architecture: {
    components: [
      {
        id: "shoppers",
        kind: "shoppers",
        config: { arrivals: { startRate: SMALL.rate, stages: [{ target: SMALL.rate, duration: SMALL.seconds }] } },
      },
      { id: "gateway", kind: "gateway", config: { servers: null, serviceTime: 0 } },
      { id: "orders", kind: "queue" },
      {
        id: "orchestrator",
        kind: "orchestrator",
        config: {
          workers: SMALL.workers,
          logWrite: null,
          saga: [{ step: "work", component: "service", operation: "send" }],
        },
      },
      {
        id: "service",
        kind: "notification",
        config: { servers: null, operations: { send: { exponential: { mean: 0.5 } } } },
      },
    ],
    links: [
      { from: "shoppers", to: "gateway" },
      { from: "gateway", to: "orders" },
      { from: "orders", to: "orchestrator" },
      { from: "orchestrator", to: "service" },
    ],
  },
};

/** The canonical flash sale: stations inventory, payment, shipping, notification. */
const CANONICAL: FluidSale = {
  rate: 50_000,
  seconds: 60,
  workers: 8000,
  servers: [900, 2500, 1500, 300],
  visits: [
    { station: 0, mean: 0.08, next: [{ visit: 1, share: 1 }] },
    {
      station: 1,
      mean: 0.5,
      next: [
        { visit: 2, share: 0.97 },
        { visit: 5, share: 0.03 },
      ],
    },
    { station: 0, mean: 0.03, next: [{ visit: 3, share: 1 }] },
    {
      station: 2,
      mean: 0.2,
      next: [
        { visit: 4, share: 0.99 },
        { visit: 6, share: 0.01 },
      ],
    },
    { station: 3, mean: 0.02, next: [] },
    { station: 0, mean: 0.08, next: [] },
    { station: 1, mean: 0.5, next: [{ visit: 5, share: 1 }] },
  ],
};

function canonical(): DocumentInput {
  const parsed = parseDocumentText(
    readFileSync(new URL("../../../bench/canonical-flash-sale.json", import.meta.url), "utf8"),
  );
  if (!parsed.ok) throw new Error("the canonical flash sale cannot be read");
  return parsed.document;
}

export const TRANSIENT: readonly System[] = [
  capacitySum(() => small, SMALL, 45, {
    name: "Capacity sum, a document",
    how: "A document: 8,000 orders a second for 10 s, and 1,000 workers that finish 2,000 a second.",
  }),
];

export const HEAVY_TRANSIENT: readonly System[] = [
  capacitySum(canonical, CANONICAL, 620, {
    name: "Capacity sum of the canonical flash sale",
    how: "The document bench/canonical-flash-sale.json: 50,000 orders a second for 60 s, declines and failed shipments included. The line is that of water through the same saga.",
    heavy: true,
  }),
];
