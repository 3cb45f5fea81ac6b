import { formatPercent, type OrderCounts } from "../../model/index.ts";
import { type Block, type Cell, type Section, type Share, type Tone, words } from "../content.ts";
import { exactFigure, exactText, valueCell } from "../figures.ts";
import type { ReportInput } from "../input.ts";

interface Outcome {
  readonly key: keyof OrderCounts;
  readonly label: string;
  readonly meaning: string;
  readonly pattern: Share["pattern"];
  readonly tone?: Tone;
}

const OUTCOMES: readonly Outcome[] = [
  { key: "completed", label: "Completed", meaning: "Every step done.", pattern: "solid" },
  { key: "failed", label: "Failed", meaning: "Ended, and everything undone.", pattern: "wrong-soft" },
  { key: "rejected", label: "Rejected", meaning: "Never accepted: the shopper gave up.", pattern: "soft" },
  { key: "stuck", label: "Stuck", meaning: "Not ended, and nothing can move it on.", pattern: "wrong", tone: "wrong" },
  { key: "lost", label: "Lost", meaning: "Accepted, then no record of it.", pattern: "wrong", tone: "wrong" },
  { key: "inFlight", label: "In flight", meaning: "Still on its way when the run ended.", pattern: "quiet" },
];

/** The fate of every order. */
export function orders({ result }: ReportInput): Section {
  const { arrived } = result.orders;
  const share = (count: number): Cell => words(arrived > 0 ? formatPercent(count / arrived) : "–");
  const rows = OUTCOMES.map(({ key, label, meaning, tone }) => {
    const count = result.orders[key];
    return [
      words(label),
      exactFigure(result, `orders.${key}`, count > 0 ? tone : undefined),
      share(count),
      words(meaning, "quiet"),
    ];
  });
  const all = [
    words("Arrived"),
    exactFigure(result, "orders.arrived"),
    share(arrived),
    words("The sum of these.", "quiet"),
  ];
  const shares = OUTCOMES.map(({ key, label, pattern }) => ({ label, value: result.orders[key], pattern }));
  return {
    id: "orders",
    title: "Where the orders went",
    blocks: [
      { type: "shares", label: "Orders by outcome", shares },
      {
        type: "table",
        table: {
          columns: [
            { label: "Outcome" },
            { label: "Orders", numeric: true },
            { label: "Share", numeric: true },
            { label: "Meaning", grows: true },
          ],
          rows: [...rows, all],
        },
      },
      ...failures(result.failures, arrived),
    ],
  };
}

/** The reasons orders failed for, most frequent first. */
function failures(reasons: Readonly<Record<string, number>>, arrived: number): Block[] {
  const sorted = Object.entries(reasons).sort(([, a], [, b]) => b - a);
  if (sorted.length === 0) return [];
  const rows = sorted.map(([reason, count]) => [
    words(reason),
    valueCell(`failures.${reason}`, count, exactText(count, "count")),
    words(arrived > 0 ? formatPercent(count / arrived) : "–"),
  ]);
  const columns = [{ label: "Reason" }, { label: "Count", numeric: true }, { label: "Share", numeric: true }] as const;
  return [{ type: "table", table: { caption: "Why orders did not complete", columns, rows } }];
}
