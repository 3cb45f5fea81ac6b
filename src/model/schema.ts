import { documentSchema } from "./document.ts";
import { z } from "./zod.ts";

/** The JSON Schema of a document as written, for editors and other programs. Wiring and sums over several fields are not in it. */
export function documentJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    ...z.toJSONSchema(documentSchema, { io: "input" }),
    title: "Doorbuster document",
    description: "A checkout architecture, the sale that hits it, and what it should achieve.",
  };
}
