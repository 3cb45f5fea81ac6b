import { fileOf } from "../arguments.ts";
import { readInput } from "../input.ts";
import { EXIT } from "../io.ts";
import type { Command } from "./command.ts";

/** Checks a document without running it. */
export const validate: Command = {
  name: "validate",
  usage: "FILE",
  summary: "says what is wrong with a document, one line a problem",
  options: {},
  async perform(args, io) {
    const file = fileOf(args);
    const { scenario } = await readInput(file, io);
    const { components, links } = scenario.architecture;
    await io.print(`${file}: can be run (${components.length} components, ${links.length} links)\n`);
    return EXIT.done;
  },
};
