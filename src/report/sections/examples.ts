import { examplesOf, formatDuration } from "../../model/index.ts";
import { type Block, type Section, words } from "../content.ts";
import type { ReportInput } from "../input.ts";

/** Orders that show what the figures count, by name: their stories can be told. */
export function examples({ result }: ReportInput): Section {
  const rows = examplesOf(result).map(({ what, order, time }) => [
    words(what),
    words(order),
    words(formatDuration(time)),
  ]);
  const columns = [{ label: "Example" }, { label: "Order", numeric: true }, { label: "At", numeric: true }] as const;
  const blocks: Block[] =
    rows.length === 0
      ? [{ type: "text", text: "No order to look at." }]
      : [
          { type: "table", table: { columns, rows } },
          { type: "text", text: "Its story: npm run -s sim -- order FILE ORDER", tone: "quiet" },
        ];
  return { id: "examples", title: "Orders to look at", blocks };
}
