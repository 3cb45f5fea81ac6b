import { describe, expect, it } from "vitest";
import { parseDocument } from "../../model/index.ts";
import { Purpose } from "../kernel/random.ts";
import { defaultBackoff, Guard } from "./guard.ts";
import type { World } from "./world.ts";

/** A guard of a link with these settings; `cut` says whether the link is partitioned. */
function guarded(settings: Readonly<Record<string, unknown>>, cut: () => boolean = () => false) {
  const parsed = parseDocument({
    format: "doorbuster",
    version: 1,
    architecture: {
      components: [
        { id: "orchestrator", kind: "orchestrator" },
        { id: "payment", kind: "payment" },
      ],
      links: [{ from: "orchestrator", to: "payment", ...settings }],
    },
  });
  const link = parsed.ok ? parsed.scenario.architecture.links[0] : undefined;
  if (link === undefined) throw new Error(JSON.stringify(parsed));
  const world = { purpose: (name: string) => new Purpose(1, name), isPartitioned: cut } as unknown as World;
  return { guard: new Guard(world, link), link };
}

describe("a circuit breaker", () => {
  const breaker = { circuitBreaker: { failures: 3, openFor: "5s" } };
  const fail = (guard: Guard, now: number) => {
    guard.begin(0, true);
    guard.end(false, now);
  };

  it("opens after so many failures in a row", () => {
    const { guard } = guarded(breaker);
    fail(guard, 1);
    fail(guard, 1);
    guard.begin(0, true);
    guard.end(true, 1);
    for (let k = 0; k < 2; k++) fail(guard, 2);
    expect(guard.breakerLets(2)).toBe(true);
    fail(guard, 2);
    expect(guard.breakerLets(2)).toBe(false);
    expect(guard.breakerLets(6.999)).toBe(false);
    expect(guard.counts.circuitOpened).toBe(1);
  });

  it("tries one call when its time is over: a failure opens it again, a success closes it", () => {
    const { guard } = guarded(breaker);
    for (let k = 0; k < 3; k++) fail(guard, 0);
    expect([guard.breakerLets(5), guard.breakerLets(5)]).toEqual([true, false]);
    fail(guard, 6);
    expect([guard.breakerLets(10.9), guard.breakerLets(11), guard.breakerLets(11)]).toEqual([false, true, false]);
    guard.begin(0, true);
    guard.end(true, 12);
    expect([guard.breakerLets(12), guard.breakerLets(12)]).toEqual([true, true]);
    expect(guard.counts).toMatchObject({ circuitOpened: 2, halfOpened: 2 });
  });

  it("goes on waiting for the call it tries when the caller of another one dies, and tries another when that one's does", () => {
    const { guard } = guarded(breaker);
    guard.begin(1, true);
    for (let k = 0; k < 3; k++) fail(guard, 0);
    expect(guard.breakerLets(5)).toBe(true);
    expect(guard.begin(2, true)).toBe(true);
    guard.drop(1);
    expect(guard.breakerLets(5)).toBe(false);
    guard.drop(2);
    expect(guard.breakerLets(5)).toBe(true);
  });

  it("has forgotten a call it tried once another one's failure has opened it again", () => {
    const { guard } = guarded(breaker);
    guard.begin(1, true);
    for (let k = 0; k < 3; k++) fail(guard, 0);
    expect([guard.breakerLets(5), guard.begin(2, true)]).toEqual([true, true]);
    guard.end(false, 6);
    expect([guard.breakerLets(11), guard.begin(3, true)]).toEqual([true, true]);
    guard.drop(2);
    expect(guard.breakerLets(11)).toBe(false);
  });

  it("does not wait for a call that the bulkhead kept back", () => {
    const { guard } = guarded({ ...breaker, bulkhead: 1 });
    for (let k = 0; k < 3; k++) fail(guard, 0);
    guard.begin(1, true);
    expect([guard.breakerLets(5), guard.hasRoom()]).toEqual([true, false]);
    guard.drop(1);
    expect([guard.breakerLets(5), guard.hasRoom()]).toEqual([true, true]);
    expect(guard.begin(2, true)).toBe(true);
  });
});

describe("retries", () => {
  it("are at most so many", () => {
    const { guard } = guarded({ retries: { max: 2 } });
    expect([1, 2, 3].map((tries) => guard.mayRetry(tries))).toEqual([true, true, false]);
    expect(guard.counts.retries).toBe(2);
  });

  it("wait twice as long each time, up to the cap", () => {
    const { guard } = guarded({ retries: { max: 9, backoff: "100ms", cap: "1s", jitter: false } });
    const waits = [1, 2, 3, 4, 5, 60].map((tries) => guard.backoff(1, 0, tries));
    expect(waits).toEqual([0.1, 0.2, 0.4, 0.8, 1, 1]);
  });

  it("with jitter wait any part of that, never nothing", () => {
    const { guard } = guarded({ retries: { max: 9, backoff: "1s", jitter: true } });
    const waits = Array.from({ length: 4000 }, (_, order) => guard.backoff(order, 0, 1));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1e-3);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1);
    // Uniform: the mean is 1/2, within 5 standard errors.
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / waits.length));
  });

  it("are paid for by first attempts where there is a budget", () => {
    const { guard } = guarded({ retries: { max: 5, budget: 0.5 } });
    // It starts with ten in hand, and takes in half a retry for each first attempt.
    for (let k = 0; k < 10; k++) expect(guard.mayRetry(1)).toBe(true);
    expect(guard.mayRetry(1)).toBe(false);
    guard.begin(0, true);
    guard.begin(0, false);
    expect(guard.mayRetry(1)).toBe(false);
    guard.begin(0, true);
    expect([guard.mayRetry(1), guard.mayRetry(1)]).toEqual([true, false]);
    expect(guard.counts).toMatchObject({ retries: 11, budgetRefusals: 3 });
  });

  it("of a compensation without a policy wait longer and longer, up to ten seconds", () => {
    expect([1, 2, 3, 7, 8, 100].map(defaultBackoff)).toEqual([0.1, 0.2, 0.4, 6.4, 10, 10]);
  });
});

describe("a bulkhead", () => {
  it("has room for so many calls at once", () => {
    const { guard } = guarded({ bulkhead: 2 });
    guard.begin(0, true);
    expect(guard.hasRoom()).toBe(true);
    guard.begin(0, true);
    expect(guard.hasRoom()).toBe(false);
    guard.end(false, 1);
    expect(guard.hasRoom()).toBe(true);
    expect(guard.counts.bulkheadRefusals).toBe(1);
  });
});

describe("messages on the wire", () => {
  it("get lost at their rate, requests and answers apart", () => {
    const { guard } = guarded({ loss: 0.1 });
    const trials = 20_000;
    let both = 0;
    for (let order = 0; order < trials; order++) {
      const request = guard.loses(order, 0, 0, 0);
      const answer = guard.loses(order, 0, 0, 1);
      if (request && answer) both++;
    }
    // 10 % of each, 1 % of both: within 5 standard deviations.
    expect(Math.abs(guard.counts.lost - 0.2 * trials)).toBeLessThan(5 * Math.sqrt(2 * trials * 0.1 * 0.9));
    expect(Math.abs(both - 0.01 * trials)).toBeLessThan(5 * Math.sqrt(trials * 0.01 * 0.99));
  });

  it("all get lost while the link is cut", () => {
    let cut = true;
    const { guard } = guarded({}, () => cut);
    expect(guard.loses(1, 0, 0, 0)).toBe(true);
    cut = false;
    expect(guard.loses(1, 0, 0, 0)).toBe(false);
  });
});

describe("a link without any of it", () => {
  it("needs no guard, unless it is going to be cut", () => {
    const { link } = guarded({ latency: "5ms" });
    expect([Guard.isNeeded(link, false), Guard.isNeeded(link, true), Guard.isNeeded(undefined, false)]).toEqual([
      false,
      true,
      false,
    ]);
    for (const settings of [
      { loss: 0.1 },
      { timeout: "1s" },
      { retries: { max: 1 } },
      { bulkhead: 5 },
      { circuitBreaker: {} },
    ]) {
      expect(Guard.isNeeded(guarded(settings).link, false)).toBe(true);
    }
  });
});
