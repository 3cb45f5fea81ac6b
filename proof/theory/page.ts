/** docs/validation.md, from how the rows came out. */
import { ENGINE_VERSION } from "../../src/engine/index.ts";
import { REPLICATIONS } from "./interval.ts";
import type { System, Verdict } from "./row.ts";

const WORDS = { wrong: "**WRONG**", "too wide": "**TOO WIDE**", taken: "**TAKEN**" } as const;

const digits = (value: number) => Number(value.toPrecision(5)).toString();

function verdictText({ trouble, wrong }: Verdict): string {
  if (trouble !== null) return WORDS[trouble];
  return wrong ? "refused, as it must be" : "holds";
}

/** One system: its heading, what was run, and its rows. */
export function section({ name, how, heavy }: System, verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => {
    const { figure, theory, simulated, halfWidth } = verdict;
    const share = `${((halfWidth / Math.abs(theory)) * 100).toFixed(2)} %`;
    const name = verdict.wrong ? `*on purpose:* ${figure}` : figure;
    return `| ${name} | ${digits(theory)} | ${digits(simulated)} ± ${halfWidth.toPrecision(2)} | ${share} | ${verdictText(verdict)} |`;
  });
  return [
    `### ${name}`,
    "",
    heavy ? `${how} *Only here, not in \`npm test\`.*` : how,
    "",
    "| figure | theory | simulated, 99.9 % interval | half-width | verdict |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

/** The headings of a page, in their order. */
export function headings(page: string): string[] {
  return [...page.matchAll(/^### (.+)$/gm)].map(([, name]) => name as string);
}

/** What a page has of one system, as {@link section} wrote it. */
export function sectionOf(page: string, name: string): string {
  const start = page.indexOf(`### ${name}\n`);
  if (start < 0) return "";
  const end = page.indexOf("### ", start + 4);
  return end < 0 ? page.slice(start) : page.slice(start, end);
}

/** The rows of some sections, each with the words of its verdict. */
function rowsOf(text: string): { wrong: boolean; verdict: string }[] {
  return [...text.matchAll(/^\| (.*) \| ([^|]+) \|$/gm)]
    .map(([, row = "", verdict = ""]) => ({ wrong: row.startsWith("*on purpose:*"), verdict }))
    .filter(({ verdict }) => verdict !== "verdict");
}

/** The whole page. @param sections as {@link section} wrote them */
export function page(sections: readonly string[]): string {
  const rows = rowsOf(sections.join("\n"));
  const right = rows.filter(({ wrong }) => !wrong);
  const onPurpose = rows.filter(({ wrong }) => wrong);
  const good = (list: typeof rows) => list.filter(({ verdict }) => !verdict.startsWith("**")).length;
  return `# Validation

Figures that theory computes, beside those of simulated runs. Written by \`npm run validate\`; \`npm test\` repeats all but the longest systems and
compares what it finds with this page, digit by digit. The figures are those of engine version ${ENGINE_VERSION}.

**${good(right)} of ${right.length} rows hold; ${good(onPurpose)} of ${onPurpose.length} formulas that are wrong on purpose are refused.**

- A row is ${REPLICATIONS} runs, or ${REPLICATIONS} batches of one long run, and one 99.9 % confidence interval of their mean (Student's t). It *holds* when the value
  of theory lies in the interval **and** the interval is at most 1 % of the value wide to either side (5 % in tails). A wider one could not tell a wrong simulator from a right one.
- The seeds are 1 to ${REPLICATIONS} for every system (1 for a single long run): the first there are, not chosen by what they gave. No row was run with others.
  How long a system runs was set by how wide its intervals came out, never by where they lay.
- A true value is missed by such an interval once in a thousand times. So of some ${Math.round(right.length / 50) * 50} rows one may fail without a fault, with a probability of about ${Math.round((1 - 0.999 ** right.length) * 100)} %, whenever a change
  of the engine gives everybody other luck. Such a row is not given other seeds: it is run ten times as long, and must hold then.
- A line (the capacity sum) is one row: its intervals are widened so that all of them together miss once in a thousand times (Bonferroni), and each is at
  most 1 % of the line's peak wide. The page shows the point that is furthest off.
- Rows marked *on purpose* compare the same runs with a formula for something else. They show that the comparison can fail.
- A queueing system is an ordinary document (a saga of one step a station, workers without limit, no latency, no log, the connection held), or a part of the engine driven
  directly, which is faster and shows every state. Warm-up is left out.

Percentiles come from buckets and may be up to 0.1 % off by themselves ([fidelity](fidelity.md)).

${sections.join("\n")}`;
}
