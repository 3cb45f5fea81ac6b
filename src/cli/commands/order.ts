import { createSimulation, orderCalled } from "../../engine/index.ts";
import { formatDuration, type Story } from "../../model/index.ts";
import { type Arguments, fileOf } from "../arguments.ts";
import { readInput, withSeed } from "../input.ts";
import { EXIT, Interruption, type Io, Refusal } from "../io.ts";
import { storyLines } from "../story.ts";
import { type Command, SEED } from "./command.ts";

/** Between two slices an interruption is heard. */
const EVENTS_A_SLICE = 50_000;

/** Tells what happened to one order: the run is the same again, so its story can be asked for afterwards. */
export const order: Command = {
  name: "order",
  usage: "FILE ORDER [--seed N] [--json]",
  summary: "simulates a document and tells the story of one order (1, 2, ...; 2-1 is the first of the second source)",
  options: { seed: SEED, json: { help: "print the story as one JSON object, and nothing else" } },
  async perform(args, io) {
    const [file, name] = fileAndOrder(args);
    const input = withSeed(await readInput(file, io), args.get("seed"));
    const simulation = createSimulation(input.scenario, { follow: new Set([name]) });
    while (!simulation.advance(EVENTS_A_SLICE)) await breathe(io);
    const story = simulation.stories()[0];
    if (story === undefined) {
      const { arrived } = simulation.progress();
      throw new Refusal([`${name}: there was no such order (${arrived} arrived)`]);
    }
    await io.print(args.has("json") ? `${JSON.stringify(story)}\n` : told(story));
    return EXIT.done;
  },
};

function fileAndOrder(args: Arguments): [file: string, order: string] {
  const [file, name, ...more] = args.positionals;
  if (name === undefined) throw new Refusal([`${file === undefined ? "FILE" : "ORDER"}: is required`]);
  if (orderCalled(name) === null) throw new Refusal([`${name}: is no order (1, 2, ..., or 2-1 of the second source)`]);
  return [fileOf({ ...args, positionals: [file ?? "", ...more] }), name];
}

async function breathe(io: Io): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (io.interrupted.aborted) throw new Interruption();
}

function told({ order: name, events }: Story): string {
  const click = events[0]?.time ?? 0;
  return `Order ${name}, clicked at ${formatDuration(click)}\n\n${storyLines({ order: name, events }).join("\n")}\n`;
}
