import { describe, expect, it } from "vitest";
import { exampleOf, examplesOf } from "./examples.ts";
import type { RunResult } from "./result.ts";

type Measured = Omit<RunResult, "goals">;

const example = (order: string) => ({ order, time: 1 });

/** Of a result, only what the examples are read from. */
function result(parts: Pick<Measured, "examples" | "shownBy" | "failures">, inFlight = 0): Measured {
  return { orders: { stuck: 0, lost: 0, inFlight }, ...parts } as unknown as Measured;
}

const storm = result(
  {
    examples: { doubleCharges: example("1") },
    shownBy: {
      "failures.timed out": example("2"),
      "failures.out of stock": example("3"),
      "orders.failed": example("3"),
      "orders.inFlight": example("4"),
      "latency.completion.max": example("5"),
    },
    failures: { "out of stock": 5, "timed out": 9 },
  },
  7,
);

describe("the order to look at", () => {
  it.each([
    ["ledger.violations.doubleCharges", "1", "Double charges"],
    ["failures.out of stock", "3", "First: out of stock"],
    ["orders.failed", "3", "First failed"],
    ["latency.completion.p99", "5", "Slowest to complete"],
    ["backlog.peak", "5", "Slowest to complete"],
    ["components.database.peakQueue", "5", "Slowest to complete"],
    // What kept most of the others from it.
    ["orders.completed", "2", "First: timed out"],
    ["availability.ratio", "2", "First: timed out"],
  ])("for %s is %s", (figure, order, what) => {
    expect(exampleOf(storm, figure)).toMatchObject({ order, what });
  });

  it("is none where nothing of the kind has happened", () => {
    expect(exampleOf(storm, "ledger.violations.lostOrders")).toBeNull();
    expect(exampleOf(storm, "latency.refusal.p99")).toBeNull();
    expect(exampleOf(storm, "failures.lock timeout")).toBeNull();
    expect(exampleOf(result({ examples: {}, shownBy: {}, failures: {} }), "orders.completed")).toBeNull();
  });

  it("follows what befell most orders", () => {
    const { examples, shownBy, failures } = storm;
    expect(exampleOf(result({ examples, shownBy, failures }, 10), "orders.completed")?.order).toBe("4");
  });
});

it("violations come first, then reasons by their number, then the extremes", () => {
  expect(examplesOf(storm).map(({ order, what }) => `${order} ${what}`)).toEqual([
    "1 Double charges",
    "2 First: timed out",
    "3 First: out of stock",
    "4 Oldest in flight at the end",
    "5 Slowest to complete",
  ]);
});
