/**
 * The pairs of scenarios/pairs: a document with a protection, and the same document without it. What each shows is
 * written in index.json; the figures in there, and docs/pairs.md, come from running both.
 */
import { readFileSync } from "node:fs";
import { createSimulation } from "../src/engine/index.ts";
import {
  type DocumentInput,
  exampleOf,
  figureOf,
  formatFigure,
  type NamedExample,
  parseDocument,
  parseDocumentText,
  problemLine,
  type RunResult,
  readFigure,
  type Scenario,
  type Story,
} from "../src/model/index.ts";

export interface Pair {
  readonly name: string;
  /** Which of the seven failures that interviewers ask about, where it is one of them. */
  readonly failure?: number;
  readonly goesWrong: string;
  readonly protection: string;
  /** Of documents too large to be run with many seeds: for those, everything that comes in numbers is made so many times less. */
  readonly scale?: number;
  /** Paths in which the two documents may differ, components by id and links by "from>to". */
  readonly differsIn: readonly string[];
  /** Files in scenarios/pairs. */
  readonly protected: string;
  readonly unprotected: string;
  readonly shows: {
    /** Path in the result. */
    readonly figure: string;
    /** With the protection, the figure is this against the one without. */
    readonly relation: "less" | "greater";
    readonly protected: number | null;
    readonly unprotected: number | null;
    /** Of the run without the protection: name of an order that shows it, what that order is, and when, in seconds. */
    readonly example: { readonly order: string; readonly what: string; readonly time: number };
  };
}

const folder = new URL("../scenarios/pairs/", import.meta.url);

/** As index.json lists them. */
export const PAIRS: readonly Pair[] = JSON.parse(readFileSync(new URL("index.json", folder), "utf8"));

/** Reads a document of a pair, as written and as understood; throws what is wrong with it. */
export function readPairDocument(file: string): { readonly document: DocumentInput; readonly scenario: Scenario } {
  const parsed = parseDocumentText(readFileSync(new URL(file, folder), "utf8"));
  if (!parsed.ok) throw new Error(`${file}: ${parsed.problems.map(problemLine).join("\n")}`);
  return parsed;
}

/** What a run of a pair's document came to, and what its books say is wrong with themselves. */
export interface PairRun {
  readonly result: RunResult;
  readonly audit: readonly string[];
}

/**
 * What a document of a pair says is to be run, with its own seed unless another is given.
 * @param scale how many times fewer shoppers, units, servers and workers there are than written
 */
function scenarioOf(file: string, seed?: number, scale = 1): Scenario {
  const { document, scenario: full } = readPairDocument(file);
  const parsed = scale === 1 ? null : parseDocument(scaledDown(document, scale));
  if (parsed?.ok === false) throw new Error(`${file}: ${parsed.problems.map(problemLine).join("\n")}`);
  const scenario = parsed?.scenario ?? full;
  const { run } = scenario;
  return { ...scenario, run: { ...run, seed: seed ?? run.seed } };
}

/** Runs a document of a pair, as {@link scenarioOf} has it. */
export function runPairDocument(file: string, seed?: number, scale = 1): PairRun {
  const simulation = createSimulation(scenarioOf(file, seed, scale));
  while (!simulation.advance(1_000_000)) {}
  return { result: simulation.result({ wallSeconds: 0, peakMemoryBytes: null }), audit: simulation.audit() };
}

/** The stories that `sim -- order` tells of the orders with these names. */
export function pairStories(file: string, names: ReadonlySet<string>, seed?: number, scale = 1): readonly Story[] {
  const simulation = createSimulation(scenarioOf(file, seed, scale), { follow: names });
  while (!simulation.advance(1_000_000)) {}
  return simulation.stories();
}

/** What of a document comes in numbers that grow with the number of shoppers. */
const SCALED = new Set(["counts", "servers", "workers", "stock", "backPressureDepth", "startRate", "target"]);

/** The same document for so many times fewer shoppers. Counted goals, such as units sold, are divided too. */
function scaledDown(document: DocumentInput, scale: number): DocumentInput {
  const divided = (value: unknown): unknown => {
    if (typeof value === "number") return Math.ceil(value / scale);
    return Array.isArray(value) ? value.map(divided) : value;
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, SCALED.has(key) ? divided(entry) : walk(entry)]),
    );
  };
  const { goals = [], architecture } = document;
  return {
    ...document,
    architecture: walk(architecture) as DocumentInput["architecture"],
    goals: goals.map((goal) =>
      goal.figure.startsWith("ledger.units.") && typeof goal.atLeast === "number"
        ? { ...goal, atLeast: Math.ceil(goal.atLeast / scale) }
        : goal,
    ),
  };
}

type ResultOf = (file: string) => RunResult;

/** The text of index.json, with the figures that these results have. */
export function pairsIndex(resultOf: ResultOf): string {
  const measured = PAIRS.map((pair) => ({
    ...pair,
    shows: {
      ...pair.shows,
      protected: readFigure(resultOf(pair.protected), pair.shows.figure),
      unprotected: readFigure(resultOf(pair.unprotected), pair.shows.figure),
      example: indexExample(pair.shows.figure, resultOf(pair.unprotected)),
    },
  }));
  return `${JSON.stringify(measured, null, 2)}\n`;
}

/** The order of a run that shows what its pair is named for; throws when the result names none. */
function pairExample(figure: string, result: RunResult): NamedExample {
  const example = exampleOf(result, figure);
  if (example === null) throw new Error(`no order shows ${figure}`);
  return example;
}

function indexExample(figure: string, result: RunResult): Pair["shows"]["example"] {
  const { order, what, time } = pairExample(figure, result);
  return { order, what, time };
}

/** The text of docs/pairs.md. */
export function pairsReference(resultOf: ResultOf): string {
  const failures = PAIRS.filter(({ failure }) => failure !== undefined);
  failures.sort((a, b) => (a.failure ?? 0) - (b.failure ?? 0));
  const others = PAIRS.filter(({ failure }) => failure === undefined);
  const seeds = "Each pair is two documents in scenarios/pairs that differ in the protection only.";
  return [
    "# With and without",
    "",
    "<!-- Written by `npm run generate` from scenarios/pairs; edit there. -->",
    "",
    `${seeds} The figures are those of their own seed, and every row holds over five seeds. Open a document in the page, or run it: \`npm run -s sim -- run scenarios/pairs/${PAIRS[0]?.unprotected}\`. The last column names an order of the run without the protection that shows what went wrong, and when; its story is told by \`npm run -s sim -- order FILE ORDER\`.`,
    "",
    "## The seven failures interviewers ask about",
    "",
    ...table("Failure", failures, resultOf),
    "",
    "## Other protections",
    "",
    ...table("Case", others, resultOf),
    "",
  ].join("\n");
}

function table(first: string, pairs: readonly Pair[], resultOf: ResultOf): string[] {
  return [
    `| ${first} | What goes wrong | Protection | Figure | Without | With | Example |`,
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...pairs.map((pair) => row(pair, resultOf)),
  ];
}

function row(pair: Pair, resultOf: ResultOf): string {
  const { figure } = pair.shows;
  const known = figureOf(figure);
  if (known === undefined) throw new Error(`${pair.name}: no result has a figure ${JSON.stringify(figure)}`);
  const cell = (file: string) =>
    `[${formatFigure(readFigure(resultOf(file), figure), known.unit)}](../scenarios/pairs/${file})`;
  const number = pair.failure === undefined ? "" : `${pair.failure}. `;
  const cells = [
    `${number}${pair.name}`,
    pair.goesWrong,
    pair.protection,
    known.label,
    cell(pair.unprotected),
    cell(pair.protected),
    exampleText(figure, resultOf(pair.unprotected)),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The order that shows a figure, and when; and what it is, where the figure does not say so itself. */
function exampleText(figure: string, result: RunResult): string {
  const example = pairExample(figure, result);
  const what = example.figure === figure ? "" : `, ${example.what.charAt(0).toLowerCase()}${example.what.slice(1)}`;
  return `\`${example.order}\` at ${formatFigure(example.time, "seconds")}${what}`;
}
