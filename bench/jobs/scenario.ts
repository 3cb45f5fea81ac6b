import { type DocumentInput, parseDocument, problemLine, type Scenario } from "../../src/model/index.ts";

/** Reads a document; throws what is wrong with it. */
export function scenarioOf(document: DocumentInput): Scenario {
  const parsed = parseDocument(document);
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join("\n"));
  return parsed.scenario;
}
