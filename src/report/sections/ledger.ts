import { formatInteger, formatMoney, type RunResult, VIOLATIONS, type ViolationKey } from "../../model/index.ts";
import { type Block, type Section, words } from "../content.ts";
import { exactFigure } from "../figures.ts";
import type { ReportInput } from "../input.ts";

/** The books as the auditor keeps them, and what must not be in them. */
export function ledger({ result }: ReportInput): Section {
  return {
    id: "ledger",
    title: "Ledger",
    blocks: [verdict(result), violations(result), units(result), money(result)],
  };
}

/** Only what must not be in the books. */
export function books({ result }: ReportInput): Section {
  return { id: "books", title: "Violations", blocks: [verdict(result), violations(result)] };
}

function verdict({ ledger, run }: RunResult): Block {
  const found = Object.values(ledger.violations).filter((count) => count > 0).length;
  if (found > 0)
    return {
      type: "text",
      text: `The books show ${found} ${found === 1 ? "kind" : "kinds"} of violation.`,
      tone: "wrong",
    };
  const end = run.ended === "drained" ? "" : " The run did not drain: what is in flight may still go either way.";
  return { type: "text", text: `The books show no violation.${end}` };
}

function violations(result: RunResult): Block {
  const rows = (Object.keys(VIOLATIONS) as ViolationKey[]).map((key) => {
    const count = result.ledger.violations[key];
    const { label, help } = VIOLATIONS[key];
    return [
      words(label),
      exactFigure(result, `ledger.violations.${key}`, count > 0 ? "wrong" : undefined),
      count > 0 ? words("✕ violated", "wrong") : words("✓ none", "good"),
      words(help, "quiet"),
    ];
  });
  const columns = [
    { label: "Violation" },
    { label: "Found", numeric: true },
    { label: "Verdict" },
    { label: "Meaning", grows: true },
  ] as const;
  return { type: "table", table: { columns, rows } };
}

function units(result: RunResult): Block {
  const { stock, available, held, sold } = result.ledger.units;
  const row = (label: string, key: string, meaning: string) => [
    words(label),
    exactFigure(result, `ledger.units.${key}`),
    words(meaning, "quiet"),
  ];
  const gap = stock - held - sold - available;
  return {
    type: "table",
    table: {
      caption: "Units",
      columns: [{ label: "State" }, { label: "Count", numeric: true }, { label: "Meaning", grows: true }],
      rows: [
        row("Stock", "stock", "On sale at the start."),
        row("Sold", "sold", "Confirmed."),
        row("Held", "held", "Reserved, neither sold nor given back."),
        row("Available", "available", `Stock less held and sold${gap === 0 ? "" : `, off by ${formatInteger(gap)}`}.`),
      ],
    },
  };
}

function money(result: RunResult): Block {
  const { captured, refunded, completedValue } = result.ledger.money;
  const row = (label: string, key: string, meaning: string) => [
    words(label),
    exactFigure(result, `ledger.money.${key}`),
    words(meaning, "quiet"),
  ];
  const open = captured - refunded - completedValue;
  const rest =
    open === 0 ? "Equal to captured less refunded." : `Captured less refunded differs by ${formatMoney(open)}.`;
  return {
    type: "table",
    table: {
      caption: "Money",
      columns: [{ label: "Sum" }, { label: "Amount", numeric: true }, { label: "Meaning", grows: true }],
      rows: [
        row("Captured", "captured", "Charged."),
        row("Refunded", "refunded", "Given back."),
        row("Value of completed orders", "completedValue", rest),
      ],
    },
  };
}
