import { formatBytes, formatDuration, formatInteger } from "../../model/index.ts";
import { type Block, type Section, words } from "../content.ts";
import { exactFigure } from "../figures.ts";
import type { ReportInput } from "../input.ts";

/** Longer documents are not printed in full. */
const DOCUMENT_MAX = 200_000;

/** All it takes to get the same result again. */
export function reproduce(input: ReportInput): Section {
  const { result } = input;
  const { run, scenario } = result;
  const facts = [
    [words("Seed"), words(String(run.seed))],
    [words("Engine version"), words(run.engineVersion)],
    [words("Digest of the document"), words(scenario.digest)],
    [words("Digest of the run"), words(run.digest)],
    [words("Ended"), words(ENDINGS[run.ended])],
    [words("Simulated time"), exactFigure(result, "run.simulatedSeconds")],
    [words("Events"), exactFigure(result, "run.events")],
    [words("Time it took"), words(`${formatDuration(run.wallSeconds)}${speed(run.events, run.wallSeconds)}`)],
    [words("Peak memory"), words(run.peakMemoryBytes === null ? "–" : formatBytes(run.peakMemoryBytes))],
  ];
  return {
    id: "reproduce",
    title: "Reproduce it",
    blocks: [
      {
        type: "text",
        text: "The same document with the same seed gives the same result, bit for bit: the digests tell. Save the document below as FILE.",
      },
      { type: "code", code: `npm run -s sim -- run FILE --seed ${run.seed}`, language: "sh" },
      { type: "table", table: { columns: [{ label: "Run" }, { label: "Value", grows: true }], rows: facts } },
      documentText(input),
    ],
  };
}

const ENDINGS = {
  drained: "nothing was left to do",
  horizon: "at the stated instant",
  limit: "at the limit of simulated time",
} as const;

function speed(events: number, seconds: number): string {
  return seconds > 0 ? ` (${formatInteger(events / seconds)} events/s)` : "";
}

function documentText({ document }: ReportInput): Block {
  const code = JSON.stringify(document, null, 2);
  if (code.length <= DOCUMENT_MAX) return { type: "code", code, language: "json", folded: "The document" };
  return { type: "text", text: `The document is too long to print here (${formatBytes(code.length)}).`, tone: "quiet" };
}
