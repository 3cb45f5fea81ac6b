// Found with a hand-made document: a charge that the full waiting room turned away was taken to be in progress.
import { describe, expect, it } from "vitest";
import { checkout } from "./checkout.ts";
import { run } from "./run.ts";

describe("a charge that a full waiting room turns away", () => {
  it.each([null, "5s"])("is tried again, and is not awaited by its own repeat (timeout %s)", (timeout) => {
    const { result, audit } = run(
      checkout({
        shoppers: { arrivals: { process: "counts", interval: "10ms", counts: [2], spread: "even" } },
        inventory: { items: [{ id: "item", stock: 2 }], operations: { reserve: "10ms", confirm: "10ms" } },
        payment: { servers: 1, waitingRoom: 0, declineProbability: 0, operations: { charge: "200ms" } },
        shipping: { failureProbability: 0 },
        calls: { timeout, retries: { max: 3, backoff: "150ms", jitter: false } },
      }),
    );
    expect(audit).toEqual([]);
    expect(result.run.ended).toBe("drained");
    expect(result.orders).toMatchObject({ arrived: 2, completed: 2 });
    expect(result.run.simulatedSeconds).toBeLessThan(2);
  });
});
