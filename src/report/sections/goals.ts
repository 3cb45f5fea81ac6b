import { formatFigure } from "../../model/index.ts";
import { type Section, words } from "../content.ts";
import { exactText, unitOf, valueCell } from "../figures.ts";
import type { ReportInput } from "../input.ts";

/** Each goal, what the run gave, and whether that is enough. */
export function goals({ scenario, result }: ReportInput): Section {
  const title = "Goals";
  if (result.goals.length === 0) {
    return { id: "goals", title, blocks: [{ type: "text", text: "The document states no goals.", tone: "quiet" }] };
  }
  const rows = result.goals.map(({ name, figure, target, actual, met }, index) => {
    const unit = unitOf(figure);
    const bound = scenario.goals[index]?.bound === "atLeast" ? "at least" : "at most";
    const tone = met ? undefined : "wrong";
    return [
      words(name),
      words(figure, "quiet"),
      words(`${bound} ${formatFigure(target, unit)}`),
      valueCell(figure, actual, exactText(actual, unit), tone),
      met ? words("✓ met", "good") : words("✕ not met", "wrong"),
    ];
  });
  const all = result.goals.length;
  const met = result.goals.filter((goal) => goal.met).length;
  return {
    id: "goals",
    title,
    blocks: [
      {
        type: "text",
        text: `${met} of ${all} ${all === 1 ? "goal is" : "goals are"} met.`,
        ...(met < all && { tone: "wrong" }),
      },
      {
        type: "table",
        table: {
          columns: [
            { label: "Goal" },
            { label: "Figure" },
            { label: "Target", numeric: true },
            { label: "Result", numeric: true },
            { label: "Verdict" },
          ],
          rows,
        },
      },
    ],
  };
}
