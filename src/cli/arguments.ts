import { parseArgs } from "node:util";
import { Refusal } from "./io.ts";

export interface Option {
  /** What stands for its value in the help; absent for a switch. */
  readonly value?: string;
  readonly help: string;
}

export type Options = Readonly<Record<string, Option>>;

export interface Arguments {
  readonly positionals: readonly string[];
  /** Switches that were given. */
  readonly has: (name: string) => boolean;
  /** The value of an option, if it was given; of several the last. */
  readonly get: (name: string) => string | undefined;
  /** Every value of an option that can be given several times. */
  readonly all: (name: string) => readonly string[];
}

/** Reads the arguments of one command. Every option it does not know is refused by name. */
export function readArguments(args: readonly string[], options: Options): Arguments {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], options: config, strict: false, tokens: true });
  const given = new Map<string, string | undefined>();
  const values: (readonly [name: string, value: string])[] = [];
  const positionals: string[] = [];
  const wrong: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) wrong.push(`${token.rawName}: unknown option${known(options)}`);
    else if (option.value === undefined && token.value !== undefined) wrong.push(`${token.rawName}: takes no value`);
    else if (option.value !== undefined && isMissing(token.value, token.inlineValue)) {
      wrong.push(`${token.rawName}: needs a value (${option.value})`);
    } else {
      given.set(token.name, token.value);
      if (token.value !== undefined) values.push([token.name, token.value]);
    }
  }
  if (wrong.length > 0) throw new Refusal(wrong);
  return {
    positionals,
    has: (name) => given.has(name),
    get: (name) => given.get(name),
    all: (name) => values.flatMap(([option, value]) => (option === name ? value : [])),
  };
}

/** In `--out --json` the value was forgotten. */
function isMissing(value: string | undefined, inline: boolean | undefined): boolean {
  return value === undefined || value === "" || (inline !== true && value.startsWith("--"));
}

function known(options: Options): string {
  const names = Object.keys(options).map((name) => `--${name}`);
  return names.length === 0 ? "" : ` (known: ${names.join(", ")})`;
}

/** The one file a command is about. */
export function fileOf({ positionals }: Arguments): string {
  const [file, ...more] = positionals;
  if (file === undefined || file === "") throw new Refusal(["FILE: is required"]);
  if (more.length > 0) throw new Refusal(more.map((each) => `${each}: only one FILE can be given`));
  return file;
}
