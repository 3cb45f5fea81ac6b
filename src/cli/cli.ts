import { ENGINE_VERSION } from "../engine/index.ts";
import { oneLine } from "../report/index.ts";
import { readArguments } from "./arguments.ts";
import { COMMANDS, type Command } from "./commands/index.ts";
import { commandHelp, programHelp } from "./help.ts";
import { EXIT, Interruption, type Io, Refusal } from "./io.ts";

/**
 * The program: does what the arguments say.
 * @returns the exit code
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await perform(argv, io);
  } catch (error) {
    if (error instanceof Interruption) return EXIT.interrupted;
    if (error instanceof Refusal) {
      for (const line of error.lines) io.complain(oneLine(line));
      return EXIT.refused;
    }
    io.complain(`internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return EXIT.broken;
  }
}

async function perform([word, ...rest]: readonly string[], io: Io): Promise<number> {
  if (word === undefined) throw new Refusal([`COMMAND: is required (${names()})`]);
  if (word === "help" || word === "--help" || word === "-h") return help(rest, io);
  if (word === "--version") {
    await io.print(`${ENGINE_VERSION}\n`);
    return EXIT.done;
  }
  const command = commandCalled(word);
  if (rest.some((argument) => argument === "--help" || argument === "-h")) return help([word], io);
  return command.perform(readArguments(rest, command.options), io);
}

async function help([about, ...more]: readonly string[], io: Io): Promise<number> {
  if (more.length > 0) throw new Refusal(more.map((each) => `${each}: help is about one command`));
  await io.print(about === undefined ? programHelp(COMMANDS) : commandHelp(commandCalled(about)));
  return EXIT.done;
}

function commandCalled(word: string): Command {
  const command = COMMANDS.find(({ name }) => name === word);
  if (command === undefined)
    throw new Refusal([`${word}: unknown ${word.startsWith("-") ? "option" : "command"} (${names()})`]);
  return command;
}

function names(): string {
  return `known: ${[...COMMANDS.map(({ name }) => name), "help"].join(", ")}`;
}
