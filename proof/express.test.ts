// The express lane and the parts are two ways to one result: whatever the design, not a figure may differ.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSimulation } from "../src/engine/index.ts";
import { FIRST_INTERVAL } from "../src/engine/measure/timeline.ts";
import type { DocumentInput, Frames, RunResult } from "../src/model/index.ts";
import { read } from "./run.ts";

/** `EXPRESS_DESIGNS=100000 npx vitest run proof/express.test.ts` for a long night. */
const DESIGNS = Number(process.env.EXPRESS_DESIGNS ?? 300);
const SEED = 20_261_124;
/** Runs are cut at odd places, which must change nothing either. */
const EVENTS_A_SLICE = 61;

const mean = fc.constantFrom(0.01, 0.05, 0.3);
/** Constant times and no times at all make many events fall on one instant: their order must be the same, too. */
const time = fc.oneof(
  fc.constant(0),
  mean,
  mean.map((m) => ({ exponential: { mean: m } })),
  mean.map((m) => ({ uniform: { min: 0, max: 2 * m } })),
  fc.constant({ gamma: { mean: 0.05, shape: 0.5 } }),
  fc.constant({ lognormal: { mean: 0.05, p99: 0.3 } }),
);
const latency = fc.constantFrom(0, 0, 0.001, 0.02);
const servers = fc.constantFrom(null, 1, 2, 10);
const share = fc.constantFrom(0, 0, 0.1, 0.5, 1);

const shoppers = fc.record({
  arrivals: fc.oneof(
    fc.record({
      process: fc.constantFrom("poisson", "even"),
      startRate: fc.constantFrom(5, 60),
      // The longer ones so that the timeline doubles its interval.
      stages: fc.constantFrom(...[1, 1, 1, 70].map((duration) => [{ target: 60 / (2 + duration), duration }])),
    }),
    fc.record({
      process: fc.constant("counts"),
      interval: fc.constantFrom(0.01, 0.4),
      counts: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 3 }),
      spread: fc.constantFrom("even", "random"),
    }),
  ),
  unitsPerOrder: fc.constantFrom(1, 1, 2, 3),
});

const gateway = fc.record({
  servers,
  waitingRoom: fc.constantFrom(null, null, 0, 3),
  serviceTime: time,
  rateLimit: fc.constantFrom(null, null, { tokenBucket: { rate: 20, burst: 5 } }),
});

const queue = fc.record({
  capacity: fc.constantFrom(null, null, 1, 4),
  backPressureDepth: fc.constantFrom(null, 0, 3),
});

const orchestrator = fc.record({
  workers: fc.constantFrom(null, 1, 3, 20),
  logWrite: fc.constantFrom(null, 0, 0.001),
});

const inventory = fc.record({
  servers,
  items: fc
    .record({ stock: fc.constantFrom(0, 5, 20, 1000), price: fc.constantFrom(0, 100) })
    .map(({ stock, price }) => [{ id: "item", stock, price }]),
  hold: fc.record({
    ttl: fc.constantFrom(null, 0.05, 0.4, 900),
    from: fc.constantFrom("reserve", "reserve", "click"),
    confirmAfterExpiry: fc.constantFrom("takeAgain", "fail", "confirmAnyway"),
  }),
  updateTime: fc.constantFrom(0, 0.0001, 0.02),
  operations: fc.record({ reserve: time, confirm: time, release: time, restock: time }),
});

const payment = fc.record({
  servers,
  declineProbability: share,
  operations: fc.record({ charge: time, refund: time }),
});

const shipping = fc.record({
  servers,
  failureProbability: share,
  operations: fc.record({ create: time, cancel: time }),
});

const notification = fc.record({ servers, failureProbability: share, operations: fc.record({ send: time }) });

const step = (component: string, operation: string, compensation: string | null) =>
  fc
    .record({ undone: fc.boolean(), present: fc.constantFrom(true, true, true, false) })
    .map(({ undone, present }) =>
      present ? [{ step: operation, component, operation, compensation: undone ? compensation : null }] : [],
    );

const notify = (name: string) =>
  fc
    .constantFrom("none", "compensate", "continue")
    .map((onFailure) => (onFailure === "none" ? [] : [{ step: name, component: name, operation: "send", onFailure }]));

const saga = fc
  .tuple(
    notify("hello"),
    step("inventory", "reserve", "release"),
    step("payment", "charge", "refund"),
    notify("news"),
    step("inventory", "confirm", "restock"),
    step("shipping", "create", "cancel"),
    notify("goodbye"),
  )
  .map((steps) => steps.flat())
  .filter((steps) => steps.length > 0);

const design = fc
  .record({
    sources: fc.array(shoppers, { minLength: 1, maxLength: 2 }),
    gateway,
    queue,
    orchestrator,
    saga,
    inventory,
    payment,
    shipping,
    notification,
    latencies: fc.array(latency, { minLength: 10, maxLength: 10 }),
    run: fc.record({
      seed: fc.integer({ min: 0, max: 1_000_000 }),
      // Two of them end at a sample, one of these at the one with which the interval doubles.
      until: fc.constantFrom("drained", "drained", 0.7, 0.75, 25.6125),
      warmUp: fc.constantFrom(0, 0, 0.3),
    }),
  })
  .map((drawn): DocumentInput => {
    const ids = ["inventory", "payment", "shipping", "hello", "news", "goodbye"];
    const names = drawn.sources.map((_, index) => `shoppers-${index + 1}`);
    const latencies = drawn.latencies.values();
    const link = (from: string, to: string) => ({ from, to, latency: latencies.next().value ?? 0 });
    return {
      format: "doorbuster",
      version: 1,
      architecture: {
        components: [
          ...drawn.sources.map((config, index) => ({ id: names[index], kind: "shoppers", config })),
          { id: "gateway", kind: "gateway", config: drawn.gateway },
          { id: "queue", kind: "queue", config: drawn.queue },
          { id: "orchestrator", kind: "orchestrator", config: { ...drawn.orchestrator, saga: drawn.saga } },
          { id: "inventory", kind: "inventory", config: drawn.inventory },
          { id: "payment", kind: "payment", config: drawn.payment },
          { id: "shipping", kind: "shipping", config: drawn.shipping },
          ...["hello", "news", "goodbye"].map((id) => ({ id, kind: "notification", config: drawn.notification })),
        ],
        links: [
          ...names.map((name) => link(name, "gateway")),
          link("gateway", "queue"),
          link("queue", "orchestrator"),
          ...ids.map((id) => link("orchestrator", id)),
        ],
      },
      run: drawn.run,
    } as DocumentInput;
  });

interface Told {
  readonly isExpress: boolean;
  readonly result: RunResult;
  readonly frames: Frames;
  readonly wrong: readonly string[];
}

function run(document: DocumentInput, express: boolean): Told {
  const simulation = createSimulation(read(document), { express });
  const wrong = new Set<string>();
  for (let slice = 0; !simulation.advance(EVENTS_A_SLICE); slice++) {
    for (const line of simulation.audit()) wrong.add(line);
    // Somebody looks at the charts meanwhile, which must change nothing.
    if (slice % 5 === 2) simulation.frames();
  }
  for (const line of simulation.audit()) wrong.add(line);
  return {
    isExpress: simulation.isExpress,
    result: simulation.result({ wallSeconds: 0, peakMemoryBytes: null }),
    frames: simulation.frames(),
    wrong: [...wrong],
  };
}

describe(`the express lane, in ${DESIGNS} designs`, () => {
  it("differs in no figure from the parts", { timeout: 60_000 + 1000 * DESIGNS }, () => {
    const seen = {
      failed: 0,
      expired: 0,
      refused: 0,
      shippingFailed: 0,
      late: 0,
      outOfStock: 0,
      rejected: 0,
      coarser: 0,
    };
    fc.assert(
      fc.property(design, (document) => {
        const fast = run(document, true);
        const slow = run(document, false);
        expect([fast.isExpress, slow.isExpress]).toEqual([true, false]);
        expect(fast.result).toEqual(slow.result);
        expect(fast.frames).toEqual(slow.frames);
        expect([fast.wrong, slow.wrong]).toEqual([[], []]);
        const { failures, orders } = fast.result;
        if (orders.failed > 0) seen.failed++;
        if (orders.rejected > 0) seen.rejected++;
        if (orders.arrived > 500 && fast.frames.interval > FIRST_INTERVAL) seen.coarser++;
        if (failures["hold expired"]) seen.expired++;
        if (failures["payment declined"]) seen.refused++;
        if (failures["shipping failed"]) seen.shippingFailed++;
        if (failures["deadline passed"]) seen.late++;
        if (failures["out of stock"]) seen.outOfStock++;
      }),
      { numRuns: DESIGNS, seed: SEED },
    );
    // What was never drawn was never compared.
    for (const [what, designs] of Object.entries(seen)) expect(designs, what).toBeGreaterThan(0);
  });

  it("differs in no figure from the parts when microseconds are followed by days", () => {
    // The buckets of both event lists become so narrow that their numbers would be no exact integers days later.
    const latency = {
      "shoppers gateway": 5e-4,
      "gateway queue": 5e-4,
      "queue orchestrator": 5e-4,
      "orchestrator payment": 216_000,
    };
    const document = {
      format: "doorbuster",
      version: 1,
      architecture: {
        components: [
          {
            id: "shoppers",
            kind: "shoppers",
            config: { arrivals: { process: "counts", counts: [200_000], interval: 1e-6, spread: "even" } },
          },
          { id: "gateway", kind: "gateway", config: { servers: null, serviceTime: 0 } },
          { id: "queue", kind: "queue" },
          {
            id: "orchestrator",
            kind: "orchestrator",
            config: {
              workers: null,
              saga: [{ step: "charge", component: "payment", operation: "charge", compensation: "refund" }],
            },
          },
          {
            id: "payment",
            kind: "payment",
            config: { servers: 1, declineProbability: 0, operations: { charge: 0, refund: 0 } },
          },
        ],
        links: Object.entries(latency).map(([ends, latency]) => {
          const [from, to] = ends.split(" ");
          return { from, to, latency };
        }),
      },
      run: { limit: "366d" },
    } as DocumentInput;
    const [fast, slow] = [true, false].map((express) => {
      const simulation = createSimulation(read(document), { express });
      while (!simulation.advance(100_000));
      return simulation.result({ wallSeconds: 0, peakMemoryBytes: null });
    });
    expect(fast?.orders.completed).toBe(200_000);
    expect(fast).toEqual(slow);
  });
});
