import type { RunResult } from "../../model/index.ts";
import { type Section, words } from "../content.ts";
import { exactText, valueCell } from "../figures.ts";
import type { ReportInput } from "../input.ts";

const LATENCIES = ["count", "mean", "p50", "p95", "p99", "max"] as const;

/** How long shoppers waited, for the answer and for the goods to be theirs. */
export function latency({ result }: ReportInput): Section {
  const row = (kind: keyof RunResult["latency"], label: string) => [
    words(label),
    ...LATENCIES.map((which) => {
      const value = result.latency[kind][which];
      return valueCell(`latency.${kind}.${which}`, value, exactText(value, which === "count" ? "count" : "seconds"));
    }),
  ];
  const names = ["Orders", "Mean", "p50", "p95", "p99", "Longest"];
  return {
    id: "latency",
    title: "How long it took",
    blocks: [
      {
        type: "table",
        table: {
          columns: [{ label: "From the click" }, ...names.map((label) => ({ label, numeric: true as const }))],
          rows: [
            row("acceptance", "to the answer “accepted”"),
            row("completion", "to the last step done"),
            ...(result.latency.refusal.count > 0 ? [row("refusal", "to the answer that there is no order")] : []),
          ],
        },
      },
    ],
  };
}
