import { z } from "./zod.ts";

/** Something wrong with a document, and where. */
export interface Problem {
  /** The place, such as `architecture.components[3].config.servers`; empty for the document as a whole. */
  readonly path: string;
  /** A sentence that completes the place: "must be at least 1". */
  readonly message: string;
  /** A document with an error cannot be run; a warning only points something out. */
  readonly severity: "error" | "warning";
  /** The component to show it at. */
  readonly componentId?: string;
}

/** More than this is not read by anybody. */
const PROBLEMS_MAX = 100;

/** One line: the place, a colon, the sentence. */
export function problemLine({ path, message }: Problem): string {
  return `${path === "" ? "document" : path}: ${message}`;
}

/** A problem of one place. */
export function problemAt(path: readonly PropertyKey[], message: string, componentId?: string): Problem {
  const problem: Problem = { path: z.core.toDotPath(path), message, severity: "error" };
  return componentId === undefined ? problem : { ...problem, componentId };
}

/** What zod found in `input`, one problem a place. */
export function problemsOf(error: z.core.$ZodError, input: unknown): readonly Problem[] {
  const problems = error.issues.flatMap((issue) => placesOf(issue, []));
  const shown = problems
    .slice(0, PROBLEMS_MAX)
    .map(({ path, message }) => problemAt(path, message, componentAt(path, input)));
  const hidden = problems.length - shown.length;
  return hidden > 0 ? [...shown, problemAt([], `has ${hidden} more problems`)] : shown;
}

interface Place {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function placesOf(issue: z.core.$ZodIssue, before: readonly PropertyKey[]): Place[] {
  const path = [...before, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], message: issue.message }));
  const meant = issue.code === "invalid_union" ? issue.errors.filter((issues) => !issues.some(isOtherForm)) : [];
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only.flatMap((inner) => placesOf(inner, path));
  return [{ path, message: issue.message }];
}

/** Whether the value is not of this form at all, so that the complaint is about a form that was not meant. */
function isOtherForm(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 && ["invalid_type", "invalid_union", "invalid_value"].includes(issue.code);
}

/** The id of the component a path leads into, if it has one. */
function componentAt(path: readonly PropertyKey[], input: unknown): string | undefined {
  if (path[0] !== "architecture" || path[1] !== "components" || path.length < 3) return undefined;
  let value = input;
  for (const key of [...path.slice(0, 3), "id"]) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return typeof value === "string" ? value : undefined;
}
