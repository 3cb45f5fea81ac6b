/** Every command, in the order the help lists them. */
import type { Command } from "./command.ts";
import { compare } from "./compare.ts";
import { matrix } from "./matrix.ts";
import { order } from "./order.ts";
import { replicate } from "./replicate.ts";
import { report } from "./report.ts";
import { run } from "./run.ts";
import { sweep } from "./sweep.ts";
import { validate } from "./validate.ts";

export type { Command } from "./command.ts";
export const COMMANDS: readonly Command[] = [run, report, replicate, compare, sweep, order, matrix, validate];
