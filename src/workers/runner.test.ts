import { setImmediate } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import type { RunProgress } from "./protocol.ts";
import { createRunner } from "./runner.ts";

/** A sale of so many seconds, at 1000 orders/s. */
const sale = (seconds: number) => ({
  format: "doorbuster",
  version: 1,
  architecture: {
    components: [
      {
        id: "shoppers",
        kind: "shoppers",
        config: { arrivals: { startRate: 1000, stages: [{ target: 1000, duration: seconds }] } },
      },
      { id: "gateway", kind: "gateway" },
      { id: "queue", kind: "queue" },
      {
        id: "orchestrator",
        kind: "orchestrator",
        config: { saga: [{ step: "charge", component: "payment", operation: "charge" }] },
      },
      { id: "payment", kind: "payment" },
    ],
    links: [
      { from: "shoppers", to: "gateway" },
      { from: "gateway", to: "queue" },
      { from: "queue", to: "orchestrator" },
      { from: "orchestrator", to: "payment" },
    ],
  },
});

let clock = 0;
let news: RunProgress[] = [];
/** What happens at the end of each slice, as if a message had come in. */
let atYield: () => void = () => {};

const runner = createRunner({
  // Each look at the clock takes 5 ms, so a slice is a few looks long.
  now: () => {
    clock += 5;
    return clock;
  },
  yieldToMessages: async () => {
    await setImmediate();
    atYield();
  },
  onProgress: (progress) => news.push(progress),
});

beforeEach(() => {
  clock = 0;
  news = [];
  atYield = () => {};
});

describe("a run", () => {
  it("gives the result and the frames, and the same ones again", async () => {
    const first = await runner.run(sale(2));
    const second = await runner.run(sale(2));
    if (first.status !== "done" || second.status !== "done") throw new Error(JSON.stringify(first));
    expect(first.result.orders.arrived).toBeGreaterThan(1800);
    expect(first.result.run.digest).toBe(second.result.run.digest);
    expect(first.frames.times.length).toBeGreaterThan(1);
  });

  it("tells how far it is, ever further", async () => {
    await runner.run(sale(20));
    expect(news.length).toBeGreaterThan(2);
    const times = news.map(({ simulatedSeconds }) => simulatedSeconds);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("stops within a slice when it is cancelled", async () => {
    let slices = 0;
    atYield = () => {
      slices += 1;
      if (slices === 3) runner.cancel();
    };
    expect(await runner.run(sale(600))).toEqual({ status: "cancelled" });
    expect(slices).toBe(3);
  });

  it("listens while its frames are put together, and can be cancelled then", async () => {
    let after = 0;
    let events = -1;
    // Once the run has ended, no more news comes.
    atYield = () => {
      const latest = news.at(-1)?.events ?? 0;
      after = latest === events ? after + 1 : 0;
      events = latest;
    };
    const outcome = await runner.run(sale(20));
    if (outcome.status !== "done") throw new Error(outcome.status);
    expect(outcome.frames.times.length).toBeGreaterThan(1500);
    // At the end of the run, after the result, and after each piece of 500 samples.
    expect(after).toBeGreaterThanOrEqual(4);
    const all = after;
    atYield = () => {
      const latest = news.at(-1)?.events ?? 0;
      after = latest === events ? after + 1 : 0;
      events = latest;
      if (after === all) runner.cancel();
    };
    expect((await runner.run(sale(20))).status).toBe("cancelled");
  });

  it("stands still while it is paused, and can then go on or be cancelled", async () => {
    let slices = 0;
    atYield = () => {
      slices += 1;
      if (slices === 2) runner.pause();
    };
    const running = runner.run(sale(20));
    await expect.poll(() => slices).toBe(2);
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    expect(slices).toBe(2);
    runner.resume();
    expect((await running).status).toBe("done");

    slices = 0;
    const cancelled = runner.run(sale(600));
    await expect.poll(() => slices).toBe(2);
    runner.cancel();
    expect((await cancelled).status).toBe("cancelled");
  });

  it("is the same whether it was paused or not", async () => {
    const straight = await runner.run(sale(5));
    let slices = 0;
    atYield = () => {
      slices += 1;
      if (slices % 2 === 0) {
        runner.pause();
        void setImmediate().then(runner.resume);
      }
    };
    const halting = await runner.run(sale(5));
    if (straight.status !== "done" || halting.status !== "done") throw new Error("not done");
    expect(halting.result.run.digest).toBe(straight.result.run.digest);
  });
});

describe("what cannot run is an answer", () => {
  it("when it is no document", async () => {
    for (const input of [null, 7, "{}", { format: "other" }]) {
      expect(await runner.run(input)).toMatchObject({ status: "refused" });
    }
  });

  it("when the wiring is not complete", async () => {
    const { architecture, ...rest } = sale(1);
    const outcome = await runner.run({ ...rest, architecture: { ...architecture, links: [] } });
    expect(outcome).toMatchObject({ status: "refused" });
  });

  it("when another run is under way, which goes on", async () => {
    const first = runner.run(sale(2));
    expect(await runner.run(sale(2))).toMatchObject({ status: "failed" });
    expect((await first).status).toBe("done");
  });
});
