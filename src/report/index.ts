/** What a run comes to, as text: for people (HTML, Markdown, a terminal) and for programs (JSON, CSV). */
import type { Comparison, Replications, Sweep } from "../analysis/index.ts";
import { composeComparison, composeReplications, composeSweep } from "./experiments.ts";
import { renderHtml } from "./html/render.ts";
import type { ReportInput } from "./input.ts";
import { renderMarkdown } from "./markdown/render.ts";
import { composeReport } from "./report.ts";
import { composeSummary } from "./summary.ts";
import { renderText } from "./text/render.ts";

export { timelineCsv } from "./csv.ts";
export { settingText, VERDICT_WORDS } from "./experiments.ts";
export type { ReportInput } from "./input.ts";
export { experimentJson, resultJson } from "./json.ts";
export { oneLine } from "./markup.ts";

/** The report as one self-contained HTML file. */
export function htmlReport(input: ReportInput): string {
  return renderHtml(composeReport(input));
}

/** The report as Markdown. */
export function markdownReport(input: ReportInput): string {
  return renderMarkdown(composeReport(input));
}

/** What matters most, as plain text for a terminal. */
export function textSummary(input: ReportInput): string {
  return renderText(composeSummary(input));
}

/** Many runs of one design, for a terminal. */
export function replicationsText(name: string, found: Replications): string {
  return renderText(composeReplications(name, found));
}

/** Two designs side by side, for a terminal. */
export function comparisonText(found: Comparison): string {
  return renderText(composeComparison(found));
}

/** A figure over one setting or two, for a terminal. */
export function sweepText(name: string, found: Sweep): string {
  return renderText(composeSweep(name, found));
}
