import { z } from "./zod.ts";

/** Something that goes wrong at a stated time. */
export interface Fault {
  readonly kind: string;
}

/** The kinds of fault that can be planned. */
export const FAULT_KINDS: readonly string[] = [];

/** Reads one fault; a kind that is not planned for is refused by name. */
export const faultSchema: z.ZodType<Fault> = z.looseObject({
  kind: z.string().refine((kind) => FAULT_KINDS.includes(kind), {
    error: ({ input }) => `unknown fault ${JSON.stringify(input)} (known: ${FAULT_KINDS.join(", ") || "none"})`,
  }),
});
