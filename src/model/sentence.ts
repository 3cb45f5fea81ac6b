/** What a person is told when a value does not fit. */
import { quote } from "./quantity.ts";
import type { z } from "./zod.ts";

const NOUNS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};

/** The sentence for an issue no field has its own words for. */
export const sentence: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return "is required";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${NOUNS[issue.expected] ?? issue.expected}`;
    case "too_small":
      return bound(issue.origin, Number(issue.minimum), issue.inclusive === false ? "more than" : "at least");
    case "too_big":
      return bound(issue.origin, Number(issue.maximum), issue.inclusive === false ? "less than" : "at most");
    case "invalid_value":
      return oneOfWords(issue.values);
    case "unrecognized_keys":
      return "is not known here";
    default:
      return "is not valid";
  }
};

function bound(origin: string, limit: number, side: string): string {
  if (origin === "string" && limit === 1) return "must not be empty";
  if (origin === "string") return `must be ${side} ${limit} characters long`;
  if (origin === "array" && limit === 1 && side === "at least") return "must not be empty";
  if (origin === "array") return `must have ${side} ${limit} entries`;
  return `must be ${side} ${limit}`;
}

/** "must be one of "a", "b"". */
export function oneOfWords(values: readonly unknown[]): string {
  const words = values.map((value) => (typeof value === "string" ? quote(value) : String(value)));
  return words.length === 1 ? `must be ${words.join()}` : `must be one of ${words.join(", ")}`;
}

/** A field's own words, unless it is simply missing. */
export function unlessMissing(message: string): z.core.$ZodErrorMap {
  return ({ input }) => (input === undefined ? "is required" : message);
}

/** Words for a whole number that is something else altogether. */
export const wholeNumber: z.core.$ZodErrorMap = ({ code, input }) =>
  code === "invalid_type" && input !== undefined ? "must be a whole number" : undefined;
