import { type DocumentInput, documentSchema, type Scenario } from "./document.ts";
import { readJson } from "./json.ts";
import { migrate } from "./migrations.ts";
import { type Problem, problemAt, problemsOf } from "./problems.ts";
import { sentence } from "./sentence.ts";

/** The longest text that is read as a document. */
export const TEXT_MAX = 5_000_000;

/** A document as written and as read, or everything that is wrong with it. */
export type ParsedDocument =
  | { readonly ok: true; readonly document: DocumentInput; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a document of any version this app understands. Never throws on a value that came from JSON, and does not change it.
 * A document that is read may still be half drawn: `checkWiring` says whether it can run.
 * @returns `document`, brought to the current version but otherwise as written, and `scenario`, with every default filled in and every
 *   length of time in seconds
 */
export function parseDocument(input: unknown): ParsedDocument {
  const migrated = migrate(input);
  if (!migrated.ok)
    return { ok: false, problems: [problemAt(migrated.path === "" ? [] : [migrated.path], migrated.message)] };
  const read = documentSchema.safeParse(migrated.document, { error: sentence });
  if (!read.success) return { ok: false, problems: problemsOf(read.error, migrated.document) };
  const { name, about, architecture, faults, goals, run } = read.data;
  const scenario: Scenario = { name, about, architecture, faults, goals, run };
  return { ok: true, document: migrated.document as unknown as DocumentInput, scenario };
}

/** Reads a document from the text of a file, at most {@link TEXT_MAX} characters. A mistake in the JSON is told with line and column. */
export function parseDocumentText(text: string): ParsedDocument {
  if (text.length > TEXT_MAX) return { ok: false, problems: [problemAt([], "is larger than 5 MB")] };
  const json = readJson(text);
  if (json.ok) return parseDocument(json.value);
  return {
    ok: false,
    problems: [problemAt([], `is not JSON: line ${json.line}, column ${json.column}: ${json.message}`)],
  };
}
