/** The crash matrix in words: what a cell is called, and the table of all of them. */
import { type Cell, POINTS, type Target, type Verdict } from "./cells.ts";

/** "ship", or "undo ship" for its compensation. */
export function callName({ step, compensation }: Pick<Target, "step" | "compensation">): string {
  return compensation ? `undo ${step}` : step;
}

/** What goes wrong in a cell, in the order in which it strikes. */
export function troubleName({ trouble, crash, afterCrash }: Cell): string {
  const troubled = trouble === null ? null : `${callName(trouble)} (call ${trouble.call}) ${trouble.kind}`;
  const crashed = crash === null ? null : `crash ${crash.point} of ${callName(crash)} (call ${crash.call})`;
  const wrong = (afterCrash ? [crashed, troubled] : [troubled, crashed]).filter((text) => text !== null);
  return wrong.length === 0 ? "nothing goes wrong" : wrong.join(", then ");
}

/** A cell in one line. */
export function cellName(cell: Cell): string {
  const orders = cell.orders === 1 ? "one order" : `${cell.orders} orders`;
  return `${orders}${cell.refusedBy === null ? "" : `, refused by ${cell.refusedBy}`}: ${troubleName(cell)}`;
}

/** A name for the cell's file. */
export function cellSlug(cell: Cell): string {
  return cellName(cell)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** What is wrong with a cell that failed. */
export function failureText({ violations, ended, audit }: Verdict): string {
  const counted = Object.entries(violations).map(([name, count]) => `${name} ${count}`);
  return [...(ended ? [] : ["does not end"]), ...counted, ...audit].join(", ");
}

const COLUMNS = ["no crash", ...POINTS.map((point) => `crash ${point}`)];

/** Rows of text: the first call that is struck, by where the driver is killed; each field is "failed/cells". */
export function matrixTable(verdicts: readonly Verdict[]): string[][] {
  const rows = new Map<string, { cells: number; failed: number }[]>();
  for (const { cell, failed } of verdicts) {
    const first = cell.afterCrash ? cell.crash : (cell.trouble ?? cell.crash);
    const name = first === null ? "(nothing goes wrong)" : callName(first);
    const row = rows.get(name) ?? COLUMNS.map(() => ({ cells: 0, failed: 0 }));
    const at = cell.crash === null ? 0 : 1 + POINTS.indexOf(cell.crash.point);
    const field = row[at];
    if (field !== undefined) {
      field.cells++;
      if (failed) field.failed++;
    }
    rows.set(name, row);
  }
  const fields = [...rows].map(([name, row]) => [
    name,
    ...row.map(({ cells, failed }) =>
      cells === 0 ? "" : failed === 0 ? `${cells} hold` : `${failed} of ${cells} fail`,
    ),
  ]);
  return [["call", ...COLUMNS], ...fields];
}

/** Columns as wide as their widest text. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
