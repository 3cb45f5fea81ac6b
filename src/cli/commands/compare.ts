import { comparisonText, experimentJson } from "../../report/index.ts";
import { compare as makeRuns, seedsFrom } from "../../workers/node/index.ts";
import { perform, seedCount } from "../experiment.ts";
import { readInput, withSeed } from "../input.ts";
import { EXIT, Refusal } from "../io.ts";
import { type Command, SEED } from "./command.ts";

const SEEDS = 10;

/** Runs two documents under the same seeds. */
export const compare: Command = {
  name: "compare",
  usage: "A B [--seeds N] [--seed FIRST] [--json]",
  summary: "runs two documents under the same seeds and prints the difference of every figure with its 95% interval",
  options: {
    seeds: { value: "N", help: `how many seeds; ${SEEDS} unless told` },
    seed: { ...SEED, help: "the first of the seeds, instead of that of document A" },
    json: { help: "print the comparison as one JSON object, and nothing else" },
  },
  async perform(args, io) {
    const seeds = seedCount(args, SEEDS, 2);
    const [fileA, fileB, ...more] = args.positionals;
    if (fileA === undefined || fileB === undefined) throw new Refusal(["A and B: two files are required"]);
    if (more.length > 0) throw new Refusal(more.map((each) => `${each}: only two files can be compared`));
    const a = withSeed(await readInput(fileA, io), args.get("seed"));
    const b = await readInput(fileB, io);
    const found = await perform(2 * seeds, io, (pool, onProgress) =>
      makeRuns(pool, [a.document, b.document], seedsFrom(a.document, seeds), onProgress),
    );
    await io.print(args.has("json") ? `${experimentJson(found)}\n` : `${comparisonText(found)}\n`);
    return EXIT.done;
  },
};
