// The crash matrix: whatever goes wrong, and wherever the driver dies, nothing is lost, taken twice or kept for nobody.
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../src/cli/matrix/cells.ts";
import { callName, cellName, failureText } from "../src/cli/matrix/words.ts";
import { matrixDocument } from "./matrix/document.ts";
import { cellsOf, cellsWithout, guarded, PROTECTIONS, type Protection, VARIANTS } from "./matrix/matrix.ts";

const MINUTES = 60_000;
const PAGE = new URL("../docs/crash-matrix.md", import.meta.url);
/** `npm run crash-matrix` writes the page that the test otherwise compares. */
const WRITES = process.env.WRITE_CRASH_MATRIX === "1";

let whole = 0;
/** Calls at which a driver was killed. */
const crashed = new Set<string>();
const without = new Map<Protection, ReturnType<typeof cellsWithout>>();

function failures(verdicts: readonly Verdict[]): string[] {
  return verdicts.filter(({ failed }) => failed).map((verdict) => `${cellName(verdict.cell)}: ${failureText(verdict)}`);
}

describe("with every protection on", () => {
  it.each(VARIANTS)(
    "every cell holds: $name",
    (variant) => {
      // Without a queue nothing is otherwise but where the order waits: there the driver dies only at the struck call.
      const laterCrashes = variant.queue;
      const orders = variant.queue ? [1, 2] : [1];
      const verdicts = cellsOf(guarded(variant, null), { orders, laterCrashes });
      whole += verdicts.length;
      for (const { cell } of verdicts) if (cell.crash !== null) crashed.add(callName(cell.crash));
      expect(failures(verdicts)).toEqual([]);
      expect(verdicts.length).toBeGreaterThan(400);
    },
    5 * MINUTES,
  );

  it("strikes every step and every compensation", () => {
    const steps = ["reserve", "charge", "authorize", "confirm", "capture", "ship"];
    expect([...crashed].sort()).toEqual([...steps, ...steps.map((step) => `undo ${step}`)].sort());
  });
});

/** What can come of a missing protection, and only where it would have helped. */
const CONSEQUENCES: Readonly<Record<string, { violations: readonly string[]; where: (verdict: Verdict) => boolean }>> =
  {
    "orchestrator durableLog": {
      violations: ["lostOrders", "chargedWithoutOrder", "leakedHolds"],
      where: ({ cell }) => cell.crash !== null,
    },
    "inventory idempotencyKeys": { violations: ["leakedHolds"], where: (verdict) => isRepeated(verdict, "reserve") },
    "payment idempotencyKeys": {
      violations: ["doubleCharges", "chargedWithoutOrder"],
      where: (verdict) => isRepeated(verdict, "charge") || isRepeated(verdict, "capture"),
    },
    "shipping idempotencyKeys": {
      violations: ["doubleShipments", "shippedWithoutPayment"],
      where: (verdict) => isRepeated(verdict, "ship"),
    },
    "inventory tombstones": {
      violations: ["leakedHolds"],
      where: (verdict) => isLate(verdict, ["reserve", "confirm"]),
    },
    "payment tombstones": {
      violations: ["chargedWithoutOrder"],
      where: (verdict) => isLate(verdict, ["charge", "capture"]),
    },
    "shipping tombstones": { violations: ["shippedWithoutPayment"], where: (verdict) => isLate(verdict, ["ship"]) },
  };

/** Whether the step was called more than once. */
function isRepeated({ stories }: Verdict, step: string): boolean {
  return stories.every(
    ({ events }) => events.filter((e) => e.event === "called" && e.step === step && !e.compensation).length > 1,
  );
}

/** Whether one of the steps took so long that its driver gave it up. */
function isLate({ cell: { trouble } }: Verdict, steps: readonly string[]): boolean {
  if (trouble === null) return false;
  return trouble.kind.endsWith("late") && steps.includes(trouble.step) && !trouble.compensation;
}

describe("with one protection off", () => {
  it.each(PROTECTIONS)(
    "%s %s: what it is there for fails, and nothing else",
    (...off) => {
      const protection = PROTECTIONS.find((each) => each.join() === off.join()) as Protection;
      const cells = cellsWithout(protection);
      without.set(protection, cells);
      const failing = cells.map(({ verdict }) => verdict).filter(({ failed }) => failed);
      const { violations, where } = CONSEQUENCES[off.join(" ")];
      expect(failing.length).toBeGreaterThan(0);
      expect(failing.length).toBeLessThan(cells.length);
      expect(
        failing.filter(({ ended, audit }) => !ended || audit.length > 0).map(({ cell }) => cellName(cell)),
      ).toEqual([]);
      expect(new Set(failing.flatMap((verdict) => Object.keys(verdict.violations)))).toEqual(new Set(violations));
      expect(failing.filter((verdict) => !where(verdict)).map(({ cell }) => cellName(cell))).toEqual([]);
    },
    5 * MINUTES,
  );

  it("docs/crash-matrix.md lists the cells that fail", () => {
    const page = matrixDocument(whole, without);
    if (WRITES) writeFileSync(PAGE, page);
    expect(readFileSync(PAGE, "utf8"), "out of date: npm run crash-matrix").toBe(page);
  });
});
