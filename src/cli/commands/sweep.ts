import { figureOf, parseVariation, settle, type Variation } from "../../model/index.ts";
import { experimentJson, sweepText } from "../../report/index.ts";
import { sweep as makeRuns, seedsFrom } from "../../workers/node/index.ts";
import { fileOf } from "../arguments.ts";
import { perform, seedCount } from "../experiment.ts";
import { type Input, readInput, withSeed } from "../input.ts";
import { EXIT, Refusal } from "../io.ts";
import { type Command, SEED } from "./command.ts";

const RUNS_MAX = 2000;

/** Runs a document over a range of one setting or two. */
export const sweep: Command = {
  name: "sweep",
  usage: "FILE --vary PATH=from..to[:steps] [--vary ...] --figure FIGURE [--seeds N] [--json]",
  summary:
    "runs a document over the values of one setting or two and prints a figure of each, with the knee of its curve",
  options: {
    vary: {
      value: "PATH=from..to[:steps]",
      help: "the setting, written as in problems, such as architecture.components[payment].config.servers=500..3000:6; at most twice",
    },
    figure: { value: "FIGURE", help: "the figure of the result, such as latency.completion.p99; required" },
    seeds: { value: "N", help: "how many seeds at each point; 1 unless told" },
    seed: { ...SEED, help: "the first of the seeds, instead of the document's" },
    json: { help: "print the cells as one JSON object, and nothing else" },
  },
  async perform(args, io) {
    const seeds = seedCount(args, 1, 1);
    const figure = args.get("figure");
    if (figure === undefined) throw new Refusal(["--figure: is required"]);
    if (figureOf(figure) === undefined)
      throw new Refusal([`--figure: no result has a figure ${JSON.stringify(figure)}`]);
    const input = withSeed(await readInput(fileOf(args), io), args.get("seed"));
    const variations = variationsOf(args.all("vary"), input);
    const runs = variations.reduce((all, { values }) => all * values.length, seeds);
    if (runs > RUNS_MAX) throw new Refusal([`--vary: makes ${runs} runs; at most ${RUNS_MAX} are made`]);
    const found = await perform(runs, io, (pool, onProgress) =>
      makeRuns(pool, input.document, variations, figure, seedsFrom(input.document, seeds), onProgress),
    );
    await io.print(args.has("json") ? `${experimentJson(found)}\n` : `${sweepText(input.scenario.name, found)}\n`);
    return EXIT.done;
  },
};

function variationsOf(texts: readonly string[], { document }: Input): readonly Variation[] {
  if (texts.length === 0) throw new Refusal(["--vary: is required"]);
  if (texts.length > 2) throw new Refusal(["--vary: at most two settings can be varied"]);
  const read = texts.map((text) => {
    const variation = parseVariation(text);
    return "problem" in variation ? variation : settle(document, variation);
  });
  const problems = read.flatMap((each) => ("problem" in each ? [each.problem] : []));
  if (problems.length > 0) throw new Refusal(problems);
  const variations = read.flatMap((each) => ("problem" in each ? [] : [each]));
  if (variations[0]?.path === variations[1]?.path) throw new Refusal([`${variations[0]?.path}: is varied twice`]);
  return variations;
}
