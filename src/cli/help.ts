import type { Command } from "./commands/index.ts";
import { EXIT } from "./io.ts";

const CALL = "npm run -s sim --";

/** The help of the program. */
export function programHelp(commands: readonly Command[]): string {
  const rows = [
    ...commands.map(({ name, usage, summary }) => [`${name} ${usage}`, summary] as const),
    ["help [COMMAND]", "prints this, or what a command can be told"] as const,
    ["--version", "prints the version of the engine"] as const,
  ];
  const text = rows.map(([call, summary]) => `  ${call}\n      ${summary}\n`).join("");
  return `Simulates checkouts under a flash sale.\n\nUsage: ${CALL} COMMAND\n\n${text}\n${exitCodes()}`;
}

/** The help of one command. */
export function commandHelp({ name, usage, summary, options }: Command): string {
  const rows = Object.entries(options).map(([option, { value, help }]) => [
    `--${option}${value === undefined ? "" : ` ${value}`}`,
    help,
  ]);
  const width = Math.max(0, ...rows.map(([option = ""]) => option.length));
  const lines = rows.map(([option = "", help = ""]) => `  ${option.padEnd(width)}  ${help}\n`).join("");
  const first = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  return `Usage: ${CALL} ${name} ${usage}\n\n${first}\n${lines === "" ? "" : `\n${lines}`}\n${exitCodes()}`;
}

function exitCodes(): string {
  return `Exit codes: ${EXIT.done} done, ${EXIT.unmet} a goal is not met (with --check), ${EXIT.refused} bad input, ${EXIT.interrupted} interrupted.\n`;
}
