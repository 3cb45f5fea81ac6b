// Found with a hand-made document: a pause that began within another one forgot what had come for the instance before.
import { describe, expect, it } from "vitest";
import { checkout } from "./checkout.ts";
import { run } from "./run.ts";

const pause = (at: number, duration: number) => ({
  kind: "pause" as const,
  target: "orchestrator",
  instance: 0,
  at,
  duration,
});

describe("a pause within another pause of the same instance", () => {
  it("changes nothing: the instance goes on when both are over, with all that came for it", () => {
    const paused = (faults: ReturnType<typeof pause>[]) =>
      run(
        checkout({
          shoppers: { arrivals: { startRate: 40, stages: [{ target: 40, duration: "4s" }] } },
          orchestrator: { instances: 2, workers: 80, lease: "30s" },
          calls: { timeout: "1s", retries: { max: 3, backoff: "200ms" } },
          run: { seed: 1, limit: "5m" },
          faults,
        }),
      );
    const one = paused([pause(1, 4)]);
    const two = paused([pause(1, 4), pause(2, 1)]);
    expect(two.audit).toEqual([]);
    expect(two.result.run.ended).toBe("drained");
    expect(two.result.orders).toEqual(one.result.orders);
    expect(two.result.latency).toEqual(one.result.latency);
  });
});
