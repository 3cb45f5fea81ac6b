import { parseDocument } from "../model/index.ts";
import type { ReportInput } from "../report/index.ts";
import { useNotices, useRun } from "../state/index.ts";
import type { Action } from "./action.ts";
import { download } from "./download.ts";
import { fileStem } from "./file.ts";

/** Files made of the last run. What writes them is loaded when it is first asked for. */
function exporter(
  name: string,
  label: string,
  icon: string,
  ending: string,
  type: string,
  write: (input: ReportInput, report: typeof import("../report/index.ts")) => string,
): Action {
  return {
    name,
    label,
    icon,
    group: "export",
    unavailable: () => (useRun.getState().result === null ? "Nothing was run yet." : null),
    async perform() {
      const input = lastRun();
      if (input === null) return;
      try {
        const text = write(input, await import("../report/index.ts"));
        download(text, `${fileStem(input.scenario.name)}${ending}`, type);
      } catch (error) {
        useNotices.getState().notify("error", "The file could not be made.", [String(error)]);
      }
    },
  };
}

/** The last run with the document it ran, which may have changed since. */
function lastRun(): ReportInput | null {
  const { document, result, frames } = useRun.getState();
  if (document === null || result === null || frames === null) return null;
  const parsed = parseDocument(document);
  return parsed.ok ? { document, scenario: parsed.scenario, result, frames } : null;
}

export const exportReport = exporter(
  "export-report",
  "Download report (HTML)",
  "file-chart-column",
  "-report.html",
  "text/html",
  (input, { htmlReport }) => htmlReport(input),
);

export const exportMarkdown = exporter(
  "export-markdown",
  "Download report (Markdown)",
  "file-text",
  "-report.md",
  "text/markdown",
  (input, { markdownReport }) => markdownReport(input),
);

export const exportJson = exporter(
  "export-json",
  "Download result (JSON)",
  "file-json",
  "-result.json",
  "application/json",
  (input, { resultJson }) => resultJson(input, true),
);

export const exportCsv = exporter(
  "export-csv",
  "Download timeline (CSV)",
  "file-spreadsheet",
  "-timeline.csv",
  "text/csv",
  ({ frames }, { timelineCsv }) => timelineCsv(frames),
);
