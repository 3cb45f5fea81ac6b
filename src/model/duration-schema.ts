import { parseDuration } from "./duration.ts";
import { unlessMissing } from "./sentence.ts";
import { z } from "./zod.ts";

/** A duration as written, read into seconds. */
export const durationSchema = z
  .union([z.string(), z.number()], {
    error: unlessMissing('must be a duration such as "250ms", or a number of seconds'),
  })
  .transform((input, context): number => {
    const read = parseDuration(input);
    if (read.ok) return read.value;
    context.addIssue({ code: "custom", message: read.message });
    return z.NEVER;
  });
