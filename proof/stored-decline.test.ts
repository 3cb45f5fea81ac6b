// A decline is final under its key: whoever asks again, because the answer was lost, hears the same.
import { describe, expect, it } from "vitest";
import type { DocumentInput } from "../src/model/index.ts";
import { checkout } from "./checkout.ts";
import { run } from "./run.ts";

/** A hundred orders at once; with a cut wire, the answers to all their charges are lost, and every charge is repeated. */
function declines(faults: NonNullable<DocumentInput["faults"]>): number | undefined {
  const { result } = run(
    checkout({
      shoppers: { arrivals: { process: "counts", interval: "10ms", counts: [100], spread: "even" } },
      gateway: { servers: null, serviceTime: 0 },
      inventory: { servers: null, operations: { reserve: "10ms", confirm: "10ms" } },
      payment: { servers: null, declineProbability: 0.5, operations: { charge: "200ms" } },
      shipping: { servers: null, failureProbability: 0 },
      calls: { timeout: "1s", retries: { max: 3, backoff: "100ms", jitter: false } },
      faults,
    }),
  );
  return result.failures["payment declined"];
}

describe("a decline whose answer is lost", () => {
  it("is heard when the charge is repeated", () => {
    const plain = declines([]);
    expect(plain).toBeGreaterThan(30);
    expect(declines([{ kind: "partition", from: "orchestrator", to: "payment", at: 0.15, duration: 0.5 }])).toBe(plain);
  });
});
