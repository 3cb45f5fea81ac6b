import { expect, it } from "vitest";
import { type Frames, type RunResult, SERIES, type SeriesName } from "../../model/index.ts";
import { phaseAt, phasesOf } from "./phases.ts";

const times = Float64Array.of(1, 2, 3, 4, 5, 6);

function frames(given: Partial<Record<SeriesName, readonly number[]>>): Frames {
  const series = Object.fromEntries(SERIES.map((name) => [name, Float64Array.from(given[name] ?? times, Number)]));
  return { interval: 1, times, series: { ...series } as Frames["series"], components: {} };
}

const still = [0, 0, 0, 0, 0, 0];
const quiet = { arrived: still, completed: still, failed: still, rejected: still, stuck: still, lost: still };
const result = (peak: number, drainedAt: number | null) =>
  ({ backlog: { peak, peakAt: null, peakBytes: 0, drainedAt }, run: { simulatedSeconds: 6 } }) as RunResult;

it("follows a sale to its end", () => {
  const run = frames({ ...quiet, arrived: [5, 9, 9, 9, 9, 9], completed: [0, 1, 3, 6, 9, 9] });
  const phases = phasesOf(result(4, 3.5), run);
  expect(phases.map(({ label, from, to }) => [label, from, to])).toEqual([
    ["Sale", 0, 2],
    ["Draining", 2, 3.5],
    ["Finishing", 3.5, 5],
    ["Over", 5, 6],
  ]);
  expect(phaseAt(phases, 2)?.label).toBe("Draining");
  expect(phaseAt(phases, 6)?.label).toBe("Over");
});

it("leaves out what did not happen", () => {
  const run = frames({ ...quiet, arrived: [1, 2, 3, 4, 5, 6], completed: [1, 2, 3, 4, 5, 6] });
  expect(phasesOf(result(0, null), run).map(({ label }) => label)).toEqual(["Sale"]);
  expect(phaseAt([], 0)).toBeNull();
});

it("drains to the end of a run that ends behind", () => {
  const run = frames({ ...quiet, arrived: [5, 9, 9, 9, 9, 9], completed: [0, 1, 2, 3, 4, 5] });
  expect(phasesOf(result(4, null), run).map(({ label }) => label)).toEqual(["Sale", "Draining"]);
});
