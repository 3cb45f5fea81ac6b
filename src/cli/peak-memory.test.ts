import { totalmem } from "node:os";
import { expect, it } from "vitest";
import { peakMemoryBytes } from "./peak-memory.ts";

it("is at least what is resident now, rises with what is used, and is no more than the machine has", () => {
  const before = peakMemoryBytes();
  // More than can have been given back since the peak.
  const block = Buffer.alloc(before + 64e6, 1);
  const after = peakMemoryBytes();
  expect(after).toBeGreaterThan(before + 50e6);
  expect(after).toBeGreaterThan(0.99 * process.memoryUsage.rss());
  expect(after).toBeLessThan(totalmem());
  expect(block.length).toBeGreaterThan(0);
});
