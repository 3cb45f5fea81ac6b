// What shoppers are told, and when: sold out, admission by stock, the virtual waiting room, news of the end.
import { describe, expect, it } from "vitest";
import { readPairDocument } from "../scripts/pairs.ts";
import type { DocumentInput } from "../src/model/index.ts";
import { run } from "./run.ts";

type Settings = Readonly<Record<string, unknown>>;

/** A document of a pair with other settings of some components, by id. */
function changed(file: string, settings: Readonly<Record<string, Settings>>): DocumentInput {
  const { document } = readPairDocument(file);
  const { components = [], links = [] } = document.architecture ?? {};
  return {
    ...document,
    goals: [],
    architecture: {
      links,
      components: components.map((component) => ({
        ...component,
        config: { ...component.config, ...settings[component.id] },
      })),
    },
  };
}

const RUSH = "rush-without-waiting-room.json";
const stock = (units: number) => ({ items: [{ id: "console", stock: units }] });
/** A "no" takes as long as a reservation: half a second, so that the queue is still long when all is sold. */
const SLOW = { inventory: { ...stock(200), operations: { reserve: "500ms", confirm: "30ms" } } };

const sale = (units: number, gateway: Settings, others: Readonly<Record<string, Settings>> = {}) =>
  run(changed(RUSH, { orders: { capacity: null }, inventory: stock(units), gateway, ...others }));

describe("the sold-out broadcast", () => {
  it("ends what waits and refuses what comes, and sells every unit", () => {
    const bare = sale(200, {}, SLOW).result;
    const { result, audit } = sale(200, { soldOut: { delay: "100ms" } }, SLOW);
    expect(audit).toEqual([]);
    expect(result.run.ended).toBe("drained");
    expect(result.ledger.units).toEqual({ stock: 200, available: 0, held: 0, sold: 200 });
    expect(result.orders.completed).toBe(200);
    expect(bare.failures["sold out"]).toBeUndefined();
    expect(result.failures["sold out"]).toBeGreaterThan(100);
    expect(result.failures["out of stock"]).toBeGreaterThan(100);
    expect((result.failures["sold out"] ?? 0) + (result.failures["out of stock"] ?? 0)).toBe(
      result.orders.arrived - 200,
    );
    // Without, the last of them is told no by a worker.
    expect(result.backlog.drainedAt).toBeLessThan(bare.backlog.drainedAt ?? 0);
  });

  it("comes later when it takes longer to arrive", () => {
    const soon = sale(200, { soldOut: { delay: 0 } }, SLOW).result;
    const late = sale(200, { soldOut: { delay: "1s" } }, SLOW).result;
    const later = (late.failures["out of stock"] ?? 0) - (soon.failures["out of stock"] ?? 0);
    // 300 orders a second for one second get into the queue in the meantime.
    expect(later).toBeGreaterThan(240);
    expect(later).toBeLessThan(360);
  });

  it("is taken back when units come back, and every unit is sold in the end", () => {
    const { result, audit } = sale(100, { soldOut: { delay: 0 } }, { shipping: { failureProbability: 0.3 } });
    expect(audit).toEqual([]);
    expect(result.ledger.units.held).toBe(0);
    expect(result.ledger.units.available + result.ledger.units.sold).toBe(100);
    expect(result.ledger.units.sold).toBe(result.orders.completed);
  });

  it("refuses everybody when there was nothing to begin with", () => {
    const { result } = sale(0, { soldOut: { delay: 0 } });
    expect(result.failures).toEqual({ "sold out": result.orders.arrived });
  });

  it("answers held connections of orders that wait", () => {
    const { result, audit } = sale(400, { soldOut: { delay: 0 }, answers: "onCompletion" });
    expect(audit).toEqual([]);
    expect(result.run.ended).toBe("drained");
    expect(result.orders.completed).toBe(400);
    expect(result.latency.acceptance.count).toBe(400);
  });
});

describe("admission by stock", () => {
  it("lets in orders for that many times the stock, and no more", () => {
    const { result } = sale(400, { admission: 1.5 });
    expect(result.orders.accepted).toBe(600);
    expect(result.failures).toEqual({ "admission closed": result.orders.arrived - 600, "out of stock": 200 });
  });

  it("counts units, not orders", () => {
    const { result } = sale(400, { admission: 1.5 }, { shoppers: { unitsPerOrder: 4 } });
    expect(result.orders.accepted).toBe(150);
    expect(result.ledger.units.sold).toBe(400);
  });

  it("gives the place of those who were turned away behind it to others", () => {
    const limit = { rateLimit: { tokenBucket: { rate: 40, burst: 10 } } };
    const { result } = sale(100, { admission: 1, ...limit });
    expect(result.orders.accepted).toBe(100);
    expect(result.failures["rate limited"]).toBeGreaterThan(0);
  });
});

describe("the virtual waiting room", () => {
  it("lets them in at its rate, first come first served", () => {
    const { result } = sale(5000, { virtualWaitingRoom: { rate: 80 } });
    const { gateway } = result.components;
    const { arrived } = result.orders;
    expect(result.orders.completed).toBe(arrived);
    // 300 a second come, 80 a second go, for eight seconds.
    expect(Math.abs((gateway?.peakWaitingRoom ?? 0) - (arrived - 8 * 80))).toBeLessThan(20);
    // The last one waits for all the others.
    expect(Math.abs((result.latency.acceptance.max ?? 0) - (arrived / 80 - 8))).toBeLessThan(0.3);
    expect(result.backlog.peak).toBeLessThan(20);
  });

  it("is no wait when they come slower", () => {
    const { result } = sale(5000, { virtualWaitingRoom: { rate: 1_000_000 } });
    expect(result.components.gateway?.meanWaitingRoom).toBeLessThan(1e-5);
  });

  it("is emptied when all is sold", () => {
    const settings = { virtualWaitingRoom: { rate: 80 }, soldOut: { delay: 0 } };
    const { result, audit } = sale(100, settings);
    expect(audit).toEqual([]);
    expect(result.orders.completed).toBe(100);
    expect(result.latency.refusal.max).toBeLessThan(5);
    expect(result.run.simulatedSeconds).toBeLessThan(9);
  });
});

describe("news of the end", () => {
  const push = () => run(changed("news-by-push.json", {})).result;
  const polling = (status: Settings = {}, gateway: Settings = {}) =>
    run(
      changed("news-by-polling.json", { gateway: { status: { push: false, pollEvery: "2s", ...status }, ...gateway } }),
    ).result;

  it("changes nothing of the orders", () => {
    const none = run(changed("news-by-push.json", { gateway: { status: null } })).result;
    expect(none.status).toBeUndefined();
    expect(push().orders).toEqual(none.orders);
    expect(push().latency).toEqual(none.latency);
  });

  it("by push takes the way of the links, and a connection for as long as the order takes", () => {
    const status = { push: true, fallbackShare: 0 };
    const result = run(changed("news-by-push.json", { gateway: { status } })).result;
    expect(result.status?.told).toBe(result.orders.arrived);
    expect(result.status?.staleness.max).toBeCloseTo(0.021, 9);
    expect(result.status?.polls).toBe(0);
    const { connections } = result.status ?? {};
    // Little's law: from the answer, 26 ms after the click, to the end.
    const held = ((result.latency.completion.mean ?? 0) - 0.026) * result.orders.completed;
    expect((connections?.mean ?? 0) * result.run.simulatedSeconds).toBeGreaterThan(held * 0.999);
    expect((connections?.mean ?? 0) * result.run.simulatedSeconds).toBeLessThan(held * 1.001);
  });

  it("by polling is half a period late and loads the gateway", () => {
    const result = polling();
    const { status } = result;
    expect(status?.told).toBe(result.orders.arrived);
    // A period is the wait, both ways and the check; the answer's way back comes on top.
    const period = 2 + 0.04 + 0.005;
    expect(Math.abs((status?.staleness.mean ?? 0) - (period / 2 + 0.025))).toBeLessThan(0.05);
    expect(status?.connections.peak).toBe(0);
    expect(result.components.gateway?.completed).toBe(result.orders.arrived + (status?.polls ?? 0));
    expect(status?.polls).toBeGreaterThan(10 * (push().status?.polls ?? 0));
  });

  it("lets polls and orders wait for the same servers", () => {
    const slow = { servers: 4, serviceTime: { exponential: { mean: "10ms" } } };
    const withPolls = polling({}, slow);
    const without = run(changed("news-by-push.json", { gateway: { ...slow, status: { fallbackShare: 0 } } })).result;
    expect(withPolls.latency.acceptance.p99).toBeGreaterThan(2 * (without.latency.acceptance.p99 ?? 0));
  });

  it.each(["choreography-with-outbox.json", "dead-coordinator-saga.json", "dead-coordinator-two-phase-commit.json"])(
    "reaches them however the services are coordinated: %s",
    (file) => {
      const status = { push: true, fallbackShare: 0.5, pollEvery: "1s" };
      const { result } = run(changed(file, { gateway: { answers: "onAcceptance", status } }));
      const { completed, failed } = result.orders;
      expect(completed).toBeGreaterThan(0);
      expect(result.status?.told).toBe(completed + failed);
    },
  );

  it("is given up by those who poll for too long", () => {
    const { status, orders } = polling({ pollFor: "5s" });
    expect(status?.untold).toBeGreaterThan(0);
    expect((status?.told ?? 0) + (status?.untold ?? 0)).toBe(orders.arrived);
  });

  it("reaches those whom the sold-out broadcast ends", () => {
    const gateway = { soldOut: { delay: 0 }, status: { push: true, fallbackShare: 0.5, pollEvery: "1s" } };
    const { result } = sale(400, gateway);
    expect(result.status?.told).toBe(result.orders.accepted);
  });
});
