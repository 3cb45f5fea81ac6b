import { fileOf } from "../arguments.ts";
import { type Input, readInput, withSeed } from "../input.ts";
import { EXIT, Interruption, type Io, Refusal } from "../io.ts";
import { crashMatrix, type Verdict } from "../matrix/cells.ts";
import { aligned, cellName, cellSlug, failureText, matrixTable } from "../matrix/words.ts";
import { makeFolder, writeFiles } from "../output.ts";
import { storyLines } from "../story.ts";
import { type Command, SEED } from "./command.ts";

const EXTENT = { orders: [1, 2], laterCrashes: true } as const;
/** Between two slices an interruption is heard. */
const CELLS_A_SLICE = 20;

/** Strikes every call of the document's saga in every way, and kills its driver at every point. */
export const matrix: Command = {
  name: "matrix",
  usage: "FILE [--seed N] [--json] [--write DIR]",
  summary: "runs one and two orders of a document's saga through every crash and every lost or late message",
  options: {
    seed: SEED,
    json: { help: "print the cells as one JSON object, and nothing else" },
    write: { value: "DIR", help: "write each failing cell there as a document" },
  },
  async perform(args, io) {
    const input = withSeed(await readInput(fileOf(args), io), args.get("seed"));
    if (!input.scenario.architecture.components.some(({ kind }) => kind === "orchestrator")) {
      throw new Refusal(["architecture.components: there is no orchestrator, so there is no saga to strike"]);
    }
    const folder = args.get("write");
    if (folder !== undefined) await makeFolder(folder, io);
    const verdicts = await all(input, io);
    const failing = verdicts.filter(({ failed }) => failed);
    const files = Object.fromEntries(
      failing.map(({ cell }) => [`${cellSlug(cell)}.json`, `${JSON.stringify(named(cell), null, 2)}\n`]),
    );
    const written = folder === undefined ? [] : await writeFiles(folder, files, io);
    await io.print(args.has("json") ? `${asJson(verdicts)}\n` : asText(verdicts, written));
    return failing.length > 0 ? EXIT.unmet : EXIT.done;
  },
};

async function all(input: Input, io: Io): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const verdict of crashMatrix(input, EXTENT)) {
    verdicts.push(verdict);
    if (verdicts.length % CELLS_A_SLICE !== 0) continue;
    io.showProgress?.(`${verdicts.length} cells`);
    await new Promise((resolve) => setImmediate(resolve));
    if (!io.interrupted.aborted) continue;
    io.showProgress?.("");
    throw new Interruption();
  }
  io.showProgress?.("");
  return verdicts;
}

function named(cell: Verdict["cell"]): Verdict["cell"]["document"] {
  return { ...cell.document, about: cellName(cell) };
}

function asJson(verdicts: readonly Verdict[]): string {
  const cells = verdicts.map(({ cell: { document: _, ...cell }, ...verdict }) => ({ ...cell, ...verdict }));
  return JSON.stringify({ cells, failed: cells.filter(({ failed }) => failed).length });
}

function asText(verdicts: readonly Verdict[], written: readonly string[]): string {
  const failing = verdicts.filter(({ failed }) => failed);
  const sections = [aligned(matrixTable(verdicts)).join("\n")];
  for (const verdict of failing) {
    const stories = verdict.stories.flatMap((story) => [`  order ${story.order}`, ...storyLines(story)]);
    sections.push([cellName(verdict.cell), `  fails: ${failureText(verdict)}`, ...stories].join("\n"));
  }
  const sum = failing.length === 0 ? "all hold" : `${failing.length} ${failing.length === 1 ? "fails" : "fail"}`;
  sections.push(`${verdicts.length} cells, ${sum}`);
  if (written.length > 0) sections.push(written.map((file) => `Written: ${file}`).join("\n"));
  return `${sections.join("\n\n")}\n`;
}
