/** docs/crash-matrix.md, written from the runs. */
import { troubleName } from "../../src/cli/matrix/words.ts";
import { type cellsWithout, PROTECTIONS, type Protection } from "./matrix.ts";

type Cells = ReturnType<typeof cellsWithout>;

/** What each protection is there for. */
const PURPOSES: Readonly<Record<string, string>> = {
  "orchestrator durableLog":
    "Without it a dead driver's progress is gone. Where a queue keeps the message the order begins anew, and what the first driver did is undone only if the second comes to it; without a queue the order is lost.",
  "inventory idempotencyKeys": "Without them a repeated reservation holds a second unit.",
  "payment idempotencyKeys":
    "Without them a repeated charge or capture takes the money twice, and one refund gives back one of them. A repeated authorization takes nothing.",
  "shipping idempotencyKeys":
    "Without them a repeated request sends a second parcel, and one cancellation calls back one of them.",
  "inventory tombstones":
    "Without them a reservation or confirmation that comes after its compensation takes the unit for nobody.",
  "payment tombstones":
    "Without them a charge that lands after its refund stays, and so does a capture that lands between its refund and the void of the authorization. After the void there is nothing to capture.",
  "shipping tombstones": "Without them a shipment that is created after it was cancelled leaves.",
};

/** The document. @param whole how many cells hold with everything on */
export function matrixDocument(whole: number, without: ReadonlyMap<Protection, Cells>): string {
  const parts = [
    "# The crash matrix",
    "<!-- Written by `npm run crash-matrix` from the runs themselves; the test proof/matrix.test.ts keeps it true. -->",
    "Every call that a saga makes, steps and compensations alike, is struck in every way (request lost, answer lost, late, very late, refused with an error), and its driver is killed before the call, after the effect, and before the log record: each by itself and both together, the trouble before the crash and after it. Late is just after the timeout, very late three timeouts. A saga that goes through, one whose charge is declined and one whose shipment fails bring every compensation; cancelling a shipment follows from a shipment whose outcome is unknown. The checkout is that of proof/checkout.ts with constant times, timeouts of 1 s and leases of 0.5 s, with and without retries, with and without a queue, and once more with the money authorized before the confirmation and captured after it. `npm run -s sim -- matrix FILE` does the same to a document of your own.",
    `**With every protection on, ${whole.toLocaleString("en-US")} cells, of one and of two orders, end drained, with balanced books and no violation.** With one of them off, for one order and with the driver killed, if at all, at the call that is struck, these fail:`,
    ...PROTECTIONS.map((off) => section(off, without.get(off) ?? [])),
  ];
  return `${parts.join("\n\n")}\n`;
}

function section(off: Protection, cells: Cells): string {
  const failing = cells.filter(({ verdict }) => verdict.failed);
  const rows = new Map<string, { violations: Set<string>; where: Set<string> }>();
  for (const { variant, verdict } of failing) {
    const name = troubleName(verdict.cell);
    const row = rows.get(name) ?? { violations: new Set(), where: new Set() };
    for (const violation of Object.keys(verdict.violations)) row.violations.add(violation);
    const refused = verdict.cell.refusedBy === null ? "" : `, refused by ${verdict.cell.refusedBy}`;
    row.where.add(variant.name + refused);
    rows.set(name, row);
  }
  const lines = [...rows].map(
    ([name, { violations, where }]) =>
      `| ${name} | ${[...violations].sort().join(", ")} | ${[...where].sort().join("; ")} |`,
  );
  return [
    `## Without ${off[1]} of ${off[0]}`,
    "",
    `${PURPOSES[off.join(" ")]} ${failing.length} of ${cells.length} cells fail.`,
    "",
    "| What goes wrong | Violations | Where |",
    "| --- | --- | --- |",
    ...lines.sort(),
  ].join("\n");
}
