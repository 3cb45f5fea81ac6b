/** The scenarios that come with the product. */
import { readdirSync, readFileSync } from "node:fs";
import { type DocumentInput, parseDocumentText, problemLine } from "../src/model/index.ts";

const folder = new URL("../scenarios/", import.meta.url);

/** Names of the files, without their ending. */
export const SHIPPED: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.slice(0, -".json".length))
  .sort();

/** Reads one of {@link SHIPPED}; throws what is wrong with it. */
export function shipped(slug: string): DocumentInput {
  const parsed = parseDocumentText(readFileSync(new URL(`${slug}.json`, folder), "utf8"));
  if (!parsed.ok) throw new Error(`${slug}: ${parsed.problems.map(problemLine).join("\n")}`);
  return parsed.document;
}
