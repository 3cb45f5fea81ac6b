import { parseDuration } from "./duration.ts";
import { figureOf, readFigure } from "./figures.ts";
import type { Parsed, Unit } from "./quantity.ts";
import type { GoalVerdict, RunResult } from "./result.ts";
import { parseBytes, parsePercent } from "./scales.ts";
import { z } from "./zod.ts";

/** A figure of the result that must stay on one side of a target, in the figure's base unit. */
export interface Goal {
  readonly name: string;
  /** A dotted path into the result, such as "latency.acceptance.p99". */
  readonly figure: string;
  readonly bound: "atMost" | "atLeast";
  readonly target: number;
}

const quantity = z
  .union([z.number(), z.string()], { error: 'must be a number, or a quantity such as "2s"' })
  .optional();

/** Reads a goal; a target given as text is read in the unit of its figure ("2s", "6 GB", "99.95%"). */
export const goalSchema = z
  .strictObject({
    name: z.string().min(1).max(120),
    figure: z.string().max(200),
    atMost: quantity.meta({ description: "The figure must not be more than this." }),
    atLeast: quantity.meta({ description: "The figure must not be less than this." }),
  })
  .transform((goal, context): Goal => {
    const refuse = (path: string[], message: string): Goal => {
      context.addIssue({ code: "custom", path, message });
      return z.NEVER;
    };
    const { name, figure, atMost, atLeast } = goal;
    const unit = figureOf(figure)?.unit;
    if (unit === undefined) return refuse(["figure"], `no result has a figure ${JSON.stringify(figure)}`);
    const bound = atMost === undefined ? "atLeast" : "atMost";
    const written = atMost ?? atLeast;
    if (written === undefined) return refuse([], "must have atMost or atLeast");
    if (atMost !== undefined && atLeast !== undefined)
      return refuse(["atLeast"], "cannot stand beside atMost: write two goals");
    const target = readTarget(written, unit);
    return target.ok ? { name, figure, bound, target: target.value } : refuse([bound], target.message);
  });

/** Whether a result meets a goal. A figure the run did not give meets none. */
export function judge({ name, figure, bound, target }: Goal, result: Omit<RunResult, "goals">): GoalVerdict {
  const actual = readFigure(result, figure);
  const met = actual !== null && (bound === "atMost" ? actual <= target : actual >= target);
  return { name, figure, target, actual, met };
}

function readTarget(written: string | number, unit: Unit): Parsed {
  if (typeof written === "number") return { ok: true, value: written };
  if (unit === "seconds") return parseDuration(written);
  if (unit === "bytes") return parseBytes(written);
  if (unit === "ratio") return parsePercent(written);
  return { ok: false, message: "must be a number" };
}
