import type { Arguments, Options } from "../arguments.ts";
import type { Io } from "../io.ts";

/** Something the program can be told to do. */
export interface Command {
  readonly name: string;
  /** What stands after the name. */
  readonly usage: string;
  readonly summary: string;
  readonly options: Options;
  /** @returns the exit code; bad input is thrown as a refusal */
  readonly perform: (args: Arguments, io: Io) => Promise<number>;
}

export const SEED = { value: "N", help: "run with this seed instead of the document's" } as const;
