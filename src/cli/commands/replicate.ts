import { experimentJson, replicationsText } from "../../report/index.ts";
import { replicate as makeRuns, seedsFrom } from "../../workers/node/index.ts";
import { fileOf } from "../arguments.ts";
import { perform, seedCount } from "../experiment.ts";
import { readInput, withSeed } from "../input.ts";
import { EXIT } from "../io.ts";
import { type Command, SEED } from "./command.ts";

const SEEDS = 10;

/** Runs a document under many seeds. */
export const replicate: Command = {
  name: "replicate",
  usage: "FILE [--seeds N] [--seed FIRST] [--json]",
  summary: "runs a document under several seeds and prints every headline figure with its 95% interval",
  options: {
    seeds: { value: "N", help: `how many seeds; ${SEEDS} unless told` },
    seed: { ...SEED, help: "the first of the seeds, instead of the document's" },
    json: { help: "print figures and bands as one JSON object, and nothing else" },
  },
  async perform(args, io) {
    const seeds = seedCount(args, SEEDS, 2);
    const { document, scenario } = withSeed(await readInput(fileOf(args), io), args.get("seed"));
    const found = await perform(seeds, io, (pool, onProgress) =>
      makeRuns(pool, document, seedsFrom(document, seeds), onProgress),
    );
    await io.print(args.has("json") ? `${experimentJson(found)}\n` : `${replicationsText(scenario.name, found)}\n`);
    return EXIT.done;
  },
};
