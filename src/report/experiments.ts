/** What experiments found, for a terminal. */
import {
  CONFIDENCE,
  type Comparison,
  type Interval,
  KNEE_METHOD,
  type Replications,
  type Sweep,
} from "../analysis/index.ts";
import { figureOf, formatDuration, formatFigure, formatPercent, type Unit, type Variation } from "../model/index.ts";
import { type Cell, type Section, words } from "./content.ts";

/** The figures of many runs of one design. */
export function composeReplications(name: string, { runs, figures, goals }: Replications): readonly Section[] {
  const rows = figures.map(({ label, unit, interval, least, most }) => [
    words(label),
    ...intervalCells(interval, unit),
    words(formatFigure(least, unit)),
    words(formatFigure(most, unit)),
  ]);
  const columns = ["Mean", "±", "Least", "Most"].map((label) => ({ label, numeric: true as const }));
  const met = goals.map((goal) => [
    words(goal.name),
    words(`${goal.met} of ${runs.length}`, goal.met < runs.length ? "wrong" : "good"),
  ]);
  return [
    {
      id: "replications",
      title: `${name}: ${runs.length} runs`,
      blocks: [
        {
          type: "text",
          text: `Mean over the runs, and half the width of its ${formatPercent(CONFIDENCE)} interval (Student's t).`,
        },
        { type: "table", table: { columns: [{ label: "Figure" }, ...columns], rows } },
      ],
    },
    ...(met.length > 0
      ? [
          {
            id: "goals",
            title: "Goals met",
            blocks: [
              {
                type: "table" as const,
                table: { columns: [{ label: "Goal" }, { label: "Runs", numeric: true as const }], rows: met },
              },
            ],
          },
        ]
      : []),
  ];
}

/** In words, which of two designs has more of something. */
export const VERDICT_WORDS = {
  more: "B has more",
  less: "B has less",
  same: "the same",
  undecided: "not to be told apart",
} as const;

/** Two designs under common random numbers. */
export function composeComparison({ a, b, figures }: Comparison): readonly Section[] {
  const rows = figures.map(({ label, unit, a: inA, b: inB, difference, verdict }) => [
    words(label),
    words(formatFigure(inA.mean, unit)),
    words(formatFigure(inB.mean, unit)),
    ...intervalCells(difference, unit),
    words(VERDICT_WORDS[verdict]),
  ]);
  const text = `A is ${a.name}, B is ${b.name}: ${a.runs.length} runs each, every seed once with either. The interval (±, ${formatPercent(CONFIDENCE)}) is that of the difference, run by run.`;
  return [
    {
      id: "comparison",
      title: "Two designs under the same luck",
      blocks: [
        { type: "text", text },
        {
          type: "table",
          table: {
            columns: [
              { label: "Figure" },
              ...["A", "B", "B − A", "±"].map((label) => ({ label, numeric: true as const })),
              { label: "Verdict" },
            ],
            rows,
          },
        },
      ],
    },
  ];
}

/** A figure over one setting, or over two. */
export function composeSweep(name: string, found: Sweep): readonly Section[] {
  const { figure, variations, cells, knees } = found;
  const [first, second] = variations;
  if (first === undefined) return [];
  const known = figureOf(figure);
  const unit = known?.unit ?? "count";
  const heads =
    second === undefined ? [known?.label ?? figure] : second.values.map((value) => settingText(second, value));
  const rows = first.values.map((value, row) => [
    words(settingText(first, value)),
    ...(cells[row] ?? []).map((cell, column): Cell => {
      const spread = cell.halfWidth === null ? "" : ` ± ${formatFigure(cell.halfWidth, unit)}`;
      return words(`${knees[column]?.index === row ? "knee " : ""}${formatFigure(cell.mean, unit)}${spread}`);
    }),
  ]);
  const across = second === undefined ? "" : `; across: ${second.path}`;
  return [
    {
      id: "sweep",
      title: `${name}: ${known?.label ?? figure}`,
      blocks: [
        { type: "text", text: `Down: ${first.path}${across}.` },
        {
          type: "table",
          table: { columns: [{ label: "Value" }, ...heads.map((label) => ({ label, numeric: true as const }))], rows },
        },
        { type: "text", text: KNEE_METHOD },
      ],
    },
  ];
}

/** A value of a setting that is varied. */
export function settingText({ inSeconds }: Variation, value: number): string {
  return inSeconds ? formatDuration(value) : String(value);
}

function intervalCells({ mean, halfWidth }: Interval, unit: Unit): readonly Cell[] {
  return [words(formatFigure(mean, unit)), words(formatFigure(halfWidth, unit))];
}
